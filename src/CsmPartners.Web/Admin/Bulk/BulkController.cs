using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Lists;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using CsmPartners.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Bulk;

/// <summary>One thing done to several entries: first what will happen is shown, then it is done, each entry by itself.</summary>
public sealed class BulkController(SiteDb db, EntryWorkflow workflow, PublishedSiteKeeper keeper, TimeProvider clock) : DeskController
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

        return Show("Bulk", Page(action, post, await EachAsync(ticked, (one, copy) => TryAsync(action, one, copy)), isDone: false));
    }

    [HttpPost(DeskLinks.BulkDone)]
    public async Task<IActionResult> Do(BulkPost post)
    {
        if (Ticked(post) is not (var action, { Count: > 0 } ticked))
            return LocalRedirect(From(post));
        return Show("Bulk", Page(action, post, await EachAsync(ticked, (one, copy) => DoAsync(action, one, copy)), isDone: true));
    }

    private async Task<List<BulkLine>> EachAsync(IReadOnlyList<Ticked> ticked, Func<Ticked, WorkingCopy, Task<WorkflowOutcome>> take)
    {
        var copies = await ReadAsync(ticked);
        var lines = new List<BulkLine>();
        foreach (var one in ticked)
        {
            var copy = copies.GetValueOrDefault(one.Id);
            var outcome = copy switch { null => WorkflowOutcome.Gone, _ when copy.Newest != one.Revision => WorkflowOutcome.ChangedSince, _ => await take(one, copy) };
            lines.Add(new BulkLine(one, copy, outcome == WorkflowOutcome.Done ? null : $"Bulk.Refused.{outcome}"));
        }

        return lines;
    }

    /// <summary>Takes the step on a copy that is not saved.</summary>
    private async Task<WorkflowOutcome> TryAsync(BulkAction action, Ticked ticked, WorkingCopy copy)
    {
        if (action != BulkAction.Publish)
            return action == BulkAction.Submit ? copy.Submit(ticked.Revision, Me.Actor) : copy.Delete(ticked.Revision, clock.GetUtcNow().UtcDateTime);
        if (await workflow.ReadAsync(ticked.Id, ticked.Revision, HttpContext.RequestAborted) is not var (now, form))
            return WorkflowOutcome.Gone;
        return now.Publish(ticked.Revision, "", await Gate.OfAsync(db, now, ticked.Revision, form, Me.Id, HttpContext.RequestAborted), Me.Actor);
    }

    private async Task<WorkflowOutcome> DoAsync(BulkAction action, Ticked ticked, WorkingCopy copy)
    {
        var line = Audit(AuditAction.Submitted, copy.Title.In(Language).Text, ticked.Id, $"№ {ticked.Revision}");
        var step = new WorkflowStep(ticked.Id, ticked.Revision, Me.Actor, line, IsOfNewest: true);
        step.Audit.Action = action switch { BulkAction.Submit => AuditAction.Submitted, BulkAction.Publish => AuditAction.Published, _ => AuditAction.Deleted };
        var outcome = action switch
        {
            BulkAction.Submit => await workflow.SubmitAsync(step, HttpContext.RequestAborted),
            BulkAction.Publish => await workflow.PublishAsync(step, "", HttpContext.RequestAborted),
            _ => await workflow.DeleteAsync(step, HttpContext.RequestAborted),
        };
        if (outcome == WorkflowOutcome.Done)
            keeper.Nudge();
        return outcome;
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
}
