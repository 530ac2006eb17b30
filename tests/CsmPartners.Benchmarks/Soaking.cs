using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Benchmarks;

/// <summary>
/// The site for a long time under half of what it can bear, while something is published again and again: nothing may grow and nothing
/// may fail.
/// </summary>
internal static class Soaking
{
    private const double MostGrowth = 1.1;
    private static readonly TimeSpan BetweenPublications = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("csm-benchmark-").FullName;
        try
        {
            using var site = await Server.StartSiteAsync(folder);
            using var visitors = new Visitors(site);
            await visitors.LookAroundAsync();
            await visitors.ComeAsync(TimeSpan.FromSeconds(30), null);
            var before = visitors.Asked;
            await visitors.ComeAsync(TimeSpan.FromSeconds(10), null);
            var half = (visitors.Asked - before) / 10.0 / 2;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} minutes at {half:0} requests a second, half of what was answered at most; a publication every {BetweenPublications.TotalSeconds:0} s"));
            var (looks, held) = (new List<Look>(), new List<double>());
            var soaking = visitors.ComeAsync(time, half);
            var (started, publications) = (Stopwatch.GetTimestamp(), 0);
            while (!soaking.IsCompleted)
            {
                await Task.WhenAny(soaking, Task.Delay(BetweenLooks));
                looks.Add(Look.At(site, folder));
                if (looks.Count % 30 == 0)
                    Console.WriteLine($"  {looks.Count * BetweenLooks.TotalMinutes,4:0} min: {looks[^1]}, {visitors.Asked} requests, {visitors.Failures.Count} failed");
                var elapsed = Stopwatch.GetElapsedTime(started);
                if (elapsed > publications * BetweenPublications)
                    await PublishAsync(folder, publications++);
                // What is garbage the runtime leaves lying for minutes where there is room: what is held shows after a collection alone.
                if (held.Count < 2 && elapsed > (held.Count == 0 ? 0.4 : 0.97) * time)
                    held.Add(await site.CollectAsync());
            }

            await soaking;
            var complaints = site.Complaints.ToList();
            var (early, late) = (Middle(looks.Skip(looks.Count / 5).Take(looks.Count / 5)), Middle(looks.Skip(looks.Count * 4 / 5)));
            Console.WriteLine($"{visitors.Asked} requests, {visitors.Failures.Count} failed; {publications} publications; {complaints.Count} warnings and errors in the log");
            Console.WriteLine($"  second fifth of the time: {early}");
            Console.WriteLine($"  last fifth of the time:   {late}");
            Console.WriteLine($"  collected, under load: {string.Join(" and ", held.Select(h => $"{h:0} MB"))}; otherwise between {looks.Min(l => l.Memory):0} and {looks.Max(l => l.Memory):0} MB");
            foreach (var wrong in visitors.Failures.Concat(complaints).Take(10))
                Console.WriteLine($"  {wrong}");
            var kept = visitors.Failures.Count == 0 && complaints.Count == 0
                && held[1] <= MostGrowth * held[0] && late.Files <= MostGrowth * early.Files && late.OnDisk <= MostGrowth * early.OnDisk;
            Console.WriteLine(kept ? "Kept: nothing failed, nothing grew by more than a tenth." : "Not kept: nothing may fail, nothing may grow by more than a tenth.");
            return kept ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PublishAsync(string folder, int time)
    {
        await using var db = Desk.Database(folder);
        var entry = await db.Entries.OrderBy(e => e.Id).Skip(time % 50).FirstAsync();
        (entry.Summary, entry.ChangedAt) = (new LocalizedText($"Жаңа {time}", $"Новое {time}", $"New {time}"), entry.ChangedAt.AddSeconds(1));
        await db.SaveForVisitorsAsync(CancellationToken.None);
    }

    private static Look Middle(IEnumerable<Look> looks)
    {
        var all = looks.ToList();
        return new(Of(l => l.Memory), Of(l => l.Files), Of(l => l.OnDisk));
        double Of(Func<Look, double> what) => all.Select(what).Order().ElementAt(all.Count / 2);
    }

    /// <param name="Memory">Megabytes.</param>
    /// <param name="Files">Open files and connections.</param>
    /// <param name="OnDisk">Megabytes in the data folder, without the log.</param>
    private sealed record Look(double Memory, double Files, double OnDisk)
    {
        public static Look At(Server site, string folder) => new(
            site.Memory,
            site.OpenFiles,
            new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => !f.Name.StartsWith("log", StringComparison.Ordinal) && f.Exists).Sum(Size) / 1e6);

        // SQLite's log of what was written grows to four megabytes and is then written over: only what is beyond them has grown.
        private static long Size(FileInfo file) => file.Name.EndsWith("-wal", StringComparison.Ordinal) ? Math.Max(file.Length - 4_200_000, 0) : file.Length;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Memory:0} MB of memory, {Files:0} open files, {OnDisk:0.0} MB on disk");
    }
}
