using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

/// <summary>A node is asked to end while people use it.</summary>
public sealed class DrainingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_says_so_to_the_balancer_goes_on_serving_finishes_what_is_under_way_and_ends()
    {
        using var node = await SiteProcess.ListeningAsync(folder, ("Shutdown__Drain", "10"));
        using var visitor = node.Browser(new());
        using (await visitor.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken))
        using (var slow = new TcpClient())
        {
            await slow.ConnectAsync(IPAddress.Loopback, new Uri(node.Origin).Port, TestContext.Current.CancellationToken);
            var stream = slow.GetStream();
            // Not so slowly that the server would take it for an attack.
            var body = Encoding.ASCII.GetBytes($"kind=question&text={new string('x', 60_000)}");
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /kk/contact HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n"), TestContext.Current.CancellationToken);
            using var closed = new CancellationTokenSource();
            var sending = SendSlowlyAsync(stream, body, closed.Token);

            node.Terminate();
            var asked = Stopwatch.GetTimestamp();
            await UntilNotReadyAsync(visitor);
            // Half of the time for which it lets people in, so that a busy machine does not make the test late.
            for (var i = 0; i < 20 && Stopwatch.GetElapsedTime(asked) < TimeSpan.FromSeconds(5); i++)
            {
                using var response = await visitor.GetAsync(new Uri("/ru/partners/kunstkamera", UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.True(response.Headers.ConnectionClose);
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            await UntilClosedAsync(visitor);
            await closed.CancelAsync();
            await sending;
            using var answer = new StreamReader(stream);
            Assert.StartsWith("HTTP/1.1 422", await answer.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal(0, await node.EndedAsync(TimeSpan.FromSeconds(40)));
    }

    [Fact]
    public async Task Asked_twice_it_ends_at_once()
    {
        using var node = await SiteProcess.ListeningAsync(folder, ("Shutdown__Drain", "120"));
        using var visitor = node.Browser(new());
        node.Terminate();
        await UntilNotReadyAsync(visitor);
        node.Terminate();
        Assert.Equal(1, await node.EndedAsync(TimeSpan.FromSeconds(10)));
    }

    private static async Task SendSlowlyAsync(NetworkStream stream, byte[] body, CancellationToken hurry)
    {
        const int Piece = 300;
        var sent = 0;
        for (; !hurry.IsCancellationRequested && sent + Piece < body.Length; sent += Piece)
        {
            await stream.WriteAsync(body.AsMemory(sent, Piece), TestContext.Current.CancellationToken);
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        await stream.WriteAsync(body.AsMemory(sent), TestContext.Current.CancellationToken);
    }

    private static async Task UntilClosedAsync(HttpClient visitor)
    {
        try
        {
            for (var tries = 0; tries < 300; tries++)
            {
                using var live = await visitor.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, live.StatusCode);
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            Assert.Fail("It still lets people in");
        }
        catch (HttpRequestException)
        {
            // Nobody new is let in.
        }
    }

    private static async Task UntilNotReadyAsync(HttpClient visitor)
    {
        for (var tries = 0; ; tries++)
        {
            using var ready = await visitor.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
            if (ready.StatusCode == HttpStatusCode.ServiceUnavailable)
                return;
            Assert.True(tries < 50, "It still calls itself ready");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
