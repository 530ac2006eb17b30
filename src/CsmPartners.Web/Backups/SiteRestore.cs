using System.Globalization;
using System.Security.Cryptography;
using CsmPartners.Staff;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Media;
using CsmPartners.Workflow;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Backups;

/// <summary>
/// The command <c>restore</c>: the archive is read to its end first; then media files are laid beside those that are there, under their own
/// hashes; then all rows are replaced at once. Until that is done the site is as it was.
/// </summary>
public sealed class SiteRestore(IMediaStore media, SiteDatabase database, ProgressLines progress, TimeProvider clock)
{
    /// <summary>How far it came, true at any moment: what to say when it fails.</summary>
    public string SoFar { get; private set; } = "Nothing was changed";

    public async Task<(Manifest Manifest, bool IsWell)> RestoreAsync(SiteDb db, string path, bool replace)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var archive = await Archive.OpenAsync(file);
        var tables = TableShape.All(db);
        var isEmpty = await CheckTargetAsync(db, replace);
        await archive.CheckAsync(tables, ProgramMigrations.Names(db), progress);
        await PlaceMediaAsync(archive, look: true);
        if (isEmpty)
        {
            // An SQLite file is put in its place when it is whole.
            if (!db.Database.IsSqlite())
                SoFar = "The database was begun and is not complete; the archive is not in it";
            await database.CreateAsync(created => ReplaceAsync(created, archive, tables, Path.GetFileName(path)), progress);
        }
        else
        {
            await ReplaceAsync(db, archive, tables, Path.GetFileName(path));
        }

        return (archive.Manifest, await PlaceSweptAsync(archive) && archive.Manifest.MissingMedia.Count == 0);
    }

    /// <summary>A site that was started meanwhile has swept away what no row named yet.</summary>
    /// <returns>Whether all is there; the rows are in by then whatever comes of it.</returns>
    private async Task<bool> PlaceSweptAsync(Archive archive)
    {
        try
        {
            await PlaceMediaAsync(archive, look: false);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            progress.Say($"All rows are restored, but not all media files: {e.Message} Restore once more with --replace.");
            return false;
        }
    }

    /// <returns>Whether a new database has to be made: there is none, an empty one, or a damaged one that is to be replaced.</returns>
    private static async Task<bool> CheckTargetAsync(SiteDb db, bool replace)
    {
        IReadOnlyList<string> applied;
        try
        {
            applied = await ProgramMigrations.AppliedAsync(db);
        }
        catch (MissingDatabaseException)
        {
            return true;
        }
        catch (SqliteException e) when (MissingDatabaseException.Explains(e))
        {
            return replace ? true : throw new BackupException($"the database file cannot be read ({e.Message}); --replace sets it aside and puts the archive in its place.", e);
        }

        if (applied.Count == 0)
            return true;
        if (!applied.SequenceEqual(ProgramMigrations.Names(db)))
            throw new BackupException("the database is not of this version of the program: run migrate first, or restore with the version that serves it.");
        if (!replace && await HoldsWorkAsync(db))
            throw new BackupException("the database holds work that is not in the museum's record as it came with the program; --replace puts the archive in its place.");
        return false;
    }

    private static async Task<bool> HoldsWorkAsync(SiteDb db) =>
        await db.SiteStates.AnyAsync(s => s.Version > 1) || await db.Users.AnyAsync() || await db.AuditEvents.AnyAsync() || await db.Letters.AnyAsync() || await db.MediaFiles.AnyAsync();

    /// <param name="look">Whether a file that is there already is held against its hash.</param>
    private async Task PlaceMediaAsync(Archive archive, bool look)
    {
        foreach (var (member, number) in archive.Manifest.Media.Select((m, i) => (m, i)))
        {
            if (await media.FindAsync(member.Hash, CancellationToken.None) is not { } original || (look && !await IsWholeAsync(original, member.Hash)))
            {
                SoFar = "No row was changed, but media files of the archive may have been added";
                await media.AddAsync(member.Hash, Path.GetExtension(member.Name), await archive.MediaAsync(member), CancellationToken.None);
            }

            progress.Show("Media", number + 1, archive.Manifest.Media.Count);
        }
    }

    private async Task<bool> IsWholeAsync(string file, string hash)
    {
        // The sweep leaves young files alone, though no row names them yet.
        File.SetLastWriteTimeUtc(file, clock.GetUtcNow().UtcDateTime);
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream)) == hash;
    }

    private async Task ReplaceAsync(SiteDb db, Archive archive, IReadOnlyList<TableShape> tables, string name)
    {
        await using var store = await Store.OpenAsync(db);
        await store.BeginReplacingAsync(tables);
        var before = await store.NumberAsync("SELECT [Version] FROM [SiteState]") ?? 0;
        var after = VersionAfter(before, archive.Manifest.SiteVersion, clock);
        foreach (var table in tables)
            await store.ExecuteAsync($"DELETE FROM [{table.Name}]");
        foreach (var (member, table) in archive.Manifest.Tables.Zip(tables))
        {
            await store.InsertAsync(table, PassingAsync(archive.RowsAsync(member, table), member, row => table.Name == "SiteState" ? Renewed(table, row, after) : row));
            if (member.LastId is { } lastId)
                await store.SetLastIdAsync(table, lastId);
        }

        foreach (var statement in PublicationRecords.AfterRestore(archive.Manifest.MadeAt, archive.Manifest.SiteVersion, clock.GetUtcNow().UtcDateTime, after))
            await store.ExecuteAsync(statement);
        var record = tables.Single(t => t.Name == "AuditEvents");
        await store.InsertAsync(record, new[] { Line(record, await store.LastIdAsync(record) ?? 0, name, archive.Manifest) }.ToAsyncEnumerable());
        progress.Say("All rows are in; they are checked and made valid.");
        await store.CommitAsync(
            tables,
            () => SoFar = "All rows were sent, but the database did not say whether it keeps them; look before you restore again");
    }

    /// <summary>
    /// Higher than any that somebody may have seen: than the site's that was here, than the archive's, and than what the archived site may
    /// have reached since then, wherever it was. The seconds since 1970 are, unless more than one publication a second was made since.
    /// </summary>
    public static long VersionAfter(long before, long restored, TimeProvider clock) => Math.Max(Math.Max(before, restored) + 1, clock.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>
    /// The one row that nodes look at: of a version that nobody has seen, and of another database than the one that was here, so that a
    /// node which runs takes nothing over from what it holds.
    /// </summary>
    private static object?[] Renewed(TableShape state, object?[] row, long version) =>
    [
        .. state.Columns.Zip(row, (column, value) => (column.Name, value) switch
        {
            (nameof(SiteState.Version), _) => version,
            (nameof(SiteState.SeededAt), DateTime seeded) => seeded.AddTicks(seeded.Ticks % 2 == 0 ? 1 : -1),
            _ => value,
        }),
    ];

    private async IAsyncEnumerable<object?[]> PassingAsync(IAsyncEnumerable<object?[]> rows, TableMember member, Func<object?[], object?[]> change)
    {
        var count = 0L;
        await foreach (var row in rows)
        {
            yield return change(row);
            progress.Show(member.Name, ++count, member.Rows);
        }
    }

    /// <summary>The line that says so in the restored record. Not by EF, which would begin a transaction of its own.</summary>
    private object?[] Line(TableShape record, long lastId, string name, Manifest manifest) =>
    [
        .. record.Columns.Select(column => column.Name switch
        {
            nameof(AuditEvent.Id) => lastId + 1,
            nameof(AuditEvent.At) => clock.GetUtcNow().UtcDateTime,
            nameof(AuditEvent.Action) => nameof(AuditAction.SiteRestored),
            nameof(AuditEvent.Subject) => name[..Math.Min(name.Length, AuditEvent.SubjectLength)],
            nameof(AuditEvent.Detail) => manifest.MadeAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            _ => column.IsNullable ? null : (object)"",
        }),
    ];
}
