using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Revisions;

/// <summary>Changes of a working copy. Entry, working copy, version number, publication record and audit line are one save: all or nothing.</summary>
public static class Changing
{
    /// <summary>Loads, changes and saves; begins again when another change came between.</summary>
    /// <param name="change">Nothing is saved unless it is done.</param>
    /// <param name="reason">Of a change to what visitors see; null where they see no difference.</param>
    public static Task<WorkflowOutcome> ChangeAsync(
        this SiteDb db, int entryId, AuditEvent audit, Func<WorkingCopy, Task<WorkflowOutcome>> change, CancellationToken cancellation, PublicationReason? reason = null) =>
        db.RetryAsync(
            async token =>
            {
                // Read before the copy: what another node makes public from here on, were it this very entry, is noticed when this is saved.
                var site = reason is null ? null : await db.SiteStates.SingleAsync(token);
                if (await db.WorkingCopies.Include(w => w.Entry).SingleOrDefaultAsync(w => w.EntryId == entryId, token) is not { } copy)
                    return WorkflowOutcome.Gone;
                if (await change(copy) is var outcome and not WorkflowOutcome.Done)
                    return outcome;
                // Asks the database whether the row is still the one that was read, even where only the entry changes.
                copy.RowVersion++;
                if (reason is { } why)
                {
                    await db.RecordAsync(copy, why, ++site!.Version, audit.At, token);
                    db.WriteFirst(copy.Entry);
                }

                audit.Id = 0;
                db.Add(audit);
                await db.SaveChangesAsync(token);
                return WorkflowOutcome.Done;
            },
            cancellation);

    /// <summary>
    /// Writes the entry's row with whatever is saved of the entry, though nothing of it changes. Of an entry's rows EF sends that one first, so
    /// that on SQL Server two changes wait for each other there, and not each for what the other holds already: a new revision asks for the
    /// entry's row too, by its foreign key.
    /// </summary>
    internal static void WriteFirst(this SiteDb db, Entry entry) => db.Entry(entry).Property(e => e.ChangedAt).IsModified = true;
}
