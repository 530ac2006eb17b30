using Microsoft.AspNetCore.ResponseCompression;

namespace CsmPartners.Web.Hosting;

internal static class Compression
{
    /// <summary>
    /// Pages are drawn anew for each request, so the compressor has to be quick; style, script and fonts are compressed when published.
    /// Over HTTPS too: antiforgery tokens, the only secrets on a page, are masked anew for each page.
    /// </summary>
    public static void AddSiteCompression(this WebApplicationBuilder builder) => builder.Services.AddResponseCompression(compression =>
    {
        compression.EnableForHttps = true;
        compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/atom+xml", "text/calendar", "text/csv", "application/ld+json", "application/problem+json"];
        compression.Providers.Add<BrotliCompressionProvider>();
        compression.Providers.Add<GzipCompressionProvider>();
    });

    public static void UseSiteCompression(this WebApplication app) => app.UseResponseCompression();
}
