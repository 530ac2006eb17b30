using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CsmPartners.Benchmarks;

/// <summary>Many visitors over a few kept connections, who go from page to page of the whole site; what they are refused is kept.</summary>
internal sealed partial class Visitors(Server site) : IDisposable
{
    private const int Connections = 8;

    private readonly HttpClient browser = new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, AutomaticDecompression = System.Net.DecompressionMethods.None })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{site.Port}"),
        Timeout = TimeSpan.FromSeconds(10),
    };

    private readonly List<string> failures = [];
    private ConcurrentQueue<double> times = new();
    private string[] addresses = [];
    private int asked;

    public int Asked => Volatile.Read(ref asked);

    /// <summary>Milliseconds of every answer since this was last asked for.</summary>
    public double[] TakeTimes() => [.. Interlocked.Exchange(ref times, new())];

    public IReadOnlyCollection<string> Failures
    {
        get
        {
            lock (failures)
                return [.. failures];
        }
    }

    public void Dispose() => browser.Dispose();

    /// <summary>Every page that the site map names, and one request in ten that is kept by no cache.</summary>
    public async Task LookAroundAsync()
    {
        browser.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        using var plain = new HttpClient { BaseAddress = browser.BaseAddress };
        var pages = new List<string>();
        var maps = new Queue<string>(["/sitemap.xml"]);
        while (maps.TryDequeue(out var map))
        {
            foreach (Match found in Location().Matches(await plain.GetStringAsync(new Uri(map, UriKind.Relative))))
            {
                var path = new Uri(found.Groups["address"].Value).PathAndQuery;
                if (path.EndsWith(".xml", StringComparison.Ordinal))
                    maps.Enqueue(path);
                else
                    pages.Add(path);
            }
        }

        var mixed = pages.SelectMany((page, i) => i % 9 == 0 ? new[] { page, $"/{new[] { "kk", "ru", "en" }[i / 9 % 3]}/search?q=museum+{i}" } : [page]).ToArray();
        new Random(1).Shuffle(mixed);
        addresses = mixed;
    }

    /// <param name="perSecond">All together, whatever the site does; null for as fast as they are answered.</param>
    public Task ComeAsync(TimeSpan time, double? perSecond) => Task.WhenAll(Enumerable.Range(0, Connections).Select(visitor => Task.Run(async () =>
    {
        var started = Stopwatch.GetTimestamp();
        for (var turn = 0L; Stopwatch.GetElapsedTime(started) < time; turn++)
        {
            if (perSecond is { } rate && TimeSpan.FromSeconds(((turn * Connections) + visitor) / rate) - Stopwatch.GetElapsedTime(started) is { TotalMilliseconds: > 1 } wait)
                await Task.Delay(wait);
            await AskAsync(addresses[(int)(((turn * Connections) + visitor) % addresses.Length)]);
        }
    })));

    private async Task AskAsync(string address)
    {
        Interlocked.Increment(ref asked);
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
            times.Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if ((int)answer.StatusCode >= StatusCodes.Status400BadRequest)
                Fail($"{address}: {(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Fail($"{address}: {e.Message}");
        }
    }

    private void Fail(string what)
    {
        lock (failures)
            failures.Add(what);
    }

    [GeneratedRegex("<loc>(?<address>[^<]+)</loc>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Location();
}
