using System.Diagnostics;
using CsmPartners.Running;
using CsmPartners.Published;
using CsmPartners.Staff;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Watching;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Status;

/// <summary>What the database says of itself.</summary>
/// <param name="Product">"SQLite 3.50.4".</param>
/// <param name="Latency">Of one small question.</param>
/// <param name="Pending">Names of the migrations that wait to be applied.</param>
/// <param name="Record">Null where it cannot be read, as before a migration.</param>
internal sealed record DatabaseState(string Product, TimeSpan Latency, long? Bytes, int Applied, IReadOnlyList<string> Pending, RecordState? Record);

/// <summary>What stands in the tables.</summary>
/// <param name="BackedUpAt">UTC; null where no backup was ever written down.</param>
internal sealed record RecordState(IReadOnlyList<Node> Nodes, Queue Queue, int MediaCount, long MediaBytes, DateTime? BackedUpAt);

internal static class StateOfDatabase
{
    private const string SqliteSize = "SELECT page_count * page_size AS Value FROM pragma_page_count(), pragma_page_size()";
    internal const string SqlServerSize = "SELECT SUM(CAST(size AS bigint)) * 8192 AS Value FROM sys.database_files";

    // The screen is for the moments when something is amiss: it must come quickly in them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Null while the database does not answer.</summary>
    public static async Task<DatabaseState?> ReadStateAsync(this IDbContextFactory<SiteDb> databases, DateTime now, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        await using var db = await databases.CreateDbContextAsync(patience.Token);
        db.Database.SetCommandTimeout(Patience);
        return await TryAsync(() => ReadAsync(db, now, patience.Token));
    }

    private static async Task<DatabaseState> ReadAsync(SiteDb db, DateTime now, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var started = Stopwatch.GetTimestamp();
        await db.ReadVersionAsync(cancellation);
        var latency = Stopwatch.GetElapsedTime(started);
        var connection = db.Database.GetDbConnection();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToHashSet();
        var isSqlite = db.Database.IsSqlite();
        return new(
            $"{(isSqlite ? "SQLite" : "SQL Server")} {connection.ServerVersion}",
            latency,
            (await TryAsync(async () => (object)await db.Database.SqlQueryRaw<long>(isSqlite ? SqliteSize : SqlServerSize).SingleAsync(cancellation))) as long?,
            applied.Count,
            [.. db.Database.GetMigrations().Where(m => !applied.Contains(m))],
            await TryAsync(() => ReadRecordAsync(db, now, cancellation)));
    }

    private static async Task<RecordState> ReadRecordAsync(SiteDb db, DateTime now, CancellationToken cancellation) => new(
        await db.Nodes.AsNoTracking().OrderBy(n => n.StartedAt).ThenBy(n => n.Name).ToListAsync(cancellation),
        await db.ReadQueueAsync(now, cancellation),
        await db.MediaFiles.CountAsync(cancellation),
        await db.MediaFiles.SumAsync(m => (long)m.Bytes, cancellation),
        await db.AuditEvents.Where(a => a.Action == AuditAction.BackedUp).MaxAsync(a => (DateTime?)a.At, cancellation));

    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        // Opening a file that is none says so in its own way.
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException || DeskErrors.OfTheDatabase(e))
        {
            return null;
        }
    }
}
