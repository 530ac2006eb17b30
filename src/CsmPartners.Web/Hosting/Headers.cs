using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Hosting;

/// <summary>The headers that protect visitors, on every answer. Pages need nothing inline and nothing from another host.</summary>
internal static class Headers
{
    /// <summary>Which sites may load an answer into their pages.</summary>
    public const string ResourcePolicy = "Cross-Origin-Resource-Policy";

    public static readonly IReadOnlyList<(string Name, StringValues Value)> Always =
    [
        ("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types csm-inert"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        (ResourcePolicy, "same-origin"),
        ("Permissions-Policy", "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("X-Permitted-Cross-Domain-Policies", "none"),
    ];

    /// <summary>What an answer may say for itself.</summary>
    private static readonly string[] MayDiffer = [HeaderNames.ContentSecurityPolicy, ResourcePolicy];

    /// <summary>For uploaded documents: whatever one holds may neither run nor load anything nor act as this site.</summary>
    public const string DocumentPolicy = "sandbox; default-src 'none'";

    /// <summary>A year of HTTPS for this host and those below it. Browsers pass it over where they came without encryption.</summary>
    public const string StrictTransport = "max-age=31536000; includeSubDomains";

    /// <summary>At the end of the policy where the site is read by HTTPS; by plain HTTP in a house's own network it would leave pages without style.</summary>
    private const string UpgradeRequests = "; upgrade-insecure-requests";

    private static readonly IReadOnlyList<(string Name, StringValues Value)> Secure =
    [
        ..
        from header in Always
        select header.Name == HeaderNames.ContentSecurityPolicy ? (header.Name, new StringValues(header.Value + UpgradeRequests)) : header,
        (HeaderNames.StrictTransportSecurity, StrictTransport),
    ];

    public static void UseSiteHeaders(this WebApplication app)
    {
        var origin = app.Services.GetRequiredService<PublicOrigin>();
        app.Use((context, next) =>
        {
            // At the last moment: the error page starts from a cleared answer, and from another path.
            context.Response.OnStarting(IsSecure(origin, context.Request) ? static response => WriteAsync(response, Secure) : static response => WriteAsync(response, Always), context.Response);
            if (DeskErrors.IsAtDesk(context))
                context.Response.OnStarting(ForbidKeepingAsync, context.Response);
            return next(context);
        });
    }

    /// <summary>Whether visitors come by HTTPS and are to stay with it.</summary>
    public static bool IsSecure(PublicOrigin origin, HttpRequest request) => origin.IsSecure(request) && !Hosts.IsThisMachine(request.Host.Host);

    /// <summary>On an answer that is sent from memory, past the rest.</summary>
    public static void Write(HttpResponse response, bool isSecure) => _ = WriteAsync(response, isSecure ? Secure : Always);

    private static Task WriteAsync(object response, IReadOnlyList<(string Name, StringValues Value)> all)
    {
        var headers = ((HttpResponse)response).Headers;
        foreach (var (name, value) in all)
        {
            if (!MayDiffer.Contains(name) || !headers.ContainsKey(name))
                headers[name] = value;
        }

        return Task.CompletedTask;
    }

    /// <summary>Redirects and refusals of the desk too.</summary>
    private static Task ForbidKeepingAsync(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (!headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
