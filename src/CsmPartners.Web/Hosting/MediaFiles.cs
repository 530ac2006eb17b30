using CsmPartners.Web.Media;

namespace CsmPartners.Web.Hosting;

internal static class MediaFiles
{
    public static void AddSiteMedia(this IServiceCollection services)
    {
        services.AddSingleton<MediaFolder>();
        services.AddSingleton<Pictures>();
        services.AddSingleton<Renditions>();
        services.AddSingleton<Intake>();
        services.AddSingleton<MediaSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<MediaSweep>());
    }
}
