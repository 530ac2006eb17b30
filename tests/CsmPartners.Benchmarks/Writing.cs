using System.Diagnostics;
using System.Globalization;
using CsmPartners.Entries;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Benchmarks;

/// <summary>
/// What staff wait for: the same entries of the museum's own record are saved and published in turn on a site that has nothing else,
/// and on one with many entries of many revisions each.
/// </summary>
internal static class Writing
{
    private const int Many = 20_000;
    private const int Revisions = 20;
    private const int WarmUp = 8;
    private const int Rounds = 31;
    private const double Ceiling = 1.5;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private static readonly string[] Bounded = ["save", "publish"];

    private static readonly string[] Screens = ["/admin", "/admin/entries", "/admin/entries?sort=title", "/admin/partners?sort=title", "/admin/entries?q=museum"];

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csm-benchmark-").FullName;
        try
        {
            var (small, large) = (Path.Combine(folder, "small"), Path.Combine(folder, "large"));
            await GenerateAsync(small, 0);
            await GenerateAsync(large, Many);
            using var site = await Server.StartSiteAsync(small);
            using var many = await Server.StartSiteAsync(large);
            using var desk = await Desk.EnterAsync(site, small);
            using var deskOfMany = await Desk.EnterAsync(many, large);
            Console.WriteLine($"{Environment.ProcessorCount} processors; {Many} entries more with {Revisions} revisions each; {Rounds} rounds in turn, medians, ms");
            Console.WriteLine();
            Console.WriteLine($"{"",-30}{"own",9}{"many",9}{"many/own",10}");
            var entries = await ReadEntriesAsync(small);
            var (own, ofMany) = (new Times(), new Times());
            for (var round = 0; round < WarmUp + Rounds; round++)
            {
                if (round == WarmUp)
                    (own, ofMany) = (new(), new());
                var (id, slug) = entries[round % entries.Count];
                foreach (var (at, times) in round % 4 < 2 ? new[] { (desk, own), (deskOfMany, ofMany) } : [(deskOfMany, ofMany), (desk, own)])
                {
                    await WriteAsync(at, id, slug, round, times);
                    // What a publication sets going is measured by itself, below; it must not be counted as the next round's.
                    await Task.Delay(Rest);
                }
            }

            var kept = true;
            foreach (var name in own.Keys)
            {
                var ratio = Print(name, own[name], ofMany[name]);
                kept &= ratio < Ceiling || !Bounded.Contains(name);
            }

            Console.WriteLine();
            Console.WriteLine(kept ? $"Kept: save and publish under {Ceiling} times." : $"Not kept: save and publish under {Ceiling} times.");
            return kept ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(Desk desk, int id, string slug, int round, Times times)
    {
        var mark = $"mark{round}x";
        var (form, opened) = await desk.OpenAsync($"/admin/entries/{id}/edit");
        times.Add("open the form", opened);
        times.Add("save", await desk.SendAsync(form, "form.edit", ("Summary.En", $"Saved {mark}")));
        var (page, read) = await desk.OpenAsync($"/admin/entries/{id}");
        times.Add("open the entry", read);
        var started = Stopwatch.GetTimestamp();
        times.Add("publish", await desk.SendAsync(page, "form[action$='/publish']", ("Reason", "benchmark")));
        // Every other time somebody saves while the site is read anew for its visitors.
        if (round % 2 == 1)
        {
            (form, _) = await desk.OpenAsync($"/admin/entries/{id}/edit");
            times.Add("save just after publishing", await desk.SendAsync(form, "form.edit", ("Note", mark), ("Summary.Ru", mark)));
        }

        while (!(await desk.ReadAsync($"/en/partners/{slug}")).Html.Contains(mark, StringComparison.Ordinal))
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"{slug} was published and does not show");
            await Task.Delay(20);
        }

        if (round % 2 == 0)
            times.Add("seen by visitors", Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        if (round % 4 == 0)
        {
            foreach (var screen in Screens)
                times.Add(screen, (await desk.ReadAsync(screen)).Time);
        }
    }

    private static double Print(string name, double own, double many)
    {
        var ceiling = Bounded.Contains(name) ? $"  under {Ceiling.ToString(CultureInfo.InvariantCulture)}" : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-30}{own,9:0.0}{many,9:0.0}{many / own,10:0.00}{ceiling}"));
        return many / own;
    }

    /// <summary>Of the museum's own record, which both sites hold under the same numbers.</summary>
    private static async Task<List<(int Id, string Slug)>> ReadEntriesAsync(string folder)
    {
        await using var db = Desk.Database(folder);
        return [.. (await db.Set<Partner>().OrderBy(p => p.Id).Take(10).Select(p => new { p.Id, p.Slug }).ToListAsync()).Select(p => (p.Id, p.Slug))];
    }

    private static async Task GenerateAsync(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        await using var db = Desk.Database(folder);
        await db.Database.MigrateAsync();
        await GeneratedEntries.AddAsync(db, count);
        await GeneratedEntries.AddRevisionsAsync(db, count == 0 ? 1 : Revisions);
    }

    /// <summary>By what was done, in the order in which it was done first; read as medians.</summary>
    private sealed class Times
    {
        private readonly Dictionary<string, List<double>> all = [];

        public IEnumerable<string> Keys => all.Keys;

        public double this[string name] => all[name].Order().ElementAt(all[name].Count / 2);

        public void Add(string name, double time)
        {
            if (!all.TryGetValue(name, out var times))
                all[name] = times = [];
            times.Add(time);
        }
    }
}
