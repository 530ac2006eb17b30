using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Hosting;

internal static class Server
{
    /// <summary>In bytes: the longest texts of an entry in three languages, each letter sent as six. Uploads say for themselves how much they take.</summary>
    public const int LargestForm = 4_000_000;

    /// <summary>In bytes, of an entry's form: a text far too long, pasted by mistake, is shown again with a message and not refused unread.</summary>
    public const int LargestEntryForm = 16_000_000;

    /// <summary>What visitors send, but for letters to the museum, which say it for themselves.</summary>
    private const int LargestSmallForm = 64 * 1024;

    public static void AddSiteServer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        // Styles and script are found in whatever environment the program is run from its sources; published, it has them beside itself.
        builder.WebHost.UseStaticWebAssets();
        // Who works on them wants to see them change; else every request would ask the disk for them.
        if (!builder.Environment.IsDevelopment())
            builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        // A line that ends in a line feed alone may be one line to a proxy and two to us.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", isEnabled: true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.RequestHeaderEncodingSelector = name => name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase) ? LengthDigits.Encoding : null;
            var limitConnections = ConnectionLimits.OfServer(builder.Configuration);
            kestrel.ConfigureEndpointDefaults(listen =>
            {
                limitConnections(listen);
                listen.UseRefusalPages();
            });
            Bound(kestrel.Limits);
            // Whoever runs the site may know better: Kestrel:Limits:MaxConcurrentConnections and so on.
            builder.Configuration.GetSection("Kestrel:Limits").Bind(kestrel.Limits);
        });
        builder.Services.Configure<FormOptions>(forms =>
        {
            (forms.ValueCountLimit, forms.KeyLengthLimit) = (1024, 200);
            (forms.ValueLengthLimit, forms.MultipartBodyLengthLimit) = (LargestForm, LargestForm);
        });
    }

    /// <summary>Before routing: an action that takes more raises the bound itself.</summary>
    public static void UseSiteLimits(this WebApplication app) => app.Use((context, next) =>
    {
        if (!DeskErrors.IsAtDesk(context) && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = LargestSmallForm;
        return next(context);
    });

    private static void Bound(KestrelServerLimits limits)
    {
        // Room for our own answer to an over-long address, in the visitor's language; see Addresses.
        limits.MaxRequestLineSize = 32 * 1024;
        limits.MaxRequestBufferSize = 64 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestBodySize = LargestForm;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // Longer than a proxy's own, which would else send a request into a connection that is just being closed.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(90);
        limits.MaxConcurrentConnections = 4000;
        limits.MaxConcurrentUpgradedConnections = 0;
        // Who is slower than a telephone line of the nineties is cut off after a while.
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        limits.Http2.MaxStreamsPerConnection = 50;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
    }
}
