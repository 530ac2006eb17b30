using System.Net;
using System.Text;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Where <c>Site:Address</c> says who we are, requests for other hosts are refused, so that nobody can have a page drawn, or kept by a
/// cache, in another's name. <c>Site:OtherHosts</c> names further ones; the machine itself may always ask.
/// </summary>
internal static class Hosts
{
    public static void UseSiteHosts(this WebApplication app)
    {
        if (app.Services.GetRequiredService<PublicOrigin>().Configured is not { } address)
            return;
        var names = Settings.List(app.Configuration["Site:OtherHosts"]).Append(new Uri(address).Host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var page = Refusals.Page(address);
        app.Use((context, next) =>
            names.Contains(context.Request.Host.Host) || IsThisMachine(context.Request.Host.Host) || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
                ? next(context)
                : RefuseAsync(context, page));
    }

    public static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Task RefuseAsync(HttpContext context, string page)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(page, Encoding.UTF8);
    }
}
