using System.Diagnostics;
using System.Globalization;
using CsmPartners.Published;
using CsmPartners.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Benchmarks;

/// <summary>What it takes a node to show one changed entry of many: reading everything, as at the start, and reading what has changed.</summary>
internal static class Republishing
{
    private const int Times = 15;
    private const int WholeTimes = 5;
    private const double MostMilliseconds = 200;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csm-benchmark-").FullName;
        try
        {
            await Comparison.GenerateAsync(folder);
            var options = new DbContextOptionsBuilder<SiteDb>();
            options.UseSiteSqlite($"Data Source={Path.Combine(folder, "site.db")}");
            var site = await ReadAsync(options.Options, null);
            var whole = new List<double>();
            var changed = new List<double>();
            // First, so that what it leaves to the collector is not counted with the others; they need the same code, compiled by then.
            for (var time = 0; time < WholeTimes; time++)
                whole.Add(await TakesAsync(async () => await ReadAsync(options.Options, null)));
            GC.Collect();
            for (var time = 0; time < Times; time++)
            {
                await ChangeAsync(options.Options, time);
                changed.Add(await TakesAsync(async () => site = await ReadAsync(options.Options, site)));
            }

            var (all, one) = (Median(whole), Median(changed));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Comparison.Many} entries: read whole in {all:0} ms, with one changed in {one:0} ms (1 / {all / one:0}); the slowest {changed.Max():0} ms"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(one <= MostMilliseconds ? "Kept" : "Not kept")}: at most {MostMilliseconds:0} ms."));
            return one <= MostMilliseconds ? 0 : 1;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ChangeAsync(DbContextOptions<SiteDb> options, int time)
    {
        await using var db = new SiteDb(options);
        var entry = await db.Entries.OrderBy(e => e.Id).Skip(time * 1000).FirstAsync();
        (entry.Title, entry.ChangedAt) = (new LocalizedText($"Жаңа {time}", $"Новое {time}", $"New {time}"), entry.ChangedAt.AddSeconds(1));
        await db.SaveForVisitorsAsync(CancellationToken.None);
    }

    private static async Task<PublishedSite> ReadAsync(DbContextOptions<SiteDb> options, PublishedSite? before)
    {
        await using var db = new SiteDb(options);
        return await db.ReadPublishedSiteAsync(TimeProvider.System, before, CancellationToken.None);
    }

    private static async Task<double> TakesAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);
}
