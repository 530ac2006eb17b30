using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Media;

/// <summary>
/// Removes files that no row names and files that were never finished: what an upload or a deletion leaves when the program is killed.
/// At start and once a day; files younger than an hour are left alone, since another node may be about to save their rows.
/// </summary>
public sealed class MediaSweep(MediaFolder folder, IDbContextFactory<SiteDb> databases, TimeProvider clock, ILogger<MediaSweep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    // Before the server listens. Over SQLite there is no other node, so that nothing can be under way yet, however young.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            if (db.Database.IsSqlite())
                await SweepAsync(TimeSpan.Zero, cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Removes what is older than this.</summary>
    public async Task SweepAsync(TimeSpan grace, CancellationToken cancellation)
    {
        try
        {
            folder.KeepUploads();
            var limit = clock.GetUtcNow().UtcDateTime - grace;
            // The files first: a row saved after this look belongs to a file that is not in it, or has been written anew.
            var files = folder.OlderThan(limit).ToList();
            if (files.Count == 0)
                return;
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var known = await db.MediaFiles.Select(m => m.Hash).ToHashSetAsync(cancellation);
            var lost = files.Where(f => f.Hash is null || !known.Contains(f.Hash)).Select(f => f.Path).Where(f => File.GetLastWriteTimeUtc(f) <= limit).ToList();
            lost.ForEach(File.Delete);
            if (lost.Count > 0)
                log.LogInformation("{Count} media files without a row were removed", lost.Count);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "The media folder could not be swept; it is tried again in {Interval}", Interval);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
            await SweepAsync(Grace, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
