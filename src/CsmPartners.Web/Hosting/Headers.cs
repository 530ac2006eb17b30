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

    public static void UseSiteHeaders(this WebApplication app)
    {
        var origin = app.Services.GetRequiredService<PublicOrigin>();
        app.Use((context, next) =>
        {
            // At the last moment: the error page starts from a cleared answer, and from another path.
            var state = (context.Response, IsSecure: origin.IsSecure(context.Request) && !Hosts.IsThisMachine(context.Request.Host.Host), IsAtDesk: DeskErrors.IsAtDesk(context));
            context.Response.OnStarting(
                static answer =>
                {
                    var (response, isSecure, isAtDesk) = ((HttpResponse, bool, bool))answer;
                    Write(response.Headers, isSecure, isAtDesk);
                    return Task.CompletedTask;
                },
                state);
            return next(context);
        });
    }

    private static void Write(IHeaderDictionary headers, bool isSecure, bool isAtDesk)
    {
        foreach (var (name, value) in Always)
        {
            if (MayDiffer.Contains(name) && headers.ContainsKey(name))
                continue;
            headers[name] = isSecure && name == HeaderNames.ContentSecurityPolicy ? value + UpgradeRequests : value;
        }

        if (isSecure)
            headers.StrictTransportSecurity = StrictTransport;
        // Redirects and refusals too.
        if (isAtDesk && !headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
    }
}
