using CsmPartners.Media;
using CsmPartners.Web.Media;
using CsmPartners.Web.Media.Worker;
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
        services.AddSingleton(provider => new WorkerPool(Tasks.Files, TimeSpan.FromMinutes(2), provider.GetRequiredService<ILogger<WorkerPool>>()));
        services.AddSingleton(new MediaQuota(
            Bytes(builder.Configuration.GetValue("Media:PersonMegabytes", MediaQuota.PersonMegabytes)),
            Bytes(builder.Configuration.GetValue("Media:Megabytes", MediaQuota.AllMegabytes))));
        services.AddSingleton<Pictures>();
        services.AddSingleton<Documents>();
        services.AddSingleton<Renditions>();
        services.AddSingleton<Intake>();
        services.AddSingleton<SharePictureDrawer>();
        services.AddSingleton<SharePictureCache>();
        services.AddSingleton<MediaSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<MediaSweep>());
    }

    private static long Bytes(int megabytes) => megabytes * 1024L * 1024;
}
