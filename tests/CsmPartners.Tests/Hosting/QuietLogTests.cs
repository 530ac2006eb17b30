using System.Net.Sockets;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

/// <summary>What strangers send by mistake or on purpose leaves a line in the log at most, and no stack trace.</summary>
public sealed class QuietLogTests : IDisposable
{
    private const string Host = "Host: 127.0.0.1\r\n";
    private const string Form = Host + "Content-Type: application/x-www-form-urlencoded\r\n";

    private static readonly string[] Nonsense =
    [
        "GET /kk\r\n\r\n", "\u0016\u0003\u0001\u0002\0\u0001", "GET /kk HTTP/3.7\r\n" + Host + "\r\n", "GET /kk HTTP/1.1\r\n\r\n", "GET /\0 HTTP/1.1\r\n" + Host + "\r\n",
        "GET /kk HTTP/1.1\r\nHost: a b\r\n\r\n", "GET /kk HTTP/1.1\r\n" + Host + "X: a\0b\r\n\r\n", "GET /kk?" + Long(40_000) + " HTTP/1.1\r\n" + Host + "\r\n", "GET /kk HTTP/1.1\r\n" + Host + "X: " + Long(40_000) + "\r\n\r\n",
        "POST /kk/contact HTTP/1.1\r\n" + Form + "Content-Length: +5\r\n\r\na=b&c", "POST /kk/contact HTTP/1.1\r\n" + Form + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
        "POST /kk/contact HTTP/1.1\r\n" + Form + "Transfer-Encoding: chunked\r\n\r\n5\r\na=bZZZZZZ\r\n", "POST /kk/contact HTTP/1.1\r\n" + Form + "Transfer-Encoding: xchunked\r\n\r\n",
        // More than the address takes: told beforehand, told too late, broken off, sent to the end.
        "POST /kk/display HTTP/1.1\r\n" + Form + "Content-Length: 70000\r\nConnection: close\r\n\r\n" + Long(70_000), "POST /kk/display HTTP/1.1\r\n" + Form + "Content-Length: 70000\r\n\r\n" + Long(100),
        "POST /kk/display HTTP/1.1\r\n" + Form + "Transfer-Encoding: chunked\r\n\r\n11170\r\n" + Long(70_000) + "\r\n0\r\n\r\n", "POST /kk/contact HTTP/1.1\r\n" + Form + "Content-Length: 3000000\r\nConnection: close\r\n\r\n" + Long(3_000_000),
        "POST /kk/contact HTTP/1.1\r\n" + Form + "Content-Length: 3000000\r\n\r\n" + Long(500_000), "POST /kk/contact HTTP/1.1\r\n" + Form + "Content-Length: 60000\r\n\r\na=", "POST /kk/contact HTTP/1.1\r\n" + Form + "Transfer-Encoding: chunked\r\n\r\n2DC6C0\r\n" + Long(3_000_000) + "\r\n0\r\n\r\n",
        "POST /admin/sign-in HTTP/1.1\r\n" + Form + "Content-Length: 5000000\r\nConnection: close\r\n\r\n" + Long(5_000_000), "POST /admin/sign-in HTTP/1.1\r\n" + Form + "Content-Length: 5000000\r\n\r\n" + Long(1000),
        "POST /admin/sign-in HTTP/1.1\r\n" + Form + "Content-Length: 60000\r\n\r\na=", "POST /admin/sign-in HTTP/1.1\r\n" + Form + "Transfer-Encoding: chunked\r\n\r\n4C4B40\r\n" + Long(5_000_000) + "\r\n0\r\n\r\n",
        "POST /ru/preview?key=x HTTP/1.1\r\n" + Form + "Content-Length: 70000\r\n\r\n" + Long(10),
        "POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Type: multipart/form-data; boundary=y\r\nContent-Length: 5\r\n\r\n--x\r\n", "POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Type: multipart/form-data; boundary=" + Long(200) + "\r\nContent-Length: 5\r\n\r\n--x\r\n",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Nothing_that_is_sent_leaves_a_stack_trace()
    {
        using var program = await SiteProcess.ListeningAsync(folder);
        foreach (var isCutOff in new[] { false, true })
        {
            foreach (var nonsense in Nonsense)
            {
                using var wire = await Wire.ToAsync(program.Origin);
                await SendAsync(wire, nonsense, isCutOff);
            }
        }

        using var visitor = program.Browser(new());
        using (await visitor.GetAsync(new Uri("/kk/last-of-all", UriKind.Relative), TestContext.Current.CancellationToken))
            await program.UntilLoggedAsync("/kk/last-of-all");
        Assert.Contains(program.Log, line => line.Contains("bad request data", StringComparison.Ordinal));
        Assert.DoesNotContain(program.Log, line => line.Contains("\"@x\"", StringComparison.Ordinal) || line.Contains("   at ", StringComparison.Ordinal));
        Assert.DoesNotContain(program.Log, line => line.Contains("\"@l\":\"Error\"", StringComparison.Ordinal));
    }

    private static async Task SendAsync(Wire wire, string nonsense, bool isCutOff)
    {
        try
        {
            await wire.SendAsync(nonsense);
            // The end of what is sent, or of the connection altogether.
            if (isCutOff)
            {
                wire.Stream.Socket.Close(0);
                return;
            }

            wire.Stream.Socket.Shutdown(SocketShutdown.Send);
            await wire.ReadToEndAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            // Refused and closed before it was all sent.
        }
    }

    private static string Long(int length) => new('a', length);
}
