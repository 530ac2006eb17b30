namespace CsmPartners.Web.Hosting;

internal static class Assets
{
    /// <summary>
    /// Style and script carry a fingerprint in their name and are kept for ever by browsers. Fonts and drawings are named from
    /// style sheets and markup, where no fingerprint reaches: they carry a number in the name instead, or are asked for anew each day.
    /// </summary>
    public static void MapSiteAssets(this WebApplication app)
    {
        app.MapStaticAssets().Add(endpoint =>
        {
            var inner = endpoint.RequestDelegate!;
            var path = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText ?? "";
            if (!path.StartsWith("fonts/", StringComparison.Ordinal) && !path.StartsWith("img/", StringComparison.Ordinal))
                return;
            var keep = path.StartsWith("fonts/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "public, max-age=86400";
            endpoint.RequestDelegate = context =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.CacheControl = keep;
                    return Task.CompletedTask;
                });
                return inner(context);
            };
        });
    }
}
