using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CsmPartners.Sqlite;
using CsmPartners.SqlServer;
using CsmPartners.Web.Backups;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Backups;

/// <summary>An archive with a row in every table and one media file, and what can be done to it.</summary>
internal static class SmallArchive
{
    public static readonly byte[] MediaFile = [.. "%PDF-1.7 a file of a few bytes"u8];

    public static string MediaName => Convert.ToHexStringLower(SHA256.HashData(MediaFile)) + ".pdf";

    public static IReadOnlyList<TableShape> Tables { get; } = Of(d => TableShape.All(d));

    public static IReadOnlyList<string> Migrations { get; } = Of(ProgramMigrations.Names);

    public static async Task<byte[]> MakeAsync()
    {
        using var file = new MemoryStream();
        var writer = new ArchiveWriter(await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, null));
        await writer.AddMediaAsync(MediaName, MediaFile);
        foreach (var table in Tables)
            await writer.AddTableAsync(table, new[] { Row(table) }.ToAsyncEnumerable(), 7, _ => { });
        await writer.FinishAsync(new(Manifest.TheFormat, Manifest.TheVersion, new DateTime(2026, 5, 7, 1, 2, 3, DateTimeKind.Utc), "Sqlite", Migrations, 1, [], [], []));
        return file.ToArray();
    }

    /// <returns>Null where the archive is good; else what is said of it. Anything else that is thrown is a failure.</returns>
    public static async Task<string?> RefusalOfAsync(byte[] archive)
    {
        try
        {
            using var file = new MemoryStream(archive, writable: false);
            using var opened = await Archive.OpenAsync(file);
            await opened.CheckAsync(Tables, Migrations, new ProgressLines(TextWriter.Null, TimeProvider.System));
            return null;
        }
        catch (BackupException e)
        {
            return e.Message;
        }
    }

    /// <summary>The archive with other members, its manifest as it is.</summary>
    public static byte[] Changed(byte[] archive, Action<ZipArchive> change)
    {
        using var file = new MemoryStream();
        file.Write(archive);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
            change(zip);
        return file.ToArray();
    }

    /// <summary>The archive with another manifest, whose hash is right.</summary>
    public static byte[] WithManifest(byte[] archive, Action<JsonObject> change) => Changed(archive, zip =>
    {
        var manifest = JsonNode.Parse(Read(zip, Manifest.Name))!.AsObject();
        change(manifest);
        var bytes = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        Replace(zip, Manifest.Name, bytes);
        Replace(zip, Manifest.HashName, Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {Manifest.Name}\n"));
    });

    /// <summary>The archive with another file of a table, whose length, rows and hash the manifest says.</summary>
    public static byte[] WithTable(byte[] archive, string table, string lines)
    {
        var bytes = Encoding.UTF8.GetBytes(lines);
        var changed = Changed(archive, zip => Replace(zip, TableMember.NameOf(table), bytes));
        return WithManifest(changed, manifest =>
        {
            var member = manifest["tables"]!.AsArray().Single(t => t!["name"]!.GetValue<string>() == table)!;
            (member["rows"], member["bytes"], member["sha256"]) = (lines.Count(c => c == '\n'), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        });
    }

    public static void Replace(ZipArchive zip, string name, ReadOnlySpan<byte> bytes)
    {
        zip.GetEntry(name)?.Delete();
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(bytes);
    }

    public static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    public static SiteDb Database(string provider)
    {
        var options = new DbContextOptionsBuilder<SiteDb>();
        if (provider == "Sqlite")
            options.UseSiteSqlite("Data Source=:memory:");
        else
            options.UseSiteSqlServer("Server=.");
        return new SiteDb(options.Options);
    }

    private static object?[] Row(TableShape table) => [.. table.Columns.Select(object? (c) => c.Kind switch
    {
        _ when c.IsNullable => null,
        ValueKind.WholeNumber => 1L,
        ValueKind.Real => 0.1,
        ValueKind.Boolean => true,
        ValueKind.Day => new DateOnly(2014, 5, 7),
        ValueKind.Time => new DateTime(2014, 5, 7, 12, 30, 0, DateTimeKind.Utc).AddTicks(1),
        ValueKind.Moment => new DateTimeOffset(2014, 5, 7, 12, 30, 0, TimeSpan.FromHours(5)),
        ValueKind.Bytes => new byte[] { 1, 2, 3 },
        _ => "Көрме «Ұлы дала»\n\u0001",
    })];

    private static T Of<T>(Func<SiteDb, T> read)
    {
        using var db = Database("Sqlite");
        return read(db);
    }
}
