using System.Diagnostics;
using CsmPartners.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Benchmarks;

/// <summary>What saving the published site costs with 20,000 entries while visitors come, and how soon a start without the database shows it.</summary>
internal static class Saving
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
        try
        {
            var file = Path.Combine(folder, "site.db");
            await Comparison.GenerateAsync(folder);
            using (var server = await Server.StartSiteAsync(folder))
            {
                await Task.Delay(TimeSpan.FromSeconds(30));
                var quiet = Load.Drive(server.Port, "/kk/partners/kunstkamera", Round);
                var before = server.Memory;
                await PublishAsync(file);
                var busy = Load.Drive(server.Port, "/kk/partners/kunstkamera", Round + Round);
                await Task.Delay(Round);
                var saved = server.Saved;
                Console.WriteLine($"Saved in {saved.Time:0} ms beside full load, {saved.Kilobytes / 1000:0.0} MB; memory {before:0} MB before, {server.Memory:0} MB after reading and saving a version");
                Console.WriteLine($"Pages: {quiet.RequestsPerSecond:0}/s and 99 of 100 within {quiet.P99:0.0} ms; while a version is read and saved {busy.RequestsPerSecond:0}/s and {busy.P99:0.0} ms");
            }

            File.Move(file, file + ".aside");
            var started = Stopwatch.GetTimestamp();
            using var lost = await Server.StartSiteAsync(folder);
            Console.WriteLine($"Ready without the database after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {lost.Memory:0} MB");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PublishAsync(string file)
    {
        await using var db = new SiteDb(((DbContextOptionsBuilder<SiteDb>)new DbContextOptionsBuilder<SiteDb>().UseSiteSqlite($"Data Source={file};Pooling=False")).Options);
        await db.SaveForVisitorsAsync(CancellationToken.None);
    }
}
