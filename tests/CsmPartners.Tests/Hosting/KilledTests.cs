using System.Diagnostics;
using System.Globalization;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

/// <summary>
/// The program is killed while people save, publish, upload and make entries, and started again: what was accepted is there, what was
/// under way is there whole or not at all, and no file is left over. <c>CSM_TEST_KILLS</c> says how often each of the four has to be cut
/// off; three times without it.
/// </summary>
public sealed class KilledTests(ITestOutputHelper output) : IDisposable
{
    private const int ShortestRound = 150;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CSM_TEST_KILLS") is { Length: > 0 } kills ? kills : "3", CultureInfo.InvariantCulture);

    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
    private readonly List<Worker> workers = [new Saver(), new PublisherAtWork(), new Uploader(), new Maker()];
    private readonly int seed = Random.Shared.Next();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Whatever_is_under_way_when_the_program_is_killed_is_there_whole_or_not_at_all()
    {
        var random = new Random(seed);
        var site = await SiteProcess.ListeningAsync(folder);
        try
        {
            foreach (var worker in workers)
                worker.Cookies = await site.SignInAsync(folder, StaffRole.Publisher);
            for (var kill = 1; workers.Exists(w => w.Met < Kills); kill++)
            {
                Assert.True(kill <= 10 + 2 * Kills, $"Seed {seed}: most kills met nothing under way; {Figures}");
                await WorkUntilKilledAsync(site, kill, random.NextDouble());
                site.Dispose();
                site = await SiteProcess.ListeningAsync(folder);

                var faults = await Wholeness.FaultsAsync(folder);
                await using var db = SiteProcess.Database(folder);
                foreach (var worker in workers)
                    faults.AddRange(await worker.CountAsync(db));
                Assert.True(faults.Count == 0, $"Seed {seed}, kill {kill}: {string.Join("; ", faults)}");
            }
        }
        finally
        {
            site.Dispose();
            output.WriteLine($"Seed {seed}. {Figures}");
        }
    }

    private string Figures => string.Join("; ", workers.Select(w =>
        $"{w.Name}: {w.Accepted} answered in time, {w.Nothing + w.Whole} cut off by {w.Met} kills, of which {w.Nothing} left nothing and {w.Whole} were there whole"));

    /// <summary>Everybody works without a pause; the kill comes at some moment after each has something under way.</summary>
    /// <param name="moment">0 to 1: the share of the time that a first round of all the work took, so that a busy machine is not always killed at the beginning.</param>
    private async Task WorkUntilKilledAsync(SiteProcess site, int kill, double moment)
    {
        var started = Stopwatch.GetTimestamp();
        // What a process does first is slow, and would be all that the kills ever meet.
        foreach (var worker in workers)
        {
            using var browser = site.Browser(worker.Cookies);
            await worker.WorkAsync(browser, kill, 0);
        }

        var wait = moment * Math.Max(ShortestRound, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        var busy = workers.ConvertAll(_ => new TaskCompletionSource());
        var working = Task.WhenAll(workers.Select((worker, i) => Task.Run(async () =>
        {
            using var browser = site.Browser(worker.Cookies);
            var turn = 1;
            while (await worker.WorkAsync(browser, kill, turn, busy[i].TrySetResult))
                turn++;
        })));
        await Task.WhenAny(Task.WhenAll(busy.Select(b => b.Task)), working);
        await Task.Delay(TimeSpan.FromMilliseconds(wait), TestContext.Current.CancellationToken);
        site.Kill();
        await working;
    }
}
