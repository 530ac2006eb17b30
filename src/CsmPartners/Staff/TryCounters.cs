using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Staff;

/// <summary>
/// Counts tries at secrets, each exactly once and before its secret is looked at, however many come at the same moment. Works on
/// contexts of its own, and for as long as it takes: whoever hangs up is counted too.
/// </summary>
public sealed class TryCounters(IDbContextFactory<SiteDb> databases, TimeProvider clock)
{
    // So many rows count what is tried at addresses that are nobody's.
    private const int Nobodies = 256;

    /// <summary>The number under which an address that is nobody's is counted, so that it costs the same as somebody's.</summary>
    public static int NobodyAt(string address) => -1 - (SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToUpperInvariant()))[0] % Nobodies);

    public async Task<CountedTry> TakeAsync(int staffId, string source, SecretKind secret)
    {
        await using var db = await databases.CreateDbContextAsync();
        while (true)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var before = await Of(db, staffId, source, secret).AsNoTracking().SingleOrDefaultAsync();
            var after = (before ?? new() { StaffId = staffId, Source = source, Secret = secret }).Next(now);
            // Each time somebody else was first there is one try fewer before the lock.
            if (before is null ? await AddAsync(db, after) : await ReplaceAsync(db, after))
                return new(after, before?.IsLocked(now) == true, after.IsLocked(now));
        }
    }

    /// <summary>The try was right: it and those before it no longer count. Those after it do.</summary>
    public async Task ClearAsync(CountedTry right)
    {
        await using var db = await databases.CreateDbContextAsync();
        var counter = right.Counter;
        await Of(db, counter.StaffId, counter.Source, counter.Secret).Where(c => c.Cleared < counter.Taken).ExecuteUpdateAsync(row => row
            .SetProperty(c => c.Cleared, counter.Taken)
            .SetProperty(c => c.LockedUntil, (DateTime?)null)
            .SetProperty(c => c.Locks, 0)
            .SetProperty(c => c.Version, c => c.Version + 1));
    }

    /// <summary>Lifts every lock of the account, and what would make the next one longer; as part of another change.</summary>
    public static Task UnlockAsync(SiteDb db, int staffId) => db.TryCounters.Where(c => c.StaffId == staffId).ExecuteUpdateAsync(row => row
        .SetProperty(c => c.Cleared, c => c.Taken)
        .SetProperty(c => c.LockedUntil, (DateTime?)null)
        .SetProperty(c => c.Locks, 0)
        .SetProperty(c => c.Version, c => c.Version + 1));

    /// <summary>UTC; until when the last of the account's locks lasts, or that of one source. Null where there is none.</summary>
    public async Task<DateTime?> LockedUntilAsync(int staffId, string? source = null)
    {
        await using var db = await databases.CreateDbContextAsync();
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.TryCounters
            .Where(c => c.StaffId == staffId && (source == null || c.Source == source) && c.LockedUntil > now)
            .MaxAsync(c => c.LockedUntil);
    }

    private static IQueryable<TryCounter> Of(SiteDb db, int staffId, string source, SecretKind secret) =>
        db.TryCounters.Where(c => c.StaffId == staffId && c.Source == source && c.Secret == secret);

    private static async Task<bool> ReplaceAsync(SiteDb db, TryCounter after) =>
        await Of(db, after.StaffId, after.Source, after.Secret).Where(c => c.Version == after.Version - 1).ExecuteUpdateAsync(row => row
            .SetProperty(c => c.Taken, after.Taken)
            .SetProperty(c => c.Cleared, after.Cleared)
            .SetProperty(c => c.LockedUntil, after.LockedUntil)
            .SetProperty(c => c.LockedAt, after.LockedAt)
            .SetProperty(c => c.Locks, after.Locks)
            .SetProperty(c => c.SeenAt, after.SeenAt)
            .SetProperty(c => c.Version, after.Version)) == 1;

    private static async Task<bool> AddAsync(SiteDb db, TryCounter first)
    {
        db.Add(first);
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (Exception e) when (db.Errors.IsConflict(e))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}

/// <param name="Counter">As it was after this try was counted.</param>
/// <param name="IsRefused">The source was locked already: the secret is not to be looked at.</param>
/// <param name="IsLocked">It is locked now, unless the secret is right.</param>
public sealed record CountedTry(TryCounter Counter, bool IsRefused, bool IsLocked);
