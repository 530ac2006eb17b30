using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Entries;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Merges;

/// <summary>Two records of one partner become one: the other is chosen by typing, what moves is shown, then it moves.</summary>
[Route("admin/entries/{id:int}/merge"), Needs(StaffRole.Publisher)]
public sealed class MergesController(SiteDb db, Picks picks, TimeProvider clock) : DeskController
{
    [HttpGet("")]
    public async Task<IActionResult> Choose(int id, string? other)
    {
        if (await FindAsync(id) is not { } into)
            return NotFound();
        var typed = Asked.Line(other, Entry.TitleLength + Entry.SlugLength + 3);
        var found = typed.Length == 0 ? [] : (await picks.SearchAsync([EntryKind.Partner], typed, Language, HttpContext.RequestAborted)).Where(f => f.Id != id).ToList();
        var page = new MergePage
        {
            Title = Ui.Format("Merge.Title", into.Title.In(Language).Text),
            EntryName = into.Title,
            Lead = Ui["Merge.Lead"],
            Section = EntryKind.Partner.DeskList(),
            Crumbs = [(Ui["Desk.Partners"], DeskLinks.List(EntryKind.Partner)), (into.Title.In(Language).Text, DeskLinks.Entry(id))],
            Into = into,
            Typed = typed,
            Found = [.. found.Select(f => f.Label)],
            Partners = await picks.ListAsync([EntryKind.Partner], Language, HttpContext.RequestAborted),
            Preview = found is [var only] ? await PreviewAsync(into, only.Id) : null,
        };
        return Show("Merge", page);
    }

    [HttpPost("")]
    public async Task<IActionResult> Merge(int id, [FromForm] int other)
    {
        if (await FindAsync(id) is not { } into || await FindAsync(other) is not { } goes)
            return NotFound();
        var (name, gone) = (into.Title.In(Language).Text, goes.Title.In(Language).Text);
        var merge = new PartnerMerge(id, other, new Author(Me.Id, Me.Name), Cut(Ui.Format("Merge.Note", gone, name)));
        if (!await db.MergePartnersAsync(merge, Audit(AuditAction.Merged, name, id, $"{gone} ({goes.Entry.Slug}) → {into.Entry.Slug}"), clock, HttpContext.RequestAborted))
            return Redirect(DeskLinks.Merge(id) + QueryString.Create("other", goes.Entry.Slug));
        HttpContext.RequestServices.GetRequiredService<PublishedSiteKeeper>().Nudge();
        Say(Ui.Format("Merge.Done", gone, name), goes.Title.In(Language), into.Title.In(Language));
        return Redirect(DeskLinks.Entry(id));
    }

    private async Task<MergePreview> PreviewAsync(WorkingCopy into, int otherId)
    {
        var other = await FindAsync(otherId);
        var ids = await db.ActivitiesOfPartnerAsync(otherId, HttpContext.RequestAborted);
        var activities = await db.WorkingCopies.AsNoTracking().Where(w => ids.Contains(w.EntryId)).Select(w => new { w.EntryId, w.Kind, w.Title, LosesStage = w.Submitted != null && w.Submitted != w.Newest }).ToListAsync(HttpContext.RequestAborted);
        var former = await db.Redirects.Where(r => r.EntryId == otherId).Select(r => r.Slug).ToListAsync(HttpContext.RequestAborted);
        return new MergePreview
        {
            Other = other!,
            IsAllowed = Merging.Allows(into, other),
            Activities = [.. activities.OrderBy(a => a.Title.In(Language).Text, Language.Comparer).Select(a => new MovedActivity(a.EntryId, a.Kind, a.Title, a.LosesStage))],
            Addresses = [other!.Entry.Slug, .. former.Order(StringComparer.Ordinal)],
        };
    }

    private Task<WorkingCopy?> FindAsync(int id) =>
        db.WorkingCopies.AsNoTracking().Include(w => w.Entry).SingleOrDefaultAsync(w => w.EntryId == id && w.Kind == EntryKind.Partner && w.DeletedAt == null, HttpContext.RequestAborted);

    private static string Cut(string note) => note.Length <= Revision.NoteLength ? note : note[..Revision.NoteLength];
}
