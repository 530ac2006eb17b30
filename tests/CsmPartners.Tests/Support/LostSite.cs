using System.Net;
using System.Net.Sockets;
using CsmPartners.Tests.Admin;
using Microsoft.AspNetCore.Hosting;

namespace CsmPartners.Tests.Support;

/// <summary>
/// A site whose database server never answers: it takes connections and says nothing, or closes them. Of what another site has saved it
/// may have a copy.
/// </summary>
internal sealed class LostSite : TestSite
{
    private readonly TcpListener server = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> silent = [];

    public LostSite(byte[]? saved = null, bool closes = false)
    {
        if (saved is not null)
            File.WriteAllBytes(SavedSite, saved);
        server.Start();
        _ = AcceptAsync(closes);
    }

    public KeptLog Log { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Database:Provider", "SqlServer");
        builder.UseSetting("ConnectionStrings:Site", $"Server=127.0.0.1,{((IPEndPoint)server.LocalEndpoint).Port};Database=none;User Id=none;Password=none;Encrypt=False");
        builder.UseSetting("Site:Address", "https://partners.museum.test");
        builder.KeepWarnings(Log);
    }

    public override async ValueTask DisposeAsync()
    {
        server.Dispose();
        silent.ForEach(c => c.Dispose());
        await base.DisposeAsync();
    }

    private async Task AcceptAsync(bool closes)
    {
        try
        {
            while (true)
            {
                var client = await server.AcceptTcpClientAsync();
                if (closes)
                    client.Dispose();
                else
                    silent.Add(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }
}
