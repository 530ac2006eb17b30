using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Watching;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CsmPartners.Tests.Hosting;

/// <summary>What the program sends to a collector, that it sends nothing unasked, and that a collector may be away.</summary>
public sealed class TelemetryTests : IDisposable
{
    private static readonly string[] Figures =
    [
        "csm.site.version", "csm.site.age", "csm.site.unchecked", "csm.site.read.duration", "csm.search.duration", "csm.letters.unannounced", "csm.publications.due",
        "http.server.request.duration", "microsoft.entityframeworkcore.queries", "dotnet.gc.collections", "csm-partners",
    ];

    private static readonly string[] Spans = ["GET {lang:language}/search", "POST admin/sign-in", "SELECT", "db.query.text", "http.route"];

    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_collector_gets_the_figures_and_spans_that_are_documented_and_nothing_about_people()
    {
        await using var collector = await Collector.StartAsync();
        using var site = await SiteProcess.ListeningAsync(folder, Collector.Settings(collector.Address));
        var cookies = await site.SignInAsync(folder, StaffRole.Publisher);
        using var browser = site.Browser(cookies);
        browser.DefaultRequestHeaders.Add("User-Agent", "TestAgent/1.0");
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using (await browser.GetPageAsync("/en/search?q=unmistakable"))
        using (await browser.GetPageAsync("/admin/audit?entry=424242"))
        using (await browser.GetPageAsync("/en/preview/secret-of-a-link", HttpStatusCode.NotFound))
        {
        }

        await UntilAsync(() => Figures.All(f => Has(collector.Metrics, f)) && Spans.All(s => Has(collector.Traces, s)), () =>
            string.Join(", ", Figures.Where(f => !Has(collector.Metrics, f)).Concat(Spans.Where(s => !Has(collector.Traces, s)))));
        var everything = collector.Metrics + collector.Traces;
        foreach (var personal in new[] { "unmistakable", "424242", "secret-of-a-link", "@museum.test", "TestAgent", "203.0.113.7", "Publisher ", "user_agent", "url.query", "url.path" })
            Assert.False(Has(everything, personal), $"{personal} was sent: {Around(everything, personal)}");
        Assert.False(Has(everything, "/health"));
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_made_and_nobody_listens()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        Assert.Null(site.Services.GetService<MeterProvider>());
        Assert.Null(site.Services.GetService<TracerProvider>());
        Assert.Null(site.Services.GetService<Queues>());
        Assert.False(Instruments.SiteRead.Enabled);
        Assert.False(Instruments.Spans.HasListeners());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_collector_that_does_not_answer_neither_slows_a_page_nor_fills_the_log(bool accepts)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://{silent.LocalEndpoint}";
        if (!accepts)
            silent.Stop();
        using var program = SiteProcess.Start(folder, [], Collector.Settings(address));
        var lines = new List<string>();
        try
        {
            string? origin = null;
            while (origin is null)
                origin = Address(await ReadAsync());
            using var visitor = new HttpClient { BaseAddress = new Uri(origin) };
            using (await visitor.GetPageAsync("/kk"))
            {
            }

            // Each drawn, and with a line in the log.
            var slowest = TimeSpan.Zero;
            for (var turn = 0; turn < 40; turn++)
            {
                var started = Stopwatch.GetTimestamp();
                using var page = await visitor.GetPageAsync($"/kk/partners?turn={turn}");
                slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            // An export is given ten seconds; a page that waited for one would take as long.
            Assert.True(slowest < TimeSpan.FromSeconds(5), $"A page took {slowest}");
            while (lines.Count(l => l.Contains("\"/kk/partners\"", StringComparison.Ordinal)) < 40)
                await ReadAsync();
            Assert.DoesNotContain(lines, l => l.Contains("Otlp", StringComparison.OrdinalIgnoreCase) || l.Contains("Telemetry", StringComparison.OrdinalIgnoreCase));
            Assert.True(lines.Count < 60, string.Join('\n', lines));
        }
        finally
        {
            program.Kill(entireProcessTree: true);
        }

        async Task<string> ReadAsync()
        {
            lines.Add(await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1))
                ?? throw new Xunit.Sdk.XunitException("The program ended: " + await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
            return lines[^1];
        }
    }

    private static string? Address(string line) =>
        System.Text.Json.JsonElement.Parse(line).TryGetProperty("address", out var address) ? address.GetString() : null;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    private static string Around(string text, string part)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? "" : text[Math.Max(0, at - 100)..Math.Min(text.Length, at + 100)];
    }

    private static async Task UntilAsync(Func<bool> condition, Func<string> missing)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1), $"Not sent: {missing()}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
