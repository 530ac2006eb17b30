using System.Diagnostics;
using System.Net;
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

    private static HttpClient Visitor(int port)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
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
