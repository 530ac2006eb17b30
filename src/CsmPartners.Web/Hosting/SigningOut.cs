using CsmPartners.Web.Admin;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Whoever signs out is signed out in the browser, whatever fails on the way: a full disk, a database that does not answer, a form of an
/// earlier session. Other sites cannot use it: browsers send the session's cookie with our own forms only (SameSite=Lax), and say whose form it is.
/// </summary>
internal static class SigningOut
{
    private const string FetchSite = "Sec-Fetch-Site";

    public static bool IsAsked(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && context.Request.Path.Equals(DeskLinks.SignOut, StringComparison.OrdinalIgnoreCase)
        && context.Request.Headers[FetchSite] is [] or ["same-origin"] or ["none"]
        && context.Request.Cookies.Keys.Any(IsSession);

    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        // Registered before the framework's own, which may renew the cookie, and therefore run after it.
        context.Response.OnStarting(
            static state =>
            {
                DeleteSession((HttpContext)state);
                return Task.CompletedTask;
            },
            context);
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Log(context).LogError("Somebody signed out in the browser, but not in the database: {Reason}", e.GetBaseException().Message);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }

        if (context.Response.HasStarted || context.Response.StatusCode < StatusCodes.Status400BadRequest)
            return;
        if (context.Features.Get<OpenSession>() is { } session)
            await context.RequestServices.GetRequiredService<OpenSessions>().EndAsync(session);
        context.Response.Clear();
        context.Response.Redirect(DeskLinks.SignIn);
    }

    private static void DeleteSession(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.SetCookie = headers.SetCookie.Where(cookie => !IsSession(cookie!)).ToArray();
        var own = new CookieOptions { Path = DeskLinks.Home, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps };
        foreach (var name in context.Request.Cookies.Keys.Where(IsSession))
            context.Response.Cookies.Delete(name, own);
        headers[DeskController.ClearSiteData] = DeskController.ClearedData;
    }

    private static bool IsSession(string cookie) => cookie.StartsWith(Sessions.Cookie, StringComparison.Ordinal);

    private static ILogger Log(HttpContext context) => context.RequestServices.GetRequiredService<ILogger<SiteDb>>();
}
