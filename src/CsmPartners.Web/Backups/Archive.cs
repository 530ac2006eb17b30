using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace CsmPartners.Web.Backups;

/// <summary>An archive to restore from. Whatever is wrong with it, the only thing thrown is a <see cref="BackupException"/>.</summary>
public sealed class Archive : IDisposable
{
    /// <summary>Far above what an upload may have; a media file is held in memory as a whole.</summary>
    public const long MostMediaBytes = 256 * 1024 * 1024;

    // Read twice over before anything is done with it, and never unpacked beside: a bomb costs time alone.
    private const long MostTableBytes = 64L * 1024 * 1024 * 1024;
    private const int MostManifestBytes = 64 * 1024 * 1024;

    private readonly ZipArchive zip;

    private Archive(ZipArchive zip, Manifest manifest) => (this.zip, Manifest) = (zip, manifest);

    public Manifest Manifest { get; }

    /// <summary>Reads what the archive says of itself, and holds it against its members.</summary>
    public static Task<Archive> OpenAsync(Stream file) => ReadingAsync(async () =>
    {
        ZipDirectory.CheckSize(file);
        file.Position = 0;
        var opened = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
        ZipDirectory.CheckNames(opened);
        if (opened.GetEntry(Manifest.Name) is not { } entry)
            throw new BackupException("the file is not a backup of this program.");
        var bytes = await BytesAsync(entry, MostManifestBytes);
        if (opened.GetEntry(Manifest.HashName) is not { } hash || Encoding.ASCII.GetString(await BytesAsync(hash, 1024)) != $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {Manifest.Name}\n")
            throw BackupException.Damaged("its manifest is not as it was written");
        var archive = new Archive(opened, Manifest.Read(bytes));
        archive.CheckMembers();
        return archive;
    });

    /// <summary>Whether the archive fits this program; then reads all of it, every row and every media file.</summary>
    public Task CheckAsync(IReadOnlyList<TableShape> tables, IReadOnlyList<string> migrations, ProgressLines progress) => ReadingAsync(async () =>
    {
        CheckMigrations(migrations);
        CheckTables(tables);
        foreach (var (member, table) in Manifest.Tables.Zip(tables))
        {
            var count = 0L;
            await foreach (var _ in RowsAsync(member, table))
                progress.Show($"Checking {member.Name}", ++count, member.Rows);
        }

        foreach (var (member, number) in Manifest.Media.Select((m, i) => (m, i)))
        {
            await MediaAsync(member);
            progress.Show("Checking media", number + 1, Manifest.Media.Count);
        }

        return true;
    });

    public async IAsyncEnumerable<object?[]> RowsAsync(TableMember member, TableShape table)
    {
        await using var stream = await Entry(member.Member, member.Bytes).OpenAsync();
        await foreach (var row in JsonLines.ReadAsync(stream, member, table))
            yield return row;
    }

    public async Task<byte[]> MediaAsync(MediaMember member)
    {
        var bytes = await BytesAsync(Entry(member.Member, member.Bytes), MostMediaBytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == member.Hash ? bytes : throw BackupException.Damaged($"{member.Member} is not what its name says");
    }

    public void Dispose() => zip.Dispose();

    private static async Task<T> ReadingAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (BackupException.IsOfDamage(e))
        {
            throw BackupException.Damaged("it cannot be read to its end", e);
        }
    }

    private static async Task<byte[]> BytesAsync(ZipArchiveEntry entry, long most)
    {
        if (entry.Length > most)
            throw BackupException.Damaged($"{entry.FullName} is larger than it can be");
        var bytes = new byte[entry.Length];
        await using var stream = await entry.OpenAsync();
        await stream.ReadExactlyAsync(bytes);
        return stream.ReadByte() < 0 ? bytes : throw BackupException.Damaged($"{entry.FullName} is longer than it says");
    }

    private void CheckMembers()
    {
        if (zip.Entries.Select(e => e.FullName).Except(Manifest.Members).FirstOrDefault() is { } extra)
            throw new BackupException($"the archive holds {Shown(extra)}, of which its manifest says nothing.");
        if (Manifest.Members.Except(zip.Entries.Select(e => e.FullName)).FirstOrDefault() is { } missing)
            throw BackupException.Damaged($"it lacks {Shown(missing)}");
        if (Manifest.Media.FirstOrDefault(m => !MediaNames.IsOne(m.Name)) is { } media)
            throw BackupException.Damaged($"{Shown(media.Name)} is no name of a media file");
        if (Manifest.Tables.Sum(t => (decimal)t.Bytes) > MostTableBytes)
            throw BackupException.Damaged("it claims to hold more than the program can have written");
    }

    private void CheckMigrations(IReadOnlyList<string> ours)
    {
        var theirs = Manifest.Migrations;
        if (theirs.Except(ours).FirstOrDefault() is { } unknown)
            throw new BackupException($"the archive is from a newer version of the program: it knows {Shown(unknown)}, which this one does not.");
        if (ours.Except(theirs).ToList() is { Count: > 0 } missing)
            throw new BackupException($"the archive is from an older version of the program, before {string.Join(", ", missing)}. Restore it with that version, then run migrate with this one.");
        if (!theirs.SequenceEqual(ours))
            throw BackupException.Damaged("its migrations are in another order than this program's");
    }

    private void CheckTables(IReadOnlyList<TableShape> tables)
    {
        if (!Manifest.Tables.Select(t => t.Name).SequenceEqual(tables.Select(t => t.Name)))
            throw BackupException.Damaged("its tables are not this program's");
        foreach (var (member, table) in Manifest.Tables.Zip(tables))
        {
            if (!member.Columns.SequenceEqual(table.Columns.Select(c => new ColumnMember(c.Name, c.Kind))))
                throw BackupException.Damaged($"the columns of {member.Name} are not this program's");
            if (member.Name is "SiteState" or "Museum" && member.Rows != 1)
                throw BackupException.Damaged($"it has {member.Rows} rows of {member.Name}, of which there is one");
        }
    }

    private ZipArchiveEntry Entry(string name, long bytes)
    {
        var entry = zip.GetEntry(name) ?? throw BackupException.Damaged($"it lacks {name}");
        return entry.Length == bytes ? entry : throw BackupException.Damaged($"{name} has {entry.Length} bytes instead of {bytes}");
    }

    // On a console nothing of it may act.
    private static string Shown(string name) => string.Concat(name.Take(100).Select(c => char.IsControl(c) ? '?' : c));
}
