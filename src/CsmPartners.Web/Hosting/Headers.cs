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
        ("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        (ResourcePolicy, "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
    ];

    /// <summary>What an answer may say for itself.</summary>
    private static readonly string[] MayDiffer = [HeaderNames.ContentSecurityPolicy, ResourcePolicy];

    /// <summary>For uploaded documents: whatever one holds may neither run nor load anything nor act as this site.</summary>
    public const string DocumentPolicy = "sandbox; default-src 'none'";

    public static void UseSiteHeaders(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.Use((context, next) =>
        {
            // At the last moment: the error page starts from a cleared answer.
            context.Response.OnStarting(
                static response =>
                {
                    foreach (var (name, value) in Always)
                    {
                        var headers = ((HttpResponse)response).Headers;
                        if (!MayDiffer.Contains(name) || !headers.ContainsKey(name))
                            headers[name] = value;
                    }

                    return Task.CompletedTask;
                },
                context.Response);
            return next(context);
        });
    }
}
