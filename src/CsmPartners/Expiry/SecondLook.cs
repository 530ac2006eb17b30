using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Expiry;

/// <summary>
/// Nothing is deleted for its age at first sight, since a machine's clock can be wrong. Ages count up to the newest row that people have
/// written. What is due by that is marked, and deleted if it is still due a day later by both clocks, the machine's and the rows'.
/// </summary>
public static class SecondLook
{
    public static readonly TimeSpan Delay = TimeSpan.FromDays(1);

    /// <summary>Other machines that write to the database may be ahead by so much.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    // Written by programs that run by the machine's clock, and therefore no second one.
    private static readonly AuditAction[] OfPrograms = [AuditAction.LettersExpired, AuditAction.BackedUp];

    /// <summary>When somebody last wrote something, not counting rows from a future that the machine's clock does not know. Null in an empty database.</summary>
    public static async Task<DateTime?> ReadNewestRowAsync(this SiteDb db, DateTime machine, CancellationToken cancellation)
    {
        DateTime?[] newest =
        [
            await db.AuditEvents.Where(a => a.At <= machine && !OfPrograms.Contains(a.Action)).MaxAsync(a => (DateTime?)a.At, cancellation),
            await db.Letters.Where(l => l.At <= machine).MaxAsync(l => (DateTime?)l.At, cancellation),
            await db.Revisions.Where(r => r.At <= machine).MaxAsync(r => (DateTime?)r.At, cancellation),
        ];
        return newest.Max();
    }

    /// <summary>Marks what is due and was not before, and forgets the marks of what is not due any more.</summary>
    /// <param name="due">As the rows' clock has it; see <see cref="ReadNewestRowAsync"/>.</param>
    /// <param name="isDue">Whether a marked key is still due; another node may have marked some that are not among <paramref name="due"/>.</param>
    /// <param name="clocks">What the machine and the rows say.</param>
    /// <returns>What was marked a day ago or earlier by both clocks: it may go now.</returns>
    public static async Task<HashSet<string>> LookAgainAsync(
        this SiteDb db, DeletionKind kind, IReadOnlyCollection<string> due, Func<string, bool> isDue, (DateTime Machine, DateTime Rows) clocks, CancellationToken cancellation)
    {
        var marks = await db.DeletionMarks.Where(m => m.Kind == kind).ToDictionaryAsync(m => m.Key, cancellation);
        db.RemoveRange(marks.Values.Where(m => !isDue(m.Key)));
        // Marked while the clock was ahead: that says nothing about how long ago.
        foreach (var mark in marks.Values.Where(m => m.At > clocks.Machine))
            mark.At = clocks.Machine;
        db.AddRange(due.Where(key => !marks.ContainsKey(key)).Select(key => new DeletionMark { Kind = kind, Key = key, At = clocks.Machine }));
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Another node looked at the same moment, and did the same; else the database takes nothing.
            db.ChangeTracker.Clear();
            var known = await db.DeletionMarks.Where(m => m.Kind == kind).Select(m => m.Key).ToHashSetAsync(cancellation);
            if (!due.All(known.Contains))
                throw;
            return [];
        }

        var limit = (clocks.Machine < clocks.Rows ? clocks.Machine : clocks.Rows) - Delay;
        return [.. due.Where(key => marks.TryGetValue(key, out var mark) && mark.At <= limit)];
    }

    public static Task ForgetAsync(this SiteDb db, DeletionKind kind, IReadOnlyCollection<string> keys, CancellationToken cancellation) =>
        db.DeletionMarks.Where(m => m.Kind == kind && keys.Contains(m.Key)).ExecuteDeleteAsync(cancellation);
}
