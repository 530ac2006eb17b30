using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Hosting;

/// <summary>The SQLite database as a file. A new one is made under another name and renamed once it is whole.</summary>
internal static class SqliteFile
{
    private const string Log = "-wal";
    private static readonly string[] Parts = ["", Log, "-shm", "-journal"];

    /// <summary>No file, or one without a byte: SQLite deletes the write-ahead log beside such a file as soon as it opens it.</summary>
    public static bool IsEmpty(string path) => new FileInfo(path) is not { Exists: true, Length: > 0 };

    /// <summary>A write-ahead log that lost its database. SQLite would replay it into whatever takes the database's name.</summary>
    public static bool HasStrayLog(string path) => IsEmpty(path) && new FileInfo(path + Log) is { Exists: true, Length: > 0 };

    /// <summary>Makes and fills a new file, sets aside whatever has its name, and renames it. What fails or is killed leaves the old state.</summary>
    public static async Task CreateAsync(SiteDb db, TimeProvider clock, Func<Task> fill, CancellationToken cancellation)
    {
        var connection = db.Database.GetDbConnection();
        var (own, path) = (connection.ConnectionString, connection.DataSource);
        var unfinished = path + ".unfinished";
        Remove(unfinished);
        await File.Create(unfinished).DisposeAsync();
        await db.Database.CloseConnectionAsync();
        db.Database.SetConnectionString(new SqliteConnectionStringBuilder(own) { DataSource = unfinished, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ToString());
        try
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal'", cancellation);
            await fill();
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellation);
            await CloseAsync();
            if (HasContent(unfinished + Log))
                throw new IOException($"{unfinished} could not be completed: its write-ahead log was not taken into it.");
            // SQLite says nothing where it cannot delete the empty log.
            File.Delete(unfinished + Log);
            SetAside(path, clock);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            await CloseAsync();
            Remove(unfinished);
            throw;
        }

        // Those that looked before hold the file that was there then.
        SqliteConnection.ClearPool((SqliteConnection)connection);

        async Task CloseAsync()
        {
            await db.Database.CloseConnectionAsync();
            db.Database.SetConnectionString(own);
        }
    }

    private static bool HasContent(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };

    private static void SetAside(string path, TimeProvider clock)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{path}.{clock.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}");
        foreach (var part in Parts.Where(part => HasContent(path + part)))
            File.Move(path + part, aside + part);
    }

    private static void Remove(string path)
    {
        foreach (var part in Parts)
            File.Delete(path + part);
    }
}
