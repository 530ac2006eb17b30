using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

/// <summary>The example in the documents, before two real programs: only addresses, certificate and folders are put in.</summary>
public sealed class NginxTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Visitors_notice_neither_a_killed_node_nor_in_what_the_cache_holds_that_all_are_gone()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/nginx"), "nginx is not installed");
        using var first = await SiteProcess.ListeningAsync(folder);
        using var second = await SiteProcess.ListeningAsync(folder);
        var port = FreePort();
        var settings = Configure(port, first.Origin, second.Origin);
        await RunAsync("-t", settings);
        using var nginx = Start(settings);
        try
        {
            using var visitor = Visitor(port);
            Assert.Equal("MISS", await CacheAsync(visitor, "/sitemap.xml", wait: true));
            Assert.Equal("HIT", await CacheAsync(visitor, "/sitemap.xml"));
            using (var health = await visitor.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken))
                Assert.Equal(HttpStatusCode.Forbidden, health.StatusCode);
            using (var desk = await visitor.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken))
                Assert.Contains("/admin/sign-in", desk.Headers.Location!.ToString(), StringComparison.Ordinal);

            var failed = new System.Collections.Concurrent.ConcurrentBag<string>();
            for (var round = 0; round < 30; round++)
            {
                if (round == 10)
                    _ = Task.Run(first.Kill, CancellationToken.None);
                await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
                {
                    var address = $"/{Language.All[n % 3].Code}/{(round % 2 == 0 ? "partners" : "timeline")}";
                    using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
                    if (!answer.IsSuccessStatusCode)
                        failed.Add($"{address}: {answer.StatusCode}");
                }));
            }

            Assert.Equal([], failed);
            second.Kill();
            Assert.Equal("HIT", await CacheAsync(visitor, "/sitemap.xml"));
            using var gone = await visitor.GetAsync(new Uri("/admin/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadGateway, gone.StatusCode);
        }
        finally
        {
            nginx.Kill(entireProcessTree: true);
            await nginx.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task One_network_that_asks_without_end_is_told_to_wait_and_its_neighbours_are_served()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/nginx"), "nginx is not installed");
        using var node = await SiteProcess.ListeningAsync(folder);
        var port = FreePort();
        var settings = Configure(port, node.Origin, node.Origin);
        // So slow that what this machine is busy with makes no difference.
        await File.WriteAllTextAsync(settings, (await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken)).Replace("rate=50r/s", "rate=1r/m", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        using var nginx = Start(settings);
        try
        {
            using var neighbour = Visitor(port);
            await CacheAsync(neighbour, "/sitemap.xml", wait: true);
            using var flooder = Visitor(port, "127.0.0.2");
            var statuses = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
            await Parallel.ForEachAsync(Enumerable.Range(0, 520), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
            {
                using var answer = await flooder.GetAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken);
                statuses.Add(answer.StatusCode);
            });
            // One more for each minute that it took.
            Assert.InRange(statuses.Count(s => s == HttpStatusCode.OK), 501, 505);
            Assert.Equal(520, statuses.Count(s => s is HttpStatusCode.OK or HttpStatusCode.TooManyRequests));
            using (var refused = await flooder.GetAsync(new Uri("/kk", UriKind.Relative), TestContext.Current.CancellationToken))
            {
                Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
                var said = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.All(Language.All, language => Assert.Contains($"lang=\"{language}\"", said, StringComparison.Ordinal));
            }

            // Forms whose end does not come hold the share of those under way.
            var slow = new List<(SslStream Wire, Task<string> Answer)>();
            for (var number = 0; number < 110; number++)
                slow.Add(await BeginAsync(port, "127.0.0.4"));
            for (var tries = 0; slow.Count(s => IsRefused(s.Answer)) < 10; tries++)
            {
                Assert.True(tries < 400, $"{slow.Count(s => IsRefused(s.Answer))} were refused");
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            using (var page = await neighbour.GetAsync(new Uri("/kk/contacts", UriKind.Relative), TestContext.Current.CancellationToken))
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Equal(10, slow.Count(s => IsRefused(s.Answer)));
            slow.ForEach(s => s.Wire.Dispose());
        }
        finally
        {
            nginx.Kill(entireProcessTree: true);
            await nginx.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static bool IsRefused(Task<string> answer) => answer.IsCompletedSuccessfully && answer.Result.StartsWith("HTTP/1.1 429 ", StringComparison.Ordinal);

    /// <summary>A form of which only the head is sent, and how its answer begins when there is one.</summary>
    private static async Task<(SslStream Wire, Task<string> Answer)> BeginAsync(int port, string from)
    {
        var socket = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var wire = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate?.Subject == "CN=partners.example.kz");
        await wire.AuthenticateAsClientAsync("partners.example.kz");
        await wire.WriteAsync("POST /kk/contact HTTP/1.1\r\nHost: partners.example.kz\r\nContent-Length: 1000\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        return (wire, ReadAsync(wire));
    }

    private static async Task<string> ReadAsync(SslStream wire)
    {
        var begun = new byte[200];
        return System.Text.Encoding.ASCII.GetString(begun, 0, await wire.ReadAsync(begun, TestContext.Current.CancellationToken));
    }

    private string Configure(int port, string first, string second)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=partners.example.kz", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(Path.Combine(folder, "site.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "site.key"), key.ExportPkcs8PrivateKeyPem());
        var example = string.Join('\n', File.ReadLines(Path.Combine(Sources.Root, "docs", "examples", "nginx.conf")).Where(l => !l.Contains("[::]", StringComparison.Ordinal)))
            .Replace("listen 443", $"listen 127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("listen 80", $"listen 127.0.0.1:{FreePort()}", StringComparison.Ordinal)
            .Replace("/etc/ssl/partners.example.kz.crt", Path.Combine(folder, "site.crt"), StringComparison.Ordinal)
            .Replace("/etc/ssl/private/partners.example.kz.key", Path.Combine(folder, "site.key"), StringComparison.Ordinal)
            .Replace("/var/cache/nginx/csm-partners", Path.Combine(folder, "cache"), StringComparison.Ordinal)
            .Replace("127.0.0.1:5001", new Uri(first).Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:5002", new Uri(second).Authority, StringComparison.Ordinal);
        var user = Environment.UserName == "root" ? "user root;" : "";
        var settings = Path.Combine(folder, "nginx.conf");
        string[] temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        File.WriteAllText(settings, $"{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}} http {{ access_log off; {string.Concat(temporary.Select(t => $"{t}_temp_path {folder}/{t};\n"))} {example} }}");
        return settings;
    }

    private static Process Start(string settings, params string[] more) =>
        Process.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-e", Path.Combine(Path.GetDirectoryName(settings)!, "error.log"), "-c", settings, .. more]) { UseShellExecute = false, RedirectStandardError = true })!;

    private static async Task RunAsync(string argument, string settings)
    {
        using var nginx = Start(settings, argument);
        var said = await nginx.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await nginx.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(nginx.ExitCode == 0, said);
    }

    /// <param name="from">An address of this machine.</param>
    private static HttpClient Visitor(int port, string from = "127.0.0.1")
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        // Its own certificate, signed by nobody.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=partners.example.kz";
        var visitor = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
        visitor.DefaultRequestHeaders.Host = "partners.example.kz";
        return visitor;
    }

    /// <param name="wait">Until nginx listens.</param>
    private static async Task<string> CacheAsync(HttpClient visitor, string address, bool wait = false)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                return Assert.Single(answer.Headers.GetValues("X-Cache"));
            }
            catch (HttpRequestException) when (wait && tries < 100)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
