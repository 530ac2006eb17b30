namespace CsmPartners.Web.Media;

/// <summary>Pictures in the widths and formats that pages offer: made when first asked for, kept beside the original.</summary>
public sealed class Renditions(MediaFolder folder, IMediaStore store, Pictures pictures, ILogger<Renditions> log)
{
    private int isSaid;

    /// <summary>Best first; the last is for every browser.</summary>
    public static readonly IReadOnlyList<string> Formats = ["avif", "webp", "jpg"];

    private static readonly int[] Widths = [400, 800, 1200, 2000];

    /// <summary>The widths offered of a picture this wide. The last is as wide as the picture itself where the picture is narrower.</summary>
    public static IEnumerable<int> Of(int pictureWidth) => Widths.Where((_, i) => i == 0 || Widths[i - 1] < pictureWidth);

    /// <summary>The file's path, or its bytes where it cannot be kept; null where there is no such picture or it is not offered that wide.</summary>
    public async Task<(string? Path, byte[]? Bytes)?> FindAsync(string hash, int width, string format, CancellationToken cancellation)
    {
        var path = folder.PathOf(hash, $"-{width}.{format}");
        if (File.Exists(path))
            return (path, null);
        if (await store.FindAsync(hash, cancellation) is not { } original || original.EndsWith(".pdf", StringComparison.Ordinal))
            return null;
        if (await pictures.ShrinkAsync(original, width, format, cancellation) is not { } bytes)
            return null;
        try
        {
            await folder.WriteAsync(path, bytes, cancellation);
        }
        // A full disk must not keep a picture from visitors; it is made again each time until it can be kept.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Interlocked.Exchange(ref isSaid, 1) == 0)
                log.LogError("Smaller sizes of pictures cannot be kept in the media folder: {Reason}", e.Message);
            return (null, bytes);
        }

        isSaid = 0;
        // Deleted in the meantime: nothing may stay of it.
        if (!File.Exists(original))
            folder.Delete(hash);
        return File.Exists(path) ? (path, null) : null;
    }
}
