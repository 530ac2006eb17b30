using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NetVips;

namespace CsmPartners.Tests.Media;

/// <summary>Pictures and documents, each with a content of its own.</summary>
internal static class TestFiles
{
    private static int seed;

    /// <summary>Grey noise with a red upper left quarter, so that one sees which way is up.</summary>
    public static Image Picture(int width = 640, int height = 480, bool alpha = false)
    {
        using var noise = Image.Gaussnoise(width, height, sigma: 20, mean: 128, seed: Interlocked.Increment(ref seed)).Cast(Enums.BandFormat.Uchar);
        using var grey = noise.Bandjoin(noise, noise).Copy(interpretation: Enums.Interpretation.Srgb);
        var picture = grey.Mutate(m => m.DrawRect([255, 0, 0], 0, 0, width / 2, height / 2, fill: true));
        return alpha ? picture.Bandjoin(Image.Identity(bands: 1).Resize(width / 256.0, vscale: height).Cast(Enums.BandFormat.Uchar)) : picture;
    }

    public static byte[] Jpeg(int width = 640, int height = 480) => Picture(width, height).JpegsaveBuffer(q: 90);

    /// <summary>As a telephone held upright takes it: lying on its side, with the place where it was taken.</summary>
    public static byte[] JpegOfATelephone()
    {
        using var picture = Picture(640, 480).Mutate(m =>
        {
            m.Set(GValue.GIntType, "orientation", 6);
            m.Set(GValue.GStrType, "exif-ifd0-Make", "Telephone (Telephone, ASCII, 10 components, 10 bytes)");
            m.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "43/1 14/1 10/1 (43, 14, 10, Rational, 3 components, 24 bytes)");
            m.Set(GValue.GStrType, "exif-ifd3-GPSLongitude", "76/1 56/1 42/1 (76, 56, 42, Rational, 3 components, 24 bytes)");
        });
        return picture.JpegsaveBuffer(q: 90, keep: Enums.ForeignKeep.All);
    }

    public static byte[] Of(string format) => format switch
    {
        "jpeg" => Jpeg(),
        "png" => Picture().PngsaveBuffer(),
        "webp" => Picture().WebpsaveBuffer(),
        "avif" => Picture().HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, effort: 0),
        "pdf" => Pdf(),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>A few dozen bytes that claim to be a picture of this size.</summary>
    public static byte[] PngThatClaims(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        Chunk(file, "IHDR", head);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(new byte[60_000]);
        Chunk(file, "IDAT", data.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <param name="catalogue">Further keys of the document's catalogue.</param>
    /// <param name="trailer">Further keys of its trailer.</param>
    public static byte[] Pdf(string catalogue = "", string trailer = "")
    {
        var text = $"%PDF-1.7\n% {Interlocked.Increment(ref seed)}\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalogue} >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>\nendobj\n"
            + "4 0 obj\n<< /Length 36 >>\nstream\n0 0 1 rg 40 40 120 120 re f %/JS /S f\nendstream\nendobj\n";
        return Encoding.Latin1.GetBytes(text + $"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 5 /Root 1 0 R {trailer} >>\nstartxref\n{text.Length}\n%%EOF\n");
    }

    private static void Chunk(Stream file, string name, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. content];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
