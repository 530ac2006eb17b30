using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Where visitors come by HTTPS, every cookie is called <c>__Host-…</c>: browsers take such a one from this host alone and send it
/// encrypted only, so that no neighbouring host can plant one. The rest of the program knows the plain names. Public pages never
/// see who is signed in at the desk.
/// </summary>
internal static class Cookies
{
    public const string Prefix = "__Host-";

    public static void UseSiteCookies(this WebApplication app)
    {
        var origin = app.Services.GetRequiredService<PublicOrigin>();
        app.Use((context, next) =>
        {
            var isSecure = origin.IsSecure(context.Request);
            if (context.Request.Headers.Cookie.Count > 0)
                Take(context, isSecure);
            // The first to be registered is the last to run: by then every cookie is there.
            if (isSecure)
            {
                context.Response.OnStarting(
                    static response =>
                    {
                        Harden((HttpResponse)response);
                        return Task.CompletedTask;
                    },
                    context.Response);
            }

            return next(context);
        });
    }

    private static void Take(HttpContext context, bool isSecure)
    {
        var isAtDesk = DeskErrors.IsAtDesk(context);
        var cookies =
            from header in context.Request.Headers.Cookie
            from cookie in (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            let isOwn = cookie.StartsWith(Prefix, StringComparison.Ordinal)
            // A plain one may be another's.
            where isOwn || !isSecure
            let plain = isOwn ? cookie[Prefix.Length..] : cookie
            where isAtDesk || !plain.StartsWith(Sessions.Cookie, StringComparison.Ordinal)
            select plain;
        context.Request.Headers.Cookie = string.Join("; ", cookies) is { Length: > 0 } all ? all : default;
    }

    private static void Harden(HttpResponse response)
    {
        if (response.Headers.SetCookie.Count == 0)
            return;
        response.Headers.SetCookie = SetCookieHeaderValue.ParseList([.. response.Headers.SetCookie!]).Select(cookie =>
        {
            cookie.Name = Prefix + cookie.Name;
            cookie.Path = "/";
            cookie.Domain = default;
            cookie.Secure = true;
            return cookie.ToString();
        }).ToArray();
    }
}
