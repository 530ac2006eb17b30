using CsmPartners.Expiry;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Hosting;

/// <summary>Logs when the machine's clock is far from the newest row of the database at the start, or jumps while the program runs.</summary>
internal sealed class ClockWatch(IDbContextFactory<SiteDb> databases, PublishedSiteKeeper keeper, TimeProvider clock, ILogger<ClockWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>What a time server corrects in passing.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>A museum whose staff and visitors write nothing for so long is rarer than a wrong clock.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(60);

    private (DateTimeOffset At, long Monotonic) last;

    /// <summary>Compares how far the clock went since the last look with how long that was.</summary>
    public void Look()
    {
        var (before, now) = (last, (At: clock.GetUtcNow(), Monotonic: clock.GetTimestamp()));
        last = now;
        if (before.Monotonic == 0)
            return;
        var expected = before.At + clock.GetElapsedTime(before.Monotonic, now.Monotonic);
        if ((now.At - expected).Duration() > Tolerance)
            log.LogWarning("The machine's clock jumped from {Expected:u} to {Now:u}. {Advice}", expected, now.At, Advice);
    }

    /// <returns>False while the database does not answer.</returns>
    public async Task<bool> CompareWithRowsAsync(CancellationToken cancellation)
    {
        if (keeper.IsAway)
            return false;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var now = clock.GetUtcNow().UtcDateTime;
            if (await db.ReadNewestRowAsync(DateTime.MaxValue, cancellation) is { } newest && (newest - now > SecondLook.Tolerance || now - newest > LongestSilence))
                log.LogWarning("The machine's clock says {Now:u}, but the newest row of the database is of {Newest:u}. {Advice}", now, newest, Advice);
            return true;
        }
        catch (Exception e) when (DeskErrors.OfTheDatabase(e))
        {
            // The keeper says so.
            return false;
        }
    }

    private const string Advice = "If that is wrong, set the clock: until people have written to the database by it for a day, nothing is deleted for its age";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await keeper.LookedAsync(stoppingToken);
        var isCompared = false;
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            Look();
            isCompared = isCompared || await CompareWithRowsAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
