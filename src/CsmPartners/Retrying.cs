using System.Data;
using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CsmPartners;

/// <summary>The one retry: work that another request overtook is done again from the start.</summary>
public static class Retrying
{
    private const int MostTries = 500;

    /// <param name="attempt">Reads, changes and saves, in that order; each attempt starts with nothing tracked.</param>
    public static async Task<T> RetryAsync<T>(this SiteDb db, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            db.ChangeTracker.Clear();
            try
            {
                return await attempt(cancellation);
            }
            catch (Exception e) when (tries < MostTries && db.Errors.IsConflict(e))
            {
                await Task.Delay(Random.Shared.Next(1, 20), cancellation);
            }
        }
    }

    /// <summary>The same as one transaction of several saves.</summary>
    /// <param name="attempt">
    /// Returns the audit line that it saved, which tells whether a commit whose answer was lost took place; null to undo everything.
    /// </param>
    /// <returns>Whether it was committed.</returns>
    public static Task<bool> RetryInTransactionAsync(this SiteDb db, Func<CancellationToken, Task<AuditEvent?>> attempt, CancellationToken cancellation) =>
        db.RetryAsync(token => CommitAsync(db, async commit => await attempt(commit) is { } line ? (true, line) : (false, null), token), cancellation);

    /// <summary>The same for what may be done twice: where the answer to a commit was lost, it is done again.</summary>
    /// <param name="attempt">False to undo everything.</param>
    public static Task<bool> RepeatInTransactionAsync(this SiteDb db, Func<CancellationToken, Task<bool>> attempt, CancellationToken cancellation) =>
        db.RetryAsync(token => CommitAsync(db, async commit => (await attempt(commit), null), token), cancellation);

    /// <summary>
    /// Inside a transaction: others that ask for the same lock wait until it ends. A row rather than the level Serializable, whose range
    /// locks make simultaneous writers deadlock and which SQL Server leaves on a pooled connection.
    /// </summary>
    public static Task LockSiteAsync(this SiteDb db, CancellationToken cancellation) =>
        db.SiteStates.ExecuteUpdateAsync(set => set.SetProperty(s => s.Version, s => s.Version), cancellation);

    private static Task<bool> CommitAsync(SiteDb db, Func<CancellationToken, Task<(bool IsDone, AuditEvent? Line)>> attempt, CancellationToken cancellation)
    {
        AuditEvent? line = null;
        return db.Database.CreateExecutionStrategy().ExecuteAsync(
            db,
            async (_, _, token) =>
            {
                line = null;
                db.ChangeTracker.Clear();
                // Said explicitly: without it SQL Server goes on at the level that the connection had last.
                await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, token);
                (var isDone, line) = await attempt(token);
                if (!isDone)
                {
                    // Or what was undone would go with the next save.
                    db.ChangeTracker.Clear();
                    return false;
                }

                await transaction.CommitAsync(token);
                return true;
            },
            async (_, _, token) =>
            {
                var isCommitted = line is { Id: var id } && await db.AuditEvents.AnyAsync(a => a.Id == id, token);
                return new ExecutionResult<bool>(isCommitted, isCommitted);
            },
            cancellation);
    }
}
