namespace CsmPartners.Web.Hosting;

internal static class Server
{
    public static void AddSiteServer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Room for our own answer to an over-long address, in the visitor's language; see Addresses.
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
        });
    }
}
