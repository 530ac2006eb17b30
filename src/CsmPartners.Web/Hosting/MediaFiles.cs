using CsmPartners.Web.Media;
using CsmPartners.Web.Site.SharePictures;

namespace CsmPartners.Web.Hosting;

internal static class MediaFiles
{
    public static void AddSiteMedia(this IServiceCollection services)
    {
        services.AddSingleton<MediaFolder>();
        services.AddSingleton<Pictures>();
        services.AddSingleton<Renditions>();
        services.AddSingleton<Intake>();
        services.AddSingleton(_ => new SharePictureCache(Drawing.Draw));
        services.AddSingleton<MediaSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<MediaSweep>());
    }
}
