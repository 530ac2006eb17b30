using System.Net;
using System.Net.Sockets;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;

namespace CsmPartners.Tests.Hosting;

/// <summary>However many connections one network opens, the others are served.</summary>
public sealed class ConnectionLimitsTests
{
    private const string Flooder = "127.0.0.2";
    private const string Neighbour = "127.0.0.3";

    // Then this machine is no known proxy.
    private static readonly (string, string) Direct = ("Proxy:Addresses", "10.9.9.9");

    [Theory]
    [InlineData("GET /kk HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")]
    [InlineData("G")]
    [InlineData("")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    public async Task More_than_its_share_of_connections_are_closed_at_once_and_others_are_served_meanwhile(string begun)
    {
        await using var site = await ConfiguredSite.StartAsync(Direct, ("Connections:PerAddress", "10"), ("Kestrel:Limits:MaxConcurrentConnections", "20"), ("Kestrel:Limits:RequestHeadersTimeout", "00:10:00"));
        var open = new List<Wire>();
        try
        {
            for (var number = 0; number < 100; number++)
            {
                if (await BeginAsync(site, begun) is { } wire)
                    open.Add(wire);
                if (number % 10 == 9)
                    Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(site, Neighbour), StringComparison.Ordinal);
            }

            Assert.Equal(10, open.Count(wire => !IsClosed(wire)));
        }
        finally
        {
            open.ForEach(wire => wire.Dispose());
        }

        // Whoever closes has their share again.
        for (var tries = 0; await BeginAsync(site, "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n") is not { } wire || (await wire.ReadToEndAsync()).Length == 0; tries++)
        {
            Assert.True(tries < 100, "The connections were never given back");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_new_connection_that_says_nothing_ends_as_soon_as_one_whose_headers_do_not_come()
    {
        await using var site = await ConfiguredSite.StartAsync(Direct, ("Kestrel:Limits:RequestHeadersTimeout", "00:00:01"), ("Kestrel:Limits:KeepAliveTimeout", "00:10:00"));
        using var silent = await Wire.ToAsync(site, Flooder);
        Assert.Equal("", await silent.ReadToEndAsync());
        // After an answer the next request may take its time.
        using var visitor = await Wire.ToAsync(site, Flooder);
        for (var round = 0; round < 2; round++)
        {
            await visitor.SendAsync("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            Assert.NotEqual(0, await visitor.Stream.ReadAsync(new byte[4096], TestContext.Current.CancellationToken));
            await Task.Delay(1500, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Known_proxies_carry_everybody_and_are_not_counted()
    {
        await using var site = await ConfiguredSite.StartAsync(("Connections:PerAddress", "1"));
        var open = new List<Wire>();
        for (var number = 0; number < 20; number++)
            open.Add(await Wire.ToAsync(site, Flooder));
        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(site, Flooder), StringComparison.Ordinal);
        Assert.DoesNotContain(open, IsClosed);
        open.ForEach(wire => wire.Dispose());
    }

    [Fact]
    public void The_addresses_of_one_network_have_one_share_however_they_are_written()
    {
        var counts = new ConnectionCounts(3);
        Assert.Equal(3, Enumerable.Range(1, 9).Count(n => counts.TryOpen(IPAddress.Parse($"2001:db8:1:2:{n}::{n}"))));
        Assert.Equal(3, new[] { "198.51.100.7", "::ffff:198.51.100.7", "198.51.100.7", "::ffff:c633:6407" }.Count(a => counts.TryOpen(IPAddress.Parse(a))));
        Assert.True(counts.TryOpen(IPAddress.Parse("198.51.100.8")));
        // A thousand networks of one organisation: twice the share, of which three are taken.
        Assert.Equal(3, Enumerable.Range(100, 1000).Count(n => counts.TryOpen(IPAddress.Parse($"2001:db8:1:{n}::1"))));
        Assert.True(counts.TryOpen(IPAddress.Parse("2001:db8:2:2::1")));
        // What was refused counted for nobody.
        counts.Close(IPAddress.Parse("2001:db8:1:2::ffff"));
        Assert.True(counts.TryOpen(IPAddress.Parse("2001:db8:1:2::1")));
        Assert.False(counts.TryOpen(IPAddress.Parse("2001:db8:1:2::1")));
    }

    private static async Task<string> AskAsync(TestSite site, string from)
    {
        using var wire = await Wire.ToAsync(site, from);
        await SendAsync(wire, "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        return await wire.ReadToEndAsync();
    }

    /// <summary>Null where it was closed before it could be used.</summary>
    private static async Task<Wire?> BeginAsync(TestSite site, string begun)
    {
        try
        {
            var wire = await Wire.ToAsync(site, Flooder);
            await SendAsync(wire, begun);
            return wire;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static async Task SendAsync(Wire wire, string bytes)
    {
        try
        {
            await wire.SendAsync(bytes);
        }
        catch (IOException)
        {
            // Closed already.
        }
    }

    private static bool IsClosed(Wire wire)
    {
        try
        {
            var socket = wire.Stream.Socket;
            while (socket.Poll(100_000, SelectMode.SelectRead))
            {
                if (socket.Receive(new byte[65_536]) == 0)
                    return true;
            }

            return false;
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            return true;
        }
    }
}
