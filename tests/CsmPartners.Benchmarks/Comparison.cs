using System.Globalization;
using CsmPartners.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Benchmarks;

/// <summary>One run, all in turn: the ceilings, our pages, and our pages of a site with many entries. Figures are ratios.</summary>
internal static class Comparison
{
    private const int Rounds = 15;
    public const int Many = 20_000;
    // A server that has not been asked for some seconds takes a tenth of one to come to its speed.
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(3);

    // Of museums both sites have more than a page shows, so that theirs have the same number of rows.
    private static readonly (string Name, string Address)[] Pages =
    [
        ("overview", "/kk"), ("list", "/ru/partners"), ("list-filtered", "/ru/partners?institution=museum"), ("partner", "/en/partners/kunstkamera"),
    ];

    private const string Compressed = "Accept-Encoding: br\r\n";

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csm-benchmark-").FullName;
        try
        {
            var (small, large) = (Path.Combine(folder, "small"), Path.Combine(folder, "large"));
            await GenerateAsync(large);
            using var site = await Server.StartSiteAsync(small);
            using var many = await Server.StartSiteAsync(large);
            using var siteAnew = await Server.StartSiteAsync(small, cacheMegabytes: 0);
            using var manyAnew = await Server.StartSiteAsync(large, cacheMegabytes: 0);
            var tags = await SaveAsync(site, folder);
            using var bare = await Server.StartRivalAsync("bare", folder);
            using var razor = await Server.StartRivalAsync("razor", folder);

            Console.WriteLine($"{Environment.ProcessorCount} processors; {Rounds} rounds of {Time.TotalSeconds:0} s each, in turn; medians of requests a second, of the slowest of 100 in milliseconds, and of each round's ratios");
            var kept = true;
            foreach (var (name, address) in Pages)
            {
                var runs = new (string Name, Func<TimeSpan, Result> Drive)[]
                {
                    ("bare Kestrel", t => Load.Drive(bare.Port, "/" + name, t, Compressed)),
                    ("kept", t => Load.Drive(site.Port, address, t, Compressed)),
                    ("kept, of many", t => Load.Drive(many.Port, address, t, Compressed)),
                    ("bare Kestrel, 304", t => Load.Drive(bare.Port, "/" + name, t, $"{Compressed}If-None-Match: {tags[name]}\r\n", StatusCodes.Status304NotModified)),
                    ("304", t => Load.Drive(site.Port, address, t, $"{Compressed}If-None-Match: {tags[name]}\r\n", StatusCodes.Status304NotModified)),
                    ("static Razor page", t => Load.Drive(razor.Port, "/" + name, t)),
                    ("drawn anew", t => Load.Drive(siteAnew.Port, address, t)),
                    ("drawn anew, of many", t => Load.Drive(manyAnew.Port, address, t)),
                };
                // The runtime compiles what is hot in several steps, which go on for half a minute of load; this leaves them behind. What all
                // pages have in common is done with the first.
                foreach (var (_, drive) in runs)
                    drive(address == Pages[0].Address ? 8 * Warming : Warming);
                var rounds = Enumerable.Range(0, Rounds).Select(round => Round([.. runs.Select(r => r.Drive)], isBackwards: round % 2 == 1)).ToList();
                var of = runs.Select((run, i) => (run.Name, Rounds: rounds.Select(r => r[i]).ToList())).ToDictionary(r => r.Name, r => r.Rounds);
                Console.WriteLine();
                Console.WriteLine($"{name}: {new FileInfo(Path.Combine(folder, name + ".html")).Length} bytes, {new FileInfo(Path.Combine(folder, name + ".br")).Length} compressed");
                foreach (var (what, results) in of)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-20}{Median(results.Select(r => r.RequestsPerSecond)),8:0}/s{Median(results.Select(r => r.P99)),8:0.00} ms"));
                // Of each round by itself: what else the machine does changes from one to the next.
                double Speed(string ours, string ceiling) => Median(of[ours].Zip(of[ceiling], (o, c) => o.RequestsPerSecond / c.RequestsPerSecond));
                double Slowness(string ours, string ceiling) => Median(of[ours].Zip(of[ceiling], (o, c) => o.P99 / c.P99));
                kept &= Says("kept / bare Kestrel", Speed("kept", "bare Kestrel"), 0.85, isLeast: true)
                    & Says("  its slowest", Slowness("kept", "bare Kestrel"), 2, isLeast: false)
                    & Says("304 / bare Kestrel", Speed("304", "bare Kestrel, 304"), 0.9, isLeast: true)
                    & Says("drawn anew / Razor", Speed("drawn anew", "static Razor page"), 0.7, isLeast: true)
                    & Says("  its slowest", Slowness("drawn anew", "static Razor page"), 2, isLeast: false)
                    & Says("kept / kept, of many", Speed("kept", "kept, of many"), 1.1, isLeast: false)
                    & Says("anew / anew, of many", Speed("drawn anew", "drawn anew, of many"), 1.1, isLeast: false);
            }

            Console.WriteLine();
            Console.WriteLine($"The museum's own record: read in {site.LoadTime:0} ms, {site.Memory:0} MB resident");
            Console.WriteLine($"{Many} more entries:      read in {many.LoadTime:0} ms, {many.Memory:0} MB resident");
            Console.WriteLine(kept ? "All kept." : "Not all kept.");
            return kept ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Each in its turn, there and back: what goes before and how the machine changes meanwhile favour none.</summary>
    /// <returns>In the order of the runs.</returns>
    private static Result[] Round(Func<TimeSpan, Result>[] runs, bool isBackwards)
    {
        var results = new Result[runs.Length];
        for (var turn = 0; turn < runs.Length; turn++)
        {
            var i = isBackwards ? runs.Length - 1 - turn : turn;
            results[i] = runs[i](Time);
        }

        return results;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static bool Says(string what, double ratio, double bound, bool isLeast)
    {
        var holds = isLeast ? ratio >= bound : ratio <= bound;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {what,-22}{ratio,6:0.00}  {(isLeast ? "at least" : "at most")} {bound:0.00}{(holds ? "" : "  NOT KEPT")}"));
        return holds;
    }

    /// <summary>Each page as it is and compressed, for the rivals.</summary>
    /// <returns>The tag of each when compressed.</returns>
    private static async Task<Dictionary<string, string>> SaveAsync(Server site, string folder)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        using var visitor = new HttpClient();
        foreach (var (name, address) in Pages)
        {
            var from = new Uri($"http://127.0.0.1:{site.Port}{address}");
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".html"), await visitor.GetByteArrayAsync(from));
            using var request = new HttpRequestMessage(HttpMethod.Get, from);
            request.Headers.Add("Accept-Encoding", "br");
            using var answer = await visitor.SendAsync(request);
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".br"), await answer.Content.ReadAsByteArrayAsync());
            // Those that a 304 has too; the rival adds what else a page has, and the server itself the date.
            await File.WriteAllLinesAsync(
                Path.Combine(folder, name + ".headers"),
                answer.Headers.Where(h => h.Key != HeaderNames.Date).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}"));
            tags.Add(name, answer.Headers.ETag!.Tag);
        }

        return tags;
    }

    public static async Task GenerateAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var options = new DbContextOptionsBuilder<SiteDb>();
        options.UseSiteSqlite($"Data Source={Path.Combine(folder, "site.db")}");
        await using (var db = new SiteDb(options.Options))
        {
            await db.Database.MigrateAsync();
            await GeneratedEntries.AddAsync(db, Many);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
