using System.Globalization;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Workflow;

/// <summary>Takes the steps that <see cref="WorkingCopy"/> guards, each with its audit line in one save.</summary>
public sealed class EntryWorkflow(SiteDb db, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Task<WorkflowOutcome> SubmitAsync(WorkflowStep step, CancellationToken cancellation) =>
        db.ChangeAsync(step.EntryId, step.Audit, copy => Task.FromResult(copy.Submit(step.Number, step.By)), cancellation);

    /// <param name="comment">What the author should correct.</param>
    public Task<WorkflowOutcome> ReturnAsync(WorkflowStep step, string comment, CancellationToken cancellation) =>
        db.ChangeAsync(step.EntryId, step.Audit, copy =>
        {
            var outcome = copy.Return(step.Number, step.By);
            if (outcome == WorkflowOutcome.Done)
                db.Add(new Comment { EntryId = step.EntryId, Revision = step.Number, AuthorId = step.By.Id, AuthorName = step.By.Name, Text = comment, At = Now });
            return Task.FromResult(outcome);
        }, cancellation);

    /// <summary>The audit line says whether the gate was open, and otherwise why it was passed.</summary>
    /// <param name="reason">Why it is published although the gate is closed; empty where none was given.</param>
    public Task<WorkflowOutcome> PublishAsync(WorkflowStep step, string reason, CancellationToken cancellation) =>
        db.ChangeAsync(step.EntryId, step.Audit, async copy =>
        {
            if (step.IsOfNewest && step.Number != copy.Newest)
                return WorkflowOutcome.ChangedSince;
            if (await FormAsync(copy, step.Number, cancellation) is not { } form)
                return WorkflowOutcome.Gone;
            var gate = await Gate.OfAsync(db, copy, step.Number, form, step.By.Id, cancellation);
            var isFirst = copy.Published is null;
            Tell(step.Audit, step.Number, gate, reason);
            var outcome = copy.Publish(step.Number, reason, gate, step.By);
            if (outcome == WorkflowOutcome.Done)
                await ShowAsync(copy, form, isFirst, cancellation);
            return outcome;
        }, cancellation, PublicationReason.Published);

    /// <summary>Publishes what is scheduled, if it still is and its time has come. The gate is asked again.</summary>
    public Task<WorkflowOutcome> PublishScheduledAsync(int entryId, AuditEvent audit, CancellationToken cancellation) =>
        db.ChangeAsync(entryId, audit, async copy =>
        {
            if (copy.Submitted is not { } number || await FormAsync(copy, number, cancellation) is not { } form)
                return WorkflowOutcome.NothingScheduled;
            var (gate, reason, isFirst) = (await Gate.OfAsync(db, copy, number, form, copy.ScheduledById, cancellation), copy.ScheduleReason ?? "", copy.Published is null);
            Tell(audit, number, gate, reason);
            var outcome = copy.PublishScheduled(gate, Now);
            if (outcome == WorkflowOutcome.Done)
                await ShowAsync(copy, form, isFirst, cancellation);
            return outcome;
        }, cancellation, PublicationReason.Published);

    public Task<WorkflowOutcome> ScheduleAsync(WorkflowStep step, DateTime at, string reason, CancellationToken cancellation) =>
        db.ChangeAsync(step.EntryId, step.Audit, async copy =>
        {
            if (await FormAsync(copy, step.Number, cancellation) is not { } form)
                return WorkflowOutcome.Gone;
            var gate = await Gate.OfAsync(db, copy, step.Number, form, step.By.Id, cancellation);
            step.Audit.Detail = $"№ {step.Number}, {at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC{(reason.Length > 0 ? $": {reason}" : "")}";
            return copy.Schedule(step.Number, at, reason, gate, step.By);
        }, cancellation);

    public Task<WorkflowOutcome> UnscheduleAsync(WorkflowStep step, CancellationToken cancellation) =>
        db.ChangeAsync(step.EntryId, step.Audit, copy => Task.FromResult(copy.Unschedule(step.Number, step.By)), cancellation);

    /// <param name="reason">Shown to visitors at the entry's address.</param>
    public Task<WorkflowOutcome> WithdrawAsync(WorkflowStep step, LocalizedText reason, CancellationToken cancellation) =>
        db.ChangeAsync(step.EntryId, step.Audit, copy => Task.FromResult(copy.Withdraw(reason, Now, step.By)), cancellation, PublicationReason.Withdrawn);

    public Task<WorkflowOutcome> DeleteAsync(WorkflowStep step, CancellationToken cancellation) =>
        db.ChangeAsync(step.EntryId, step.Audit, copy => Task.FromResult(copy.Delete(step.Number, Now)), cancellation, PublicationReason.Deleted);

    public Task<WorkflowOutcome> BringBackAsync(int entryId, AuditEvent audit, CancellationToken cancellation) =>
        db.ChangeAsync(entryId, audit, copy => Task.FromResult(copy.BringBack()), cancellation);

    /// <summary>The working copy and the form of one of its revisions; null where there is none.</summary>
    public async Task<(WorkingCopy Copy, EntryForm Form)?> ReadAsync(int entryId, int number, CancellationToken cancellation) =>
        await db.WorkingCopies.AsNoTracking().Include(w => w.Entry).SingleOrDefaultAsync(w => w.EntryId == entryId && w.DeletedAt == null, cancellation) is { } copy
        && await FormAsync(copy, number, cancellation) is { } form ? (copy, form) : null;

    private async Task<EntryForm?> FormAsync(WorkingCopy copy, int number, CancellationToken cancellation)
    {
        var revisions = db.Revisions.Where(r => r.EntryId == copy.EntryId && r.Number == number);
        if (await revisions.Select(r => r.Document).SingleOrDefaultAsync(cancellation) is not { } document)
            return null;
        var form = Document.Read(copy.Kind, document);
        await db.FollowMergesAsync(form, cancellation);
        return form;
    }

    private static void Tell(AuditEvent audit, int number, Gate gate, string reason)
    {
        audit.Action = gate.IsOpen ? AuditAction.Published : AuditAction.PublishedAllTheSame;
        audit.Detail = gate.IsOpen ? $"№ {number}" : $"№ {number}: {reason}";
    }

    /// <summary>Copies the form into what visitors see.</summary>
    private async Task ShowAsync(WorkingCopy copy, EntryForm form, bool isFirst, CancellationToken cancellation)
    {
        if (copy.Entry is Activity activity)
            await db.Entry(activity).Collection(a => a.Participations).LoadAsync(cancellation);
        if (form.Slug != copy.Entry.Slug)
            await MoveAsync(copy, form.Slug, isFirst, cancellation);
        form.Apply(copy.Entry);
        (copy.Entry.State, copy.Entry.ChangedAt) = (EntryState.Published, Now);
    }

    // What was an address once leads to the entry for ever; an entry that comes back to an old address of its own needs no redirect there.
    private async Task MoveAsync(WorkingCopy copy, string slug, bool isFirst, CancellationToken cancellation)
    {
        var kind = copy.Kind;
        db.RemoveRange(await db.Redirects.Where(r => r.Kind == kind && r.Slug == slug).ToListAsync(cancellation));
        if (!isFirst)
            db.Add(new Redirect { Kind = kind, Slug = copy.Entry.Slug, EntryId = copy.EntryId });
    }
}
