using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Lists;
using CsmPartners.Web.Admin.Workflow;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Bulk;

/// <summary>One thing done to several entries: first what will happen is shown, then it is done, each entry by itself.</summary>
public sealed class BulkController(SiteDb db, DeskPublication publication, TimeProvider clock) : DeskController
{
    private const int MostAtOnce = 200;

    // Where a person arrives who had to sign in again on the way.
    [HttpGet(DeskLinks.Bulk), HttpGet(DeskLinks.BulkDone)]
    public IActionResult Index() => Redirect(DeskLinks.Entries);

    [HttpPost(DeskLinks.Bulk)]
    public async Task<IActionResult> Confirm(BulkPost post)
    {
        if (Ticked(post) is not (var action, { Count: > 0 } ticked))
        {
            Say(Ui["Bulk.Nothing"]);
            return LocalRedirect(From(post));
        }

        var copies = await ReadAsync(ticked);
        var lines = new List<BulkLine>();
        foreach (var one in ticked)
            lines.Add(new BulkLine(one, copies.GetValueOrDefault(one.Id), Key(await WhyNotAsync(action, one, copies.GetValueOrDefault(one.Id)))));
        return Show("Bulk", Page(action, post, lines, isDone: false));
    }

    [HttpPost(DeskLinks.BulkDone)]
    public async Task<IActionResult> Do(BulkPost post)
    {
        if (Ticked(post) is not (var action, { Count: > 0 } ticked))
            return LocalRedirect(From(post));
        var copies = await ReadAsync(ticked);
        var lines = new List<BulkLine>();
        foreach (var one in ticked)
        {
            var copy = copies.GetValueOrDefault(one.Id);
            var refusal = copy is null ? BulkRefusal.Gone : await DoAsync(action, one, copy);
            lines.Add(new BulkLine(one, copy, Key(refusal)));
        }

        return Show("Bulk", Page(action, post, lines, isDone: true));
    }

    private async Task<BulkRefusal?> WhyNotAsync(BulkAction action, Ticked ticked, WorkingCopy? copy)
    {
        if (ticked.WhyNot(action, copy) is { } known)
            return known;
        if (action != BulkAction.Publish)
            return null;
        if (await publication.ReadAsync(ticked.Id, ticked.Revision, HttpContext.RequestAborted) is not var (now, form))
            return BulkRefusal.Gone;
        if (form.Check().Any())
            return BulkRefusal.NeedsMending;
        return (await Gate.OfAsync(db, now, ticked.Revision, form, Me, HttpContext.RequestAborted)).IsOpen ? null : BulkRefusal.NeedsReason;
    }

    private async Task<BulkRefusal?> DoAsync(BulkAction action, Ticked ticked, WorkingCopy copy)
    {
        if (ticked.WhyNot(action, copy) is { } known)
            return known;
        var subject = copy.Title.In(Language).Text;
        return action switch
        {
            BulkAction.Submit => await SubmitAsync(ticked, subject),
            BulkAction.Publish => await publication.PublishAsync(ticked.Id, ticked.Revision, "", Me, Audit(AuditAction.Published, subject, ticked.Id), HttpContext.RequestAborted) switch
            {
                PublicationOutcome.Published => null,
                PublicationOutcome.NeedsMending => BulkRefusal.NeedsMending,
                PublicationOutcome.NeedsReason => BulkRefusal.NeedsReason,
                PublicationOutcome.AddressTaken => BulkRefusal.AddressTaken,
                _ => BulkRefusal.Gone,
            },
            _ => await db.DeleteAsync(ticked.Id, Audit(AuditAction.Deleted, subject, ticked.Id), clock, HttpContext.RequestAborted) ? null : BulkRefusal.OnSite,
        };
    }

    private async Task<BulkRefusal?> SubmitAsync(Ticked ticked, string subject)
    {
        BulkRefusal? refusal = null;
        await db.ChangeAsync(ticked.Id, Audit(AuditAction.Submitted, subject, ticked.Id, $"№ {ticked.Revision}"), now =>
        {
            refusal = ticked.WhyNot(BulkAction.Submit, now);
            (now.Stage, now.Submitted, now.SubmittedById) = (Stage.InReview, ticked.Revision, Me.Id);
            return Task.FromResult(refusal is null);
        }, HttpContext.RequestAborted);
        return refusal;
    }

    private (BulkAction Action, IReadOnlyList<Ticked> Ticked)? Ticked(BulkPost post) =>
        post.Action is { } action && Enum.IsDefined(action) && (action != BulkAction.Publish || Me.Role >= StaffRole.Publisher)
            ? (action, [.. post.Entries.Select(Bulk.Ticked.Parse).OfType<Ticked>().DistinctBy(t => t.Id).Take(MostAtOnce)])
            : null;

    private Task<Dictionary<int, WorkingCopy>> ReadAsync(IReadOnlyList<Ticked> ticked)
    {
        var ids = ticked.Select(t => t.Id).ToList();
        return db.AtDesk().Include(w => w.Entry).Where(w => ids.Contains(w.EntryId)).ToDictionaryAsync(w => w.EntryId, HttpContext.RequestAborted);
    }

    private BulkPage Page(BulkAction action, BulkPost post, IReadOnlyList<BulkLine> lines, bool isDone) => new()
    {
        Title = Ui[isDone ? $"Bulk.Done.{action}" : $"Bulk.{action}"],
        Lead = Ui[isDone ? "Bulk.Done.Lead" : "Bulk.Lead"],
        Action = action,
        Lines = lines,
        IsDone = isDone,
        From = From(post),
    };

    private string From(BulkPost post) => Url.Local(post.From) ?? DeskLinks.Entries;

    private static string? Key(BulkRefusal? refusal) => refusal is null ? null : $"Bulk.Refused.{refusal}";
}
