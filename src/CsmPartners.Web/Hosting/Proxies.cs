using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Whose word is taken for where a visitor comes from and whether by HTTPS: that of the proxies which <c>Proxy:Addresses</c> names, else
/// of this machine alone. From anybody else such headers are as if they were not there, whatever the surroundings of the process say.
/// </summary>
internal static class Proxies
{
    private const string Setting = "Proxy:Addresses";

    public static void AddSiteProxies(this WebApplicationBuilder builder)
    {
        var networks = Known(builder.Configuration);
        builder.Services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // Through as many proxies as are known.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            networks.ForEach(options.KnownIPNetworks.Add);
        });
    }

    public static List<IPNetwork> Known(IConfiguration configuration) =>
        [.. Settings.List(configuration[Setting] is { Length: > 0 } named ? named : "127.0.0.0/8, ::1").Select(Network)];

    public static bool AreOf(List<IPNetwork> networks, IPAddress address) =>
        networks.Exists(n => n.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    public static void UseSiteProxies(this WebApplication app) => app.UseWhen(HasCome, proxied => proxied.UseForwardedHeaders());

    /// <summary>Whether a proxy says something of the visitor; only then is there a word to be weighed.</summary>
    private static bool HasCome(HttpContext context) =>
        context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName) || context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedProtoHeaderName);

    private static IPNetwork Network(string named) =>
        IPNetwork.TryParse(named, out var network) ? network
        : IPAddress.TryParse(named, out var address) ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : throw new InvalidOperationException($"{Setting} holds '{named}'; it may hold addresses such as 10.0.0.5 and networks such as 172.18.0.0/16.");
}
