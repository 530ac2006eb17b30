using System.Collections.Concurrent;
using CsmPartners.Web.Media;

namespace CsmPartners.Web.Site.SharePictures;

/// <summary>
/// Share pictures, each drawn once, whoever asks for it meanwhile, and kept in the media folder under its hash, within bounds. A network
/// that asks for all pictures at once waits for them rather than being refused.
/// </summary>
public sealed class SharePictureCache(Func<SharePicture, Task<byte[]>> draw, MediaFolder folder, ILogger<SharePictureCache> log)
{
    /// <summary>Being drawn or waiting for it, by anybody.</summary>
    public const int MostUnderWay = 100;

    /// <summary>Checked now and then, so that it may be exceeded by a few dozen pictures.</summary>
    private const long MostBytes = 100 * 1024 * 1024;

    private const int WritesBetweenChecks = 50;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> underWay = new(StringComparer.Ordinal);
    private int writes;
    private int isSaid;

    public SharePictureCache(SharePictureDrawer drawer, MediaFolder folder, ILogger<SharePictureCache> log)
        : this(drawer.DrawAsync, folder, log)
    {
    }

    /// <returns>Null where too many others are being drawn.</returns>
    public async Task<byte[]?> FindAsync(SharePicture picture, CancellationToken cancellation)
    {
        var path = folder.PathOfShared(picture.Hash);
        if (File.Exists(path))
            return await File.ReadAllBytesAsync(path, cancellation);
        if (underWay.Count >= MostUnderWay && !underWay.ContainsKey(picture.Hash))
            return null;
        // Whoever asked first may leave: others wait for the same picture.
        var drawn = underWay.GetOrAdd(picture.Hash, hash => new Lazy<Task<byte[]>>(() => DrawAsync(picture, path))).Value;
        try
        {
            return await drawn.WaitAsync(Wait, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<byte[]> DrawAsync(SharePicture picture, string path)
    {
        try
        {
            var bytes = await draw(picture);
            await KeepAsync(path, bytes);
            return bytes;
        }
        finally
        {
            underWay.TryRemove(picture.Hash, out _);
        }
    }

    private async Task KeepAsync(string path, byte[] bytes)
    {
        try
        {
            await folder.WriteAsync(path, bytes, CancellationToken.None);
            if (Interlocked.Increment(ref writes) % WritesBetweenChecks == 1)
                folder.TrimShared(MostBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is shown all the same, and drawn again next time.
            if (Interlocked.Exchange(ref isSaid, 1) == 0)
                log.LogWarning("Share pictures cannot be kept in the media folder: {Reason}", e.Message);
        }
    }
}
