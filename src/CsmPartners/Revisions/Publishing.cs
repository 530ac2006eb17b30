using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Revisions;

/// <summary>What changes for visitors. Entry, working copy, version number and audit line are one save: all or nothing.</summary>
public static class Publishing
{
    /// <summary>Shows a revision to visitors. Newer ones stay at the desk.</summary>
    /// <returns>Whether it was published; false where its address has become another entry's.</returns>
    public static Task<bool> PublishAsync(this SiteDb db, int entryId, int number, AuditEvent audit, TimeProvider clock, CancellationToken cancellation) =>
        db.ChangeAsync(entryId, audit, copy => db.ApplyAsync(copy, number, clock, cancellation), cancellation, PublicationReason.Published);

    /// <summary>Publishes what is scheduled, if it still is.</summary>
    public static Task<bool> PublishScheduledAsync(this SiteDb db, int entryId, AuditEvent audit, TimeProvider clock, CancellationToken cancellation) =>
        db.ChangeAsync(
            entryId,
            audit,
            async copy => copy is { Stage: Stage.Scheduled, Submitted: { } number } && await db.ApplyAsync(copy, number, clock, cancellation),
            cancellation,
            PublicationReason.Published);

    /// <summary>Takes the entry from visitors; its address says why from then on.</summary>
    public static Task<bool> WithdrawAsync(this SiteDb db, int entryId, LocalizedText reason, AuditEvent audit, TimeProvider clock, CancellationToken cancellation) =>
        db.ChangeAsync(entryId, audit, copy =>
        {
            copy.Entry.State = EntryState.Withdrawn;
            copy.Entry.WithdrawalReason = reason;
            copy.Entry.ChangedAt = clock.GetUtcNow().UtcDateTime;
            Settle(copy);
            return Task.FromResult(true);
        }, cancellation, PublicationReason.Withdrawn);

    /// <summary>Loads, changes and saves; begins again when another change came between.</summary>
    /// <param name="reason">Of a change to what visitors see; null where they see no difference.</param>
    public static Task<bool> ChangeAsync(
        this SiteDb db, int entryId, AuditEvent audit, Func<WorkingCopy, Task<bool>> change, CancellationToken cancellation, PublicationReason? reason = null) =>
        db.RetryAsync(
            async token =>
            {
                // Read before the copy: what another node makes public from here on, were it this very entry, is noticed when this is saved.
                var site = reason is null ? null : await db.SiteStates.SingleAsync(token);
                var copy = await db.WorkingCopies.Include(w => w.Entry).SingleAsync(w => w.EntryId == entryId, token);
                if (!await change(copy))
                    return false;
                // Asks the database whether the row is still the one that was read, even where only the entry changes.
                copy.RowVersion++;
                if (reason is { } why)
                    await db.RecordAsync(copy, why, ++site!.Version, audit.At, token);
                audit.Id = 0;
                db.Add(audit);
                await db.SaveChangesAsync(token);
                return true;
            },
            cancellation);

    private static async Task<bool> ApplyAsync(this SiteDb db, WorkingCopy copy, int number, TimeProvider clock, CancellationToken cancellation)
    {
        var document = await db.Revisions.Where(r => r.EntryId == copy.EntryId && r.Number == number).Select(r => r.Document).SingleAsync(cancellation);
        var form = Document.Read(copy.Kind, document);
        if (copy.Entry is Activity activity)
            await db.Entry(activity).Collection(a => a.Participations).LoadAsync(cancellation);
        if (copy.DeletedAt is not null || (form.Slug != copy.Entry.Slug && !await MoveAsync(db, copy, form.Slug, cancellation)))
            return false;
        form.Apply(copy.Entry);
        copy.Entry.State = EntryState.Published;
        copy.Entry.ChangedAt = clock.GetUtcNow().UtcDateTime;
        copy.Published = number;
        Settle(copy);
        return true;
    }

    internal static void Settle(WorkingCopy copy)
    {
        copy.Stage = Stage.Draft;
        copy.Submitted = null;
        copy.SubmittedById = null;
        copy.PublishAt = null;
        copy.ScheduledById = null;
    }

    // What was an address once leads to the entry for ever; an entry that comes back to an old address of its own needs no redirect there.
    private static async Task<bool> MoveAsync(SiteDb db, WorkingCopy copy, string slug, CancellationToken cancellation)
    {
        var kind = copy.Kind;
        if (await Saving.IsTakenAsync(db, kind, slug, copy.EntryId, cancellation))
            return false;
        db.RemoveRange(await db.Redirects.Where(r => r.Kind == kind && r.Slug == slug).ToListAsync(cancellation));
        if (copy.Published is not null)
            db.Add(new Redirect { Kind = kind, Slug = copy.Entry.Slug, EntryId = copy.EntryId });
        return true;
    }
}
