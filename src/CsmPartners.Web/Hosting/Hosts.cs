using System.Net;
using System.Text;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Where <c>Site:Address</c> says who we are, requests for other hosts are refused, so that nobody can have a page drawn, or kept by a
/// cache, in another's name. <c>Site:OtherHosts</c> names further ones; the machine itself may always ask.
/// </summary>
public sealed class Hosts(PublicOrigin origin, IConfiguration configuration)
{
    private readonly HashSet<string>? names = origin.Configured is { } address
        ? Settings.List(configuration["Site:OtherHosts"]).Append(new Uri(address).Host).ToHashSet(StringComparer.OrdinalIgnoreCase)
        : null;

    public bool AreOurs(HostString host) => names is null || names.Contains(host.Host) || IsThisMachine(host.Host);

    public static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

internal static class HostsHosting
{
    public static void UseSiteHosts(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<Hosts>();
        var page = Refusals.Page(app.Services.GetRequiredService<PublicOrigin>().Configured ?? "");
        app.Use((context, next) =>
            hosts.AreOurs(context.Request.Host) || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) ? next(context) : RefuseAsync(context, page));
    }

    private static Task RefuseAsync(HttpContext context, string page)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(page, Encoding.UTF8);
    }
}
