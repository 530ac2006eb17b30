using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CsmPartners.Tests.Support;

/// <summary>A connection on which anything can be written, also what no client would.</summary>
internal sealed class Wire : IDisposable
{
    private readonly TcpClient socket;

    private Wire(TcpClient socket) => this.socket = socket;

    public NetworkStream Stream => socket.GetStream();

    /// <param name="from">An address of this machine, such as 127.0.0.2; null for any.</param>
    public static Task<Wire> ToAsync(TestSite site, string? from = null) => ToAsync(site.Origin, from);

    public static async Task<Wire> ToAsync(string address, string? from = null)
    {
        var origin = new Uri(address);
        var wire = new Wire(from is null ? new() : new(new IPEndPoint(IPAddress.Parse(from), 0)));
        await wire.socket.ConnectAsync(origin.Host, origin.Port, TestContext.Current.CancellationToken);
        return wire;
    }

    /// <summary>What the server answers until it closes. Letters above U+00FF cannot be sent.</summary>
    public static async Task<string> AskAsync(TestSite site, string bytes)
    {
        using var wire = await ToAsync(site);
        await wire.SendAsync(bytes);
        return await wire.ReadToEndAsync();
    }

    /// <summary>A whole request for an address as it is, closed after the answer.</summary>
    public static Task<string> GetAsync(TestSite site, string target) =>
        AskAsync(site, $"GET {target} HTTP/1.1\r\nHost: {new Uri(site.Origin).Authority}\r\nConnection: close\r\n\r\n");

    public async Task SendAsync(string bytes) => await Stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), TestContext.Current.CancellationToken);

    /// <summary>Ends with an error where the server leaves the connection open for twenty seconds.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var read = new MemoryStream();
        try
        {
            await Stream.CopyToAsync(read, patience.Token);
        }
        catch (IOException)
        {
            // Reset: the server would not read what was still to come.
        }

        return Encoding.UTF8.GetString(read.ToArray());
    }

    public void Dispose() => socket.Dispose();
}
