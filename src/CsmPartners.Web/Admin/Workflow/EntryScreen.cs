using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Web.Admin.Entries;
using CsmPartners.Web.Admin.Letters;
using CsmPartners.Revisions;
using CsmPartners.Web.Localization;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Workflow;

/// <summary>Gathers what the entry's page shows.</summary>
public sealed class EntryScreen(SiteDb db, TextWarnings warnings, TimeProvider clock)
{
    /// <summary>Revisions and comments shown at a time.</summary>
    public const int PartLength = 50;

    private const int MostLetters = 10;
    private const int MostPublications = 10;

    public Task<EntryPage?> ForAsync(int id, StaffIdentity me, CancellationToken cancellation) => ForAsync(id, me, new EntryParts(), cancellation);

    /// <summary>Null where there is no such entry. What lies in the bin can be read too.</summary>
    public async Task<EntryPage?> ForAsync(int id, StaffIdentity me, EntryParts parts, CancellationToken cancellation)
    {
        if (await db.WorkingCopies.AsNoTracking().Include(w => w.Entry).SingleOrDefaultAsync(w => w.EntryId == id, cancellation) is not { } copy)
            return null;
        var ui = Ui.In(me.Language);
        var newest = await DocumentAsync(id, copy.Newest, cancellation);
        var published = copy.Published is { } number ? await DocumentAsync(id, number, cancellation) : "{}";
        var form = Document.Read(copy.Kind, newest);
        var publications = await db.PublicationRecords.AsNoTracking().Where(r => r.EntryId == id).OrderByDescending(r => r.Number)
            .Take(parts.AllPublications ? int.MaxValue : MostPublications + 1).ToListAsync(cancellation);
        var (revisions, comments) = (db.Revisions.Where(r => r.EntryId == id), db.Comments.Where(c => c.EntryId == id));
        var history = PagerOf(await revisions.CountAsync(cancellation), parts.History ?? "1", n => $"{DeskLinks.Entry(id)}?history={n}#history");
        var said = PagerOf(await comments.CountAsync(cancellation), parts.Comments, n => $"{DeskLinks.Entry(id)}?comments={n}#comments");
        return new EntryPage
        {
            Title = copy.Title.In(me.Language).Text,
            EntryName = copy.Title,
            Lead = ui["Entry.Lead"],
            Section = copy.Kind.DeskList(),
            Crumbs = [(ui[$"Desk.{copy.Kind}s"], DeskLinks.List(copy.Kind))],
            Copy = copy,
            Form = form,
            Gate = await Gate.OfAsync(db, copy, copy.Newest, form, me.Id, cancellation),
            Unseen = await UnseenAsync(form, cancellation),
            HistoryPager = history,
            CommentsPager = said,
            History = await revisions.OrderByDescending(r => r.Number).Skip((history.Number - 1) * PartLength).Take(PartLength)
                .Select(r => new RevisionRow(r.Number, r.At, r.AuthorName, r.Note, r.IsMinor, r.RestoredFrom)).ToListAsync(cancellation),
            Publications = parts.AllPublications ? publications : [.. publications.Take(MostPublications)],
            HasEarlierPublications = !parts.AllPublications && publications.Count > MostPublications,
            Waiting = copy.IsInStep ? 0 : Document.Compare(Document.Parse(published), Document.Parse(newest)).Count,
            Late = await WhyLateAsync(copy, cancellation),
            Comments = await comments.AsNoTracking().OrderBy(c => c.At).ThenBy(c => c.Id).Skip((said.Number - 1) * PartLength).Take(PartLength).ToListAsync(cancellation),
            Letters = await db.Letters.Where(l => l.EntryId == id).InTheList().InOrder().Take(MostLetters).ToRowsAsync(db, cancellation),
            Links = await ActiveLinksAsync(id, cancellation),
            FormerAddresses = await db.Redirects.Where(r => r.EntryId == id).OrderBy(r => r.Slug).Select(r => r.Slug).ToListAsync(cancellation),
            Warnings = await warnings.ForAsync(form, me.Language, cancellation),
        };
    }

    /// <summary>The last page where none is asked for.</summary>
    private static Pager PagerOf(int count, string? asked, Func<int, string> addressOf)
    {
        var last = Math.Max(1, (count + PartLength - 1) / PartLength);
        return new Pager(asked is null ? last : Pager.Read(asked, last), last, addressOf);
    }

    private async Task<IReadOnlyList<UnseenEntry>> UnseenAsync(EntryForm form, CancellationToken cancellation)
    {
        if (form is not ActivityForm activity)
            return [];
        var named = activity.Participations.Select(p => p.PartnerId).Concat(activity.Venues.Select(v => v.PartnerId)).Append(activity.PartOfId).OfType<int>().Distinct().ToList();
        return await db.WorkingCopies.AsNoTracking().Where(w => named.Contains(w.EntryId) && w.Entry.State != EntryState.Published)
            .OrderBy(w => w.EntryId).Select(w => new UnseenEntry(w.EntryId, w.Title)).ToListAsync(cancellation);
    }

    private async Task<string?> WhyLateAsync(WorkingCopy copy, CancellationToken cancellation)
    {
        // The program looks every ten seconds.
        if (copy is not { Stage: Stage.Scheduled, Submitted: { } number } || copy.PublishAt >= clock.GetUtcNow().UtcDateTime.AddMinutes(-1))
            return null;
        var form = Document.Read(copy.Kind, await DocumentAsync(copy.EntryId, number, cancellation));
        var gate = await Gate.OfAsync(db, copy, number, form, copy.ScheduledById, cancellation);
        return gate.Pass(copy.ScheduleReason ?? "") is var outcome and not WorkflowOutcome.Done ? $"Publication.{outcome}" : "Publication.Waits";
    }

    private async Task<IReadOnlyList<PreviewLink>> ActiveLinksAsync(int id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.PreviewLinks.AsNoTracking().Where(l => l.EntryId == id && l.RevokedAt == null && l.ExpiresAt > now).OrderBy(l => l.Id).ToListAsync(cancellation);
    }

    private Task<string> DocumentAsync(int id, int number, CancellationToken cancellation) =>
        db.Revisions.Where(r => r.EntryId == id && r.Number == number).Select(r => r.Document).SingleAsync(cancellation);
}
