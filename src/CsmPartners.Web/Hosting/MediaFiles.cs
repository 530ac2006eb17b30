using CsmPartners.Web.Media;
using CsmPartners.Web.Site.SharePictures;

namespace CsmPartners.Web.Hosting;

internal static class MediaFiles
{
    public static void AddSiteMedia(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<MediaFolder>();
        if (builder.Configuration["Media:Bucket"] is { Length: > 0 })
            services.AddSingleton<IMediaStore, MediaBucket>();
        else
            services.AddSingleton<IMediaStore>(provider => provider.GetRequiredService<MediaFolder>());
        services.AddSingleton<Pictures>();
        services.AddSingleton<Renditions>();
        services.AddSingleton<Intake>();
        services.AddSingleton(_ => new SharePictureCache(Drawing.Draw));
        services.AddSingleton<MediaSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<MediaSweep>());
    }
}
