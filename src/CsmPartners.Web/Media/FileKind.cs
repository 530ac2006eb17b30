namespace CsmPartners.Web.Media;

/// <summary>What a file is by its first bytes. Its name and the type that the browser claims decide nothing.</summary>
public enum FileKind
{
    Unknown,
    Jpeg,
    Png,
    Webp,
    Avif,
    Pdf,
}

public static class FileKinds
{
    public static FileKind Of(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? FileKind.Jpeg
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? FileKind.Png
        : bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? FileKind.Webp
        : bytes.Length > 16 && bytes[4..].StartsWith("ftyp"u8) && HasAvifBrand(bytes) ? FileKind.Avif
        : bytes.StartsWith("%PDF-"u8) ? FileKind.Pdf
        : FileKind.Unknown;

    // The box's length, "ftyp", the main brand, its version, then the compatible brands of four letters each.
    private static bool HasAvifBrand(ReadOnlySpan<byte> bytes)
    {
        var length = Math.Min((int)Math.Min(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes), 256), bytes.Length);
        for (var at = 8; at + 4 <= length; at += 4)
        {
            if (at != 12 && bytes[at..].StartsWith("avif"u8))
                return true;
        }

        return false;
    }
}
