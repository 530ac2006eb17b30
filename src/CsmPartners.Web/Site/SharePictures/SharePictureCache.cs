using Microsoft.Extensions.Caching.Memory;

namespace CsmPartners.Web.Site.SharePictures;

/// <summary>
/// Share pictures, drawn when first asked for and kept as long as there is room. Few are drawn at once, and nobody waits long for a
/// place: a crawler that wants all of them at once must not take the machine from visitors.
/// </summary>
public sealed class SharePictureCache(Func<SharePicture, byte[]> draw) : IDisposable
{
    private const int MostBytes = 32 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly MemoryCache drawn = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly SemaphoreSlim places = new(2);

    /// <returns>Null where too many others are being drawn.</returns>
    public async Task<byte[]?> FindAsync(SharePicture picture, CancellationToken cancellation)
    {
        if (drawn.TryGetValue(picture.Hash, out byte[]? kept))
            return kept;
        if (!await places.WaitAsync(Patience, cancellation))
            return null;
        try
        {
            // Somebody else may have waited for the same one.
            if (drawn.TryGetValue(picture.Hash, out kept))
                return kept;
            var bytes = await Task.Run(() => draw(picture), cancellation);
            return drawn.Set(picture.Hash, bytes, new MemoryCacheEntryOptions { Size = bytes.Length });
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose()
    {
        drawn.Dispose();
        places.Dispose();
    }
}
