using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CsmPartners.Web.Admin.Mail;

/// <summary>
/// Links that leave the site by mail or log begin with the configured address, else with the server's own: never with what a
/// request claims, or a stranger could send our people to another host.
/// </summary>
public sealed class OwnAddress(PublicOrigin origin, IServer server)
{
    public string Of(string path) => Origin() + path;

    private string Origin()
    {
        if (origin.Configured is { } configured)
            return configured;
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        return BindingAddress.Parse(first) is { Host: "*" or "+" or "0.0.0.0" or "[::]" } any ? $"{any.Scheme}://localhost:{any.Port}" : first.TrimEnd('/');
    }
}
