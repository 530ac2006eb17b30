using System.Data.Common;
using CsmPartners.Published;
using CsmPartners.Revisions;
using CsmPartners.Seed;
using CsmPartners.Web.Backups;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// The database as those see it who have to know whether it is there, and whether it is one that this program can use. Neither takes
/// longer than a few seconds to find out.
/// </summary>
public sealed class SiteDatabase(IDbContextFactory<SiteDb> databases, Func<DbConnection> connect, SavedSiteFile saved, TimeProvider clock, ILogger<SiteDatabase> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceForOthers = TimeSpan.FromMinutes(2);

    // EWOULDBLOCK on Linux and macOS; ERROR_SHARING_VIOLATION.
    private static readonly int[] IsTaken = [11, 35, unchecked((int)0x80070020)];

    /// <summary>In the words that both databases share. No row where an entry lacks what the desk needs.</summary>
    internal const string WhichSite = """
        SELECT [Version], [SeededAt] FROM [SiteState]
        WHERE NOT EXISTS (SELECT 1 FROM [Entries] e WHERE NOT EXISTS (SELECT 1 FROM [WorkingCopies] w WHERE w.[EntryId] = e.[Id]))
        """;

    private bool isKnown;

    /// <summary>A database that was used before, with all the migrations that this program knows.</summary>
    /// <param name="isNew">Whether it may be another one than it was.</param>
    /// <exception cref="MissingDatabaseException">A site was published from it before, and it is empty now.</exception>
    /// <exception cref="InvalidOperationException">It is not in order; the message says what is to be done.</exception>
    public async Task<SiteDb> OpenAsync(bool isNew, CancellationToken cancellation)
    {
        var db = await databases.CreateDbContextAsync(cancellation);
        try
        {
            if (isNew && db.Database.GetDbConnection() is SqliteConnection connection)
                // Those that were opened before hold the file that was there then, and what they have read of it.
                SqliteConnection.ClearPool(connection);
            // Before SQLite opens it; see SqliteFile.IsEmpty.
            RefuseMissingFile(db.Database.GetDbConnection());
            if (isNew || !isKnown)
                await CheckAsync(db, cancellation);
            isKnown = true;
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    public async Task<long> ReadVersionAsync(SiteDb db, CancellationToken cancellation) =>
        await InTimeAsync(db, token => db.ReadVersionAsync(token), cancellation) ?? throw Empty();

    /// <summary>
    /// Whether this site is the one that the database holds, and every entry has what the desk needs of it. Asked without the framework,
    /// which takes half of a start to build its model and to translate its first query.
    /// </summary>
    public async Task<bool> HoldsAsync(PublishedSite site, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        await using var connection = connect();
        RefuseMissingFile(connection);
        await connection.OpenAsync(patience.Token);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = (int)Patience.TotalSeconds;
        command.CommandText = WhichSite;
        await using var state = await command.ExecuteReaderAsync(patience.Token);
        return await state.ReadAsync(patience.Token) && (state.GetInt64(0), state.GetDateTime(1).Ticks) == (site.Version, site.SeededAt.Ticks);
    }

    /// <summary>Brings the database to this program's model and fills an empty one. Of several nodes one does it, and the others wait for it.</summary>
    /// <param name="mayCreate">Whether a missing SQLite file is a new site's, and not one that somebody moved away and will put back.</param>
    /// <param name="progress">Null where nobody watches.</param>
    /// <exception cref="MissingDatabaseException">A site was published from it before, and it is missing or empty now.</exception>
    public async Task MigrateAsync(bool mayCreate, ProgressLines? progress = null, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        BePatient(db);
        using var turn = db.Database.IsSqlite() ? await TakeTurnAsync(db, cancellation) : null;
        RefuseMissingFile(db.Database.GetDbConnection());
        if (saved.Exists && !await HoldsSiteAsync(db, cancellation))
            throw new MissingDatabaseException(PublishedSiteHosting.SavedSiteName);
        if (turn is not null && mayCreate && SqliteFile.IsEmpty(db.Database.GetDbConnection().DataSource))
            await SqliteFile.CreateAsync(db, clock, () => UpdateAsync(db, seeds: true, progress, cancellation), cancellation);
        else
            await UpdateAsync(db, seeds: mayCreate, progress, cancellation);
    }

    /// <summary>Makes a database in the place of one that is missing, empty or damaged, filled by <paramref name="fill"/> instead of the museum's record.</summary>
    public async Task CreateAsync(Func<SiteDb, Task> fill, ProgressLines progress, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        BePatient(db);
        if (!db.Database.IsSqlite())
        {
            await FillAsync();
            return;
        }

        using var turn = await TakeTurnAsync(db, cancellation);
        await SqliteFile.CreateAsync(db, clock, FillAsync, cancellation);

        async Task FillAsync()
        {
            await ApplyMigrationsAsync(db, progress, cancellation);
            await fill(db);
        }
    }

    // A table with many revisions takes what it takes, and an administrator looks on. On SQLite it is how long another process is waited for.
    private static void BePatient(SiteDb db) => db.Database.SetCommandTimeout(db.Database.IsSqlite() ? PatienceForOthers : TimeSpan.Zero);

    private async Task UpdateAsync(SiteDb db, bool seeds, ProgressLines? progress, CancellationToken cancellation)
    {
        await ApplyMigrationsAsync(db, progress, cancellation);
        await FillAsync(db, seeds, progress, cancellation);
    }

    private async Task ApplyMigrationsAsync(SiteDb db, ProgressLines? progress, CancellationToken cancellation)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        log.LogInformation("{Count} migrations to apply", pending.Count);
        if (pending.Count > 0)
        {
            if (db.Database.IsSqlite())
                await LiftLockAsync(db, cancellation);
            // One by one, since one that rewrites every revision takes its time.
            foreach (var (migration, number) in pending.Select((m, i) => (m, i)))
            {
                progress?.Show("Migrations", number, pending.Count);
                await db.GetService<IMigrator>().MigrateAsync(migration, cancellation);
            }
        }
    }

    /// <summary>Whether there is nothing for <see cref="MigrateAsync"/> to do.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await InTimeAsync(
            db,
            async token => !(await db.Database.GetPendingMigrationsAsync(token)).Any()
                && await db.SiteStates.AnyAsync(token)
                && !await db.Entries.AnyAsync(e => !db.WorkingCopies.Any(w => w.EntryId == e.Id), token),
            cancellation);
    }

    private async Task CheckAsync(SiteDb db, CancellationToken cancellation)
    {
        var applied = (await InTimeAsync(db, token => db.Database.GetAppliedMigrationsAsync(token), cancellation)).ToList();
        var known = db.Database.GetMigrations().ToList();
        var (missing, unknown) = (known.Except(applied, StringComparer.Ordinal).ToList(), applied.Except(known, StringComparer.Ordinal).ToList());
        if (unknown.Count > 0)
            log.LogWarning("A newer version of the program has migrated the database: {Migrations}. This one goes on, since migrations only add", unknown);
        if (missing.Count == 0)
            return;
        // Nothing is made in the place of a database that has gone.
        if (applied.Count == 0)
            throw Empty();
        if (!db.Database.IsSqlite())
            throw new InvalidOperationException($"The database lacks {string.Join(", ", missing)}: run the command migrate.");
        await MigrateAsync(mayCreate: false, null, cancellation);
    }

    private Exception Empty() => saved.Exists
        ? new MissingDatabaseException(PublishedSiteHosting.SavedSiteName)
        : new InvalidOperationException("The database is empty: run the command migrate.");

    private void RefuseMissingFile(DbConnection connection)
    {
        if (connection is not SqliteConnection || !SqliteFile.IsEmpty(connection.DataSource))
            return;
        // Open connections would go on with a file that was deleted, and lose at the next start what they wrote to it.
        if (saved.Exists)
            throw new MissingDatabaseException(PublishedSiteHosting.SavedSiteName);
        StrayLogGuard.Check(connection);
    }

    /// <summary>Whether the database has the one row that every site has.</summary>
    private static async Task<bool> HoldsSiteAsync(SiteDb db, CancellationToken cancellation) =>
        (await db.Database.GetAppliedMigrationsAsync(cancellation)).Any() && await db.SiteStates.AnyAsync(cancellation);

    /// <summary>Another process may do the same and be first; then the rest of it is done here.</summary>
    /// <returns>Whether the record was entered.</returns>
    private Task<bool> FillAsync(SiteDb db, bool seeds, ProgressLines? progress, CancellationToken cancellation) => db.RetryAsync(
        async token =>
        {
            var isSeeded = seeds && await db.SeedAsync(clock, token);
            if (isSeeded)
                log.LogInformation("The museum's record was entered into the empty database");
            await db.AddFirstRevisionsAsync((done, total) => progress?.Show("First revisions", done, total), token);
            return isSeeded;
        },
        cancellation);

    /// <summary>SQLite waits for its lock without looking at a token, other databases look at the token alone.</summary>
    private static async Task<T> InTimeAsync<T>(SiteDb db, Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        // Built when it is first asked for; on a busy machine that takes seconds, which are not the database's.
        _ = db.Model;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        db.Database.SetCommandTimeout(Patience);
        var answer = await ask(patience.Token);
        db.Database.SetCommandTimeout((int?)null);
        return answer;
    }

    /// <summary>A lock that the system lifts with the process, whatever becomes of it.</summary>
    private async Task<FileStream> TakeTurnAsync(SiteDb db, CancellationToken cancellation)
    {
        var path = db.Database.GetDbConnection().DataSource + ".migrating";
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsTaken.Contains(e.HResult) && clock.GetElapsedTime(started) < PatienceForOthers)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellation);
            }
        }
    }

    // A process that was killed while it migrated has left the framework's own lock behind, for which every other would wait for ever.
    private static async Task LiftLockAsync(SiteDb db, CancellationToken cancellation) =>
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
}
