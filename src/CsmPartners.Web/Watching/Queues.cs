using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Watching;

/// <summary>Looks into the queues for the gauges, which cannot wait for a database when they are read off.</summary>
public sealed class Queues(IDbContextFactory<SiteDb> databases, PublishedSiteKeeper keeper, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private volatile Queue? now;

    /// <summary>Null while the database does not answer.</summary>
    public Queue? Now => now;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await keeper.LookedAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await using var db = await databases.CreateDbContextAsync(stoppingToken);
                now = await db.ReadQueueAsync(clock.GetUtcNow().UtcDateTime, stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The keeper says in the log that the database is away.
                now = null;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
