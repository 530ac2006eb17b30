using CsmPartners.Web.Media.Worker;
using CsmPartners.Web.Rendering.Maps;

namespace CsmPartners.Web.Site.SharePictures;

/// <summary>A share picture on its way to a worker and back as PNG.</summary>
internal static class SharePictureTask
{
    public static void Write(BinaryWriter request, SharePicture picture)
    {
        foreach (var text in new[] { picture.Kicker, picture.Title, picture.Museum, picture.PlaceName })
            request.Write(text);
        request.Write(picture.Place is not null);
        request.Write(picture.Place?.X ?? 0);
        request.Write(picture.Place?.Y ?? 0);
    }

    public static void Draw(BinaryReader request, BinaryWriter answer)
    {
        var (kicker, title, museum, placeName) = (request.ReadString(), request.ReadString(), request.ReadString(), request.ReadString());
        var (hasPlace, x, y) = (request.ReadBoolean(), request.ReadDouble(), request.ReadDouble());
        answer.Write(Drawing.Draw(new SharePicture(Language.Kk, "", kicker, title, museum, hasPlace ? new MapPoint(x, y) : null, placeName)));
    }
}

/// <summary>Draws share pictures in workers that read no files but our own.</summary>
public sealed class SharePictureDrawer(ILogger<SharePictureDrawer> log) : IDisposable
{
    private readonly WorkerPool workers = new(Tasks.Drawings, TimeSpan.FromMinutes(1), log);

    /// <exception cref="MediaWorkerException">It cannot be drawn now.</exception>
    public async Task<byte[]> DrawAsync(SharePicture picture)
    {
        using var answer = await workers.RunAsync(MediaTask.Draw, request => SharePictureTask.Write(request, picture), isUntrusted: false, CancellationToken.None);
        return answer.ReadBytes((int)answer.BaseStream.Length);
    }

    public void Dispose() => workers.Dispose();
}
