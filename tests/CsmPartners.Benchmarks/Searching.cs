using System.Diagnostics;
using System.Globalization;

namespace CsmPartners.Benchmarks;

/// <summary>Searches over the museum's own record and over 20,000 entries, one after another, beside a static Razor page of a result's bytes.</summary>
internal static class Searching
{
    private const int Rounds = 3;
    private const string Razor = "/overview";

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csm-benchmark-").FullName;
        try
        {
            var large = Path.Combine(folder, "large");
            await Comparison.GenerateAsync(large);
            using var site = await Server.StartSiteAsync(Path.Combine(folder, "small"));
            using var many = await Server.StartSiteAsync(large);
            string[] queries = [.. Queries().Select(q => $"/{q[1]}/search?q={Uri.EscapeDataString(q[0])}")];
            using (var visitor = new HttpClient())
                await File.WriteAllBytesAsync(Path.Combine(folder, "overview.html"), await visitor.GetByteArrayAsync(new Uri($"http://127.0.0.1:{many.Port}{queries[0]}")));
            using var razor = await Server.StartRivalAsync("razor", folder);

            string[] still = [.. queries.Select(_ => Razor)];
            // The first round compiles what is hot.
            var times = Enumerable.Range(0, Rounds + 1).Select(_ => (Razor: Ask(razor, still), Ours: Ask(site, queries), Many: Ask(many, queries))).Skip(1).ToList();
            var (r, o, m) = (Sorted(times.Select(t => t.Razor)), Sorted(times.Select(t => t.Ours)), Sorted(times.Select(t => t.Many)));
            Console.WriteLine($"{queries.Length} queries, {Rounds} rounds, one at a time; milliseconds");
            Print("static Razor page", r, r);
            Print("the museum's record", o, r);
            Print($"{Comparison.Many} entries more", m, r);
            Console.WriteLine();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The museum's own record: searchable after {site.Index.Time:0} ms, index {site.Index.Kilobytes / 1000:0.0} MB, {site.Memory:0} MB resident"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Comparison.Many} entries more:      searchable after {many.Index.Time:0} ms, index {many.Index.Kilobytes / 1000:0.0} MB, {many.Memory:0} MB resident"));
            var kept = At(m, 0.95) < 20;
            Console.WriteLine(kept ? "Kept: 95 of 100 searches under 20 ms." : "Not kept: 95 of 100 searches under 20 ms.");
            return kept ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string[]> Queries()
    {
        using var file = new StreamReader(typeof(Searching).Assembly.GetManifestResourceStream("Search/judged-queries.tsv")!);
        return [.. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))];
    }

    private static List<double> Ask(Server server, string[] addresses)
    {
        using var visitor = new HttpClient();
        return [.. addresses.Select(address =>
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = visitor.Send(new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{server.Port}{address}")));
            answer.EnsureSuccessStatusCode();
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        })];
    }

    private static double[] Sorted(IEnumerable<List<double>> rounds) => [.. rounds.SelectMany(r => r).Order()];

    private static double At(double[] sorted, double share) => sorted[(int)(sorted.Length * share)];

    private static void Print(string name, double[] times, double[] beside) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-22} median {At(times, 0.5),7:0.00}  95 of 100 {At(times, 0.95),7:0.00}  most {times[^1],7:0.00}   95 of 100 / static page {At(times, 0.95) / At(beside, 0.95),6:0.0}"));
}
