using System.Globalization;

namespace CsmPartners.Benchmarks;

/// <summary>The database is taken away for a minute under visitors, who must not notice; what is published then has to be seen.</summary>
internal static class Outage
{
    private const double PerSecond = 200;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csm-benchmark-").FullName;
        try
        {
            var (data, elsewhere) = (Path.Combine(folder, "data"), Path.Combine(folder, "elsewhere"));
            var database = Path.Combine(folder, "database");
            Directory.CreateDirectory(database);
            // Without kept connections: what is moved away is gone.
            using var site = await Server.StartSiteAsync(data, connection: $"Data Source={Path.Combine(database, "site.db")};Pooling=False");
            using var visitors = new Visitors(site);
            await visitors.LookAroundAsync();
            var visits = visitors.ComeAsync(Before + Gone + Before, PerSecond);
            await Task.Delay(Before);
            Directory.Move(database, elsewhere);
            await Task.Delay(Gone);
            var during = visitors.Asked;
            Directory.Move(elsewhere, database);
            await visits;
            var complaints = site.Complaints.ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{visitors.Asked} requests at {PerSecond:0} a second, {during} of them before the database came back after {Gone.TotalSeconds:0} s; {visitors.Failures.Count} failed"));
            Console.WriteLine($"{complaints.Count} lines about it in the log:");
            foreach (var line in visitors.Failures.Concat(complaints).Take(10))
                Console.WriteLine($"  {(line.Length > 200 ? line[..200] : line)}");
            var kept = visitors.Failures.Count == 0 && complaints.Count is > 0 and < 5;
            Console.WriteLine(kept ? "Kept: nobody was refused, and the log says it a few times at most." : "Not kept: nobody may be refused, and the log has to say it, a few times at most.");
            return kept ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
