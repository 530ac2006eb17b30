namespace CsmPartners.Web.Hosting;

internal static class Server
{
    public static void AddSiteServer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        // Styles and script are found in whatever environment the program is run from its sources; published, it has them beside itself.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.UseRefusalPages();
            // Room for our own answer to an over-long address, in the visitor's language; see Addresses.
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
        });
    }
}
