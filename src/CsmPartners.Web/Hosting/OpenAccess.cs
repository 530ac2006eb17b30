using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// The open data and the API can be read by the pages of every other site. Nothing there depends on who asks, so nothing is given
/// away by it; every other address stays closed to other sites' scripts.
/// </summary>
internal static class OpenAccess
{
    public static bool Covers(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/data/v1", StringComparison.Ordinal);

    /// <summary>Outside the error pages, so that other sites' scripts can read what went wrong, too.</summary>
    public static void UseOpenAccess(this WebApplication app) => app.Use((context, next) =>
    {
        if (!Covers(context.Request.Path))
            return next(context);
        context.Response.OnStarting(
            static response =>
            {
                Allow((HttpResponse)response);
                return Task.CompletedTask;
            },
            context.Response);
        if (!HttpMethods.IsOptions(context.Request.Method))
            return next(context);

        // A browser's question before it sends an unusual header, such as If-None-Match.
        var headers = context.Response.Headers;
        (headers.Allow, headers.AccessControlAllowMethods, headers.AccessControlAllowHeaders, headers.AccessControlMaxAge) = ("GET, HEAD, OPTIONS", "GET, HEAD", "*", "86400");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    });

    public static void Allow(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "ETag, Link";
        response.Headers[Headers.ResourcePolicy] = "cross-origin";
    }
}
