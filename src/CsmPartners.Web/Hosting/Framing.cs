namespace CsmPartners.Web.Hosting;

/// <summary>
/// A request that says twice where its body ends, by length and in chunks. The server would go by the chunks; a proxy in front of it may
/// have gone by the length and take the rest for somebody else's request. No browser sends one, so it is refused and the connection closed.
/// </summary>
internal static class Framing
{
    // Where there are both, the server puts the length aside under this name.
    private const string PutAside = "X-Content-Length";

    public static void UseSiteFraming(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Headers.ContainsKey(PutAside))
            return next(context);
        // The page about it goes this way once more.
        context.Request.Headers.Remove(PutAside);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    });
}
