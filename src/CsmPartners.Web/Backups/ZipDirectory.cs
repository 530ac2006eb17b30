using System.Buffers.Binary;
using System.IO.Compression;

namespace CsmPartners.Web.Backups;

/// <summary>Whether a file can be looked into as an archive at all; nothing in it is unpacked to a place that it names.</summary>
public static class ZipDirectory
{
    // A quarter of a million members.
    private const long MostBytes = 32 * 1024 * 1024;
    private const int UnixTypeShift = 16 + 12;
    private const int UnixLink = 0xA;

    /// <summary>Reads where the list of members begins, so that an endless one is not taken into memory.</summary>
    public static void CheckSize(Stream file)
    {
        if (file.Length < 22)
            throw new BackupException("the file is not a backup of this program.");
        Span<byte> end = stackalloc byte[22];
        ReadAt(file, file.Length - end.Length, end);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != 0x06054b50)
            throw new BackupException("the file is not a backup of this program, or it was cut off.");
        var start = (long)BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (start == uint.MaxValue)
        {
            Span<byte> large = stackalloc byte[20];
            ReadAt(file, file.Length - 22 - 20, large);
            ReadAt(file, (long)BinaryPrimitives.ReadUInt64LittleEndian(large[8..]) + 48, large[..8]);
            start = (long)BinaryPrimitives.ReadUInt64LittleEndian(large);
        }

        if (start < 0 || start > file.Length || file.Length - start > MostBytes)
            throw BackupException.Damaged("its list of members is too long or lies nowhere");
    }

    public static void CheckNames(ZipArchive zip)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
        {
            var name = entry.FullName;
            if (name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.Split('/').Contains(".."))
                throw new BackupException("the archive holds a name that leads out of it; the program writes none such.");
            if ((uint)entry.ExternalAttributes >> UnixTypeShift == UnixLink)
                throw new BackupException("the archive holds a link; the program writes none.");
            if (entry.IsEncrypted)
                throw new BackupException("the archive is encrypted; decrypt it first.");
            if (!names.Add(name))
                throw new BackupException("the archive holds two members of one name.");
        }
    }

    private static void ReadAt(Stream file, long place, Span<byte> bytes)
    {
        if (place < 0 || place > file.Length - bytes.Length)
            throw BackupException.Damaged("its end leads nowhere");
        file.Position = place;
        file.ReadExactly(bytes);
    }
}
