using System.Globalization;
using CsmPartners.Entries;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Benchmarks;

/// <summary>
/// The database is taken away for a minute under visitors, who must not notice; then somebody holds it locked while a houseful of people save,
/// which visitors must not notice either, and nothing of it may be lost.
/// </summary>
internal static class Outage
{
    private const double PerSecond = 200;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(60);

    private const int People = 30;
    private const int Turns = 4;
    // Shorter than the desk waits.
    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(4);
    // Of the slowest of a thousand pages, against those without the lock. Where the pool of threads has to grow first it is a hundred.
    private const double Ceiling = 10;

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
            return await LockAsync(site, database, visitors) & kept ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> LockAsync(Server site, string folder, Visitors visitors)
    {
        using var desk = await Desk.EnterAsync(site, folder);
        List<int> entries;
        await using (var db = Desk.Database(folder))
            entries = await db.Set<Partner>().OrderBy(p => p.Id).Take(People).Select(p => p.Id).ToListAsync();
        var visits = visitors.ComeAsync((4 * Turns * Locked) + Before, PerSecond);
        await Task.Delay(Before);
        var (free, locked, saves) = (new List<double>(), new List<double>(), new List<double>());
        await using var holder = new SqliteConnection($"Data Source={Path.Combine(folder, "site.db")};Pooling=False");
        await holder.OpenAsync();
        for (var turn = 0; turn < Turns; turn++)
        {
            var forms = new List<AngleSharp.Html.Dom.IHtmlDocument>();
            foreach (var id in entries)
                forms.Add((await desk.OpenAsync($"/admin/entries/{id}/edit")).Page);
            visitors.TakeTimes();
            await Task.Delay(Locked);
            free.AddRange(visitors.TakeTimes());
            await using (var transaction = holder.BeginTransaction(deferred: false))
            {
                var saving = forms.Select(form => desk.SendAsync(form, "form.edit", ("Summary.En", $"Turn {turn}"))).ToList();
                await Task.Delay(Locked);
                locked.AddRange(visitors.TakeTimes());
                await transaction.RollbackAsync();
                saves.AddRange(await Task.WhenAll(saving));
            }
        }

        await visits;
        var (slowest, usual) = (OfThousand(locked), OfThousand(free));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Turns} times locked for {Locked.TotalSeconds:0} s while {People} people save: all saved within {saves.Max() / 1000:0.0} s; the slowest of 1000 pages in {slowest:0.0} ms instead of {usual:0.0}, the slowest of all in {locked.Max():0.0}; {visitors.Failures.Count} failed"));
        var kept = visitors.Failures.Count == 0 && slowest < Ceiling * usual;
        Console.WriteLine(kept ? $"Kept: less than {Ceiling:0} times, and nobody was refused." : $"Not kept: less than {Ceiling:0} times, and nobody may be refused.");
        return kept;
    }

    private static double OfThousand(List<double> times) => times.Order().ElementAt(times.Count * 999 / 1000);
}
