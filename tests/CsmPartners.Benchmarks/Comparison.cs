using System.Globalization;
using CsmPartners.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Benchmarks;

/// <summary>One run, all in turn: the ceilings, our pages, and our pages of a site with many entries. Figures are ratios.</summary>
internal static class Comparison
{
    private const int Rounds = 5;
    public const int Many = 20_000;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    private static readonly (string Name, string Address)[] Pages =
    [
        ("overview", "/kk"), ("list", "/ru/partners"), ("list-filtered", "/ru/partners?country=ru"), ("partner", "/en/partners/kunstkamera"),
    ];

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csm-benchmark-").FullName;
        try
        {
            var large = Path.Combine(folder, "large");
            await GenerateAsync(large);
            using var site = await Server.StartSiteAsync(Path.Combine(folder, "small"));
            using var many = await Server.StartSiteAsync(large);
            await SaveAsync(site, folder);
            using var bare = await Server.StartRivalAsync("bare", folder);
            using var razor = await Server.StartRivalAsync("razor", folder);

            Console.WriteLine($"{Environment.ProcessorCount} processors; {Rounds} rounds of {Time.TotalSeconds:0} s each, in turn; medians");
            Console.WriteLine();
            Console.WriteLine($"{"page",-15}{"bytes",8} | {"bare",8}{"Razor",8}{"ours",8}{"many",8} req/s | {"Razor",7}{"ours",7}{"many",7} p99 ms | ours/bare  ours/Razor  p99 ours/Razor  small/many");
            // The runtime compiles what is hot in several steps; four seconds a page leave them behind.
            foreach (var (name, address) in Pages)
            {
                foreach (var (server, path) in new[] { (bare, "/" + name), (razor, "/" + name), (site, address), (many, address) })
                    Load.Drive(server.Port, path, 2 * Time);
            }

            var kept = true;
            foreach (var (name, address) in Pages)
            {
                var rounds = Enumerable.Range(0, Rounds).Select(round => (
                    Bare: Load.Drive(bare.Port, "/" + name, Time),
                    Razor: Load.Drive(razor.Port, "/" + name, Time),
                    Ours: Load.Drive(site.Port, address, Time),
                    Many: Load.Drive(many.Port, address, Time))).ToList();
                var (b, r, o, m) = (Result.Median(rounds.Select(x => x.Bare)), Result.Median(rounds.Select(x => x.Razor)), Result.Median(rounds.Select(x => x.Ours)), Result.Median(rounds.Select(x => x.Many)));
                var share = o.RequestsPerSecond / r.RequestsPerSecond;
                var tail = o.P99 / r.P99;
                var growth = o.RequestsPerSecond / m.RequestsPerSecond;
                kept &= share >= 0.6 && tail <= 2 && growth <= 1.3;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name,-15}{new FileInfo(Path.Combine(folder, name + ".html")).Length,8} | {b.RequestsPerSecond,8:0}{r.RequestsPerSecond,8:0}{o.RequestsPerSecond,8:0}{m.RequestsPerSecond,8:0}       | {r.P99,7:0.00}{o.P99,7:0.00}{m.P99,7:0.00}        | {o.RequestsPerSecond / b.RequestsPerSecond,9:0.00}  {share,10:0.00}  {tail,14:0.00}  {growth,10:0.00}"));
            }

            Console.WriteLine();
            Console.WriteLine($"The museum's own record: read in {site.LoadTime:0} ms, {site.Memory:0} MB resident");
            Console.WriteLine($"{Many} more entries:      read in {many.LoadTime:0} ms, {many.Memory:0} MB resident");
            Console.WriteLine();
            Console.WriteLine(kept
                ? "Kept: at least 0.60 of a static Razor page, p99 within 2, many entries within 1.3."
                : "Not kept: at least 0.60 of a static Razor page, p99 within 2, many entries within 1.3.");
            return kept ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SaveAsync(Server site, string folder)
    {
        using var visitor = new HttpClient();
        foreach (var (name, address) in Pages)
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".html"), await visitor.GetByteArrayAsync(new Uri($"http://127.0.0.1:{site.Port}{address}")));
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
