using CsmPartners.Media;
using NetVips;

namespace CsmPartners.Web.Media;

/// <summary>
/// Decodes, cleans and encodes pictures by libvips. What comes out was drawn anew from the pixels: no metadata, no second meaning
/// of the bytes. At most two pictures are worked on at once, so that uploads and first visitors cannot exhaust the machine.
/// </summary>
public sealed class Pictures : IDisposable
{
    /// <summary>In pixels. Read from the file's head before anything is decoded.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>Of the stored original, in pixels.</summary>
    public const int LongestSide = 4000;

    private readonly SemaphoreSlim places = new(2);

    public void Dispose() => places.Dispose();

    /// <summary>The picture as it will be kept: upright, in sRGB, at most <see cref="LongestSide"/> long; or why not.</summary>
    public Task<(StoredFile? File, MediaRefusal? Refusal)> CleanAsync(byte[] bytes, CancellationToken cancellation) =>
        InPlaceAsync(() => Clean(bytes), cancellation);

    /// <summary>The stored original at one of the widths offered; null where that would enlarge it.</summary>
    public Task<byte[]?> ShrinkAsync(string original, int width, string format, CancellationToken cancellation) =>
        InPlaceAsync(() => Shrink(original, width, format), cancellation);

    private async Task<T> InPlaceAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        try
        {
            Libvips.Start();
            return await Task.Run(work, cancellation);
        }
        finally
        {
            places.Release();
        }
    }

    private static (StoredFile?, MediaRefusal?) Clean(byte[] bytes)
    {
        try
        {
            using var picture = Image.NewFromBuffer(bytes, failOn: Enums.FailOn.Truncated);
            if ((long)picture.Width * picture.Height > MostPixels)
                return (null, MediaRefusal.TooManyPixels);
            using var upright = picture.ThumbnailImage(LongestSide, height: LongestSide, size: Enums.Size.Down, outputProfile: "srgb");
            using var drawn = upright.CopyMemory();
            return (Store(drawn), null);
        }
        catch (VipsException)
        {
            return (null, MediaRefusal.Broken);
        }
    }

    private static StoredFile Store(Image picture)
    {
        using var opaque = picture.HasAlpha() && picture[picture.Bands - 1].Min() >= 255 ? picture.ExtractBand(0, n: picture.Bands - 1) : picture.Copy();
        var bytes = opaque.HasAlpha()
            ? opaque.WebpsaveBuffer(q: 95, keep: Enums.ForeignKeep.None)
            : opaque.JpegsaveBuffer(q: 90, optimizeCoding: true, keep: Enums.ForeignKeep.None);
        return new StoredFile(MediaType.Picture, bytes, opaque.HasAlpha() ? ".webp" : ".jpg", opaque.Width, opaque.Height);
    }

    private static byte[]? Shrink(string original, int width, string format)
    {
        using var head = Image.NewFromFile(original);
        if (!Renditions.Of(head.Width).Contains(width))
            return null;
        using var small = Image.Thumbnail(original, width, height: LongestSide, size: Enums.Size.Down);
        return format switch
        {
            "avif" => small.HeifsaveBuffer(q: 55, compression: Enums.ForeignHeifCompression.Av1, effort: 2, keep: Enums.ForeignKeep.None),
            "webp" => small.WebpsaveBuffer(q: 80, keep: Enums.ForeignKeep.None),
            _ => small.JpegsaveBuffer(q: 82, optimizeCoding: true, interlace: true, background: [255], keep: Enums.ForeignKeep.None),
        };
    }
}

/// <summary>A file as it will lie in the media folder.</summary>
/// <param name="Extension">With its dot.</param>
/// <param name="Width">Pixels; zero for documents.</param>
/// <param name="Height">Pixels; zero for documents.</param>
public sealed record StoredFile(MediaType Type, byte[] Bytes, string Extension, int Width = 0, int Height = 0);
