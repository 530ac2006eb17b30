using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using CsmPartners.Staff;
using CsmPartners.Web.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CsmPartners.Web.Backups;

/// <summary>The command <c>backup</c>: one archive of everything, taken while the site is read and written.</summary>
public sealed class SiteBackup(IMediaStore media, TimeProvider clock, ProgressLines progress)
{
    /// <returns>What the archive holds and lacks, and whether all went well.</returns>
    public async Task<(Manifest Manifest, bool IsWell)> WriteAsync(SiteDb db, string path, bool replace)
    {
        if (Directory.Exists(path) || (File.Exists(path) && !replace))
            throw new BackupException($"{path} is there already; --replace writes over it.");
        if (!await db.Database.CanConnectAsync())
            throw new BackupException("there is no database, or it does not answer.");
        var migrations = ProgramMigrations.Names(db);
        if (!migrations.SequenceEqual(await ProgramMigrations.AppliedAsync(db)))
            throw new BackupException("the database is not of this version of the program: run migrate first, or back up with the version that serves it.");
        if (!await db.SiteStates.AnyAsync())
            throw new BackupException("the database is empty.");
        Manifest manifest;
        long size;
        await using (var file = new UnfinishedFile(path))
        {
            manifest = await WriteAsync(db, file.Stream, migrations);
            size = file.Stream.Length;
            file.Finish(replace);
        }

        var isRecorded = await IsRecordedAsync(db, Path.GetFileName(path), size);
        return (manifest, isRecorded && manifest.MissingMedia.Count == 0);
    }

    /// <summary>The archive is whole already; a database that is away just now does not undo it.</summary>
    private async Task<bool> IsRecordedAsync(SiteDb db, string name, long size)
    {
        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow().UtcDateTime,
            Action = AuditAction.BackedUp,
            Subject = name[..Math.Min(name.Length, AuditEvent.SubjectLength)],
            Detail = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(size / 1e6):0} MB"),
        });
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (Exception e) when (e is DbException or DbUpdateException or RetryLimitExceededException)
        {
            progress.Say($"The archive is whole, but the record of who did what does not say so: {e.GetBaseException().Message}");
            return false;
        }
    }

    private async Task<Manifest> WriteAsync(SiteDb db, Stream file, IReadOnlyList<string> migrations)
    {
        var writer = new ArchiveWriter(await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, null));
        // Before the moment that is kept, so that what is deleted after it is in the archive; those added until then follow.
        await AddMediaAsync(writer, await db.MediaFiles.Select(m => m.Hash).ToListAsync());
        var tables = TableShape.All(db);
        await using var store = await Store.OpenAsync(db);
        if (await store.BeginReadingAsync(tables) is { } notice)
            progress.Say(notice);
        var version = await store.NumberAsync("SELECT [Version] FROM [SiteState]") ?? 0;
        var madeAt = clock.GetUtcNow().UtcDateTime;
        var hashes = await store.TextsAsync("SELECT [Hash] FROM [MediaFiles]");
        await AddMediaAsync(writer, hashes);
        foreach (var table in tables)
        {
            var total = await store.NumberAsync($"SELECT COUNT(*) FROM [{table.Name}]") ?? 0;
            await writer.AddTableAsync(table, store.ReadAsync(table), await store.LastIdAsync(table), done => progress.Show(table.Name, done, total));
        }

        var database = db.Database.IsSqlite() ? "Sqlite" : "SqlServer";
        return await writer.FinishAsync(new(Manifest.TheFormat, Manifest.TheVersion, madeAt, database, migrations, version, [], [], [.. hashes.Where(h => !writer.HasMedia(h))]));
    }

    private async Task AddMediaAsync(ArchiveWriter writer, List<string> hashes)
    {
        foreach (var (hash, number) in hashes.Select((h, i) => (h, i)))
        {
            if (!writer.HasMedia(hash) && await ReadAsync(hash) is var (name, bytes))
                await writer.AddMediaAsync(name, bytes);
            progress.Show("Media", number + 1, hashes.Count);
        }
    }

    /// <returns>Null where the file is missing or is not what its name says.</returns>
    private async Task<(string Name, byte[] Bytes)?> ReadAsync(string hash)
    {
        try
        {
            if (await media.FindAsync(hash, CancellationToken.None) is not { } path || new FileInfo(path).Length > Archive.MostMediaBytes)
                return null;
            var bytes = await File.ReadAllBytesAsync(path);
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash ? (Path.GetFileName(path), bytes) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted at the desk between the look and the reading.
            return null;
        }
    }
}
