using CsmPartners.Expiry;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Media;

/// <summary>
/// Removes files that no row names and files that were never finished: what an upload or a deletion leaves when the program is killed.
/// At start and once a day; files younger than an hour are left alone, since another node may be about to save their rows. A whole file
/// goes at a second look, a day after it was first seen to be without a row: an older database may have been put in the place of its own.
/// </summary>
public sealed class MediaSweep(
    MediaFolder folder, IMediaStore store, IDbContextFactory<SiteDb> databases, PublishedSiteKeeper keeper, IConfiguration configuration,
    TimeProvider clock, ILogger<MediaSweep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>A bucket is everybody's, and what is removed there by mistake is gone.</summary>
    private static readonly TimeSpan GraceInBucket = TimeSpan.FromDays(1);

    private bool lost;

    private FileStream? presence;
    private DateTimeOffset? aloneAt;

    // Before the server listens.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            folder.KeepUploads();
            // SQLite's nodes are on one machine: where no other ran, nothing was under way at the start, however young.
            if (IsAlone() && DatabaseSettings.Of(configuration).Provider == DatabaseSettings.Sqlite)
                aloneAt = clock.GetUtcNow();
            // At once, what a killed process left; all else waits for the database.
            if (aloneAt is { UtcDateTime: var then })
                Remove(folder.OlderThan(then).Where(f => f.Hash is null), then);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogError("What is read of uploads cannot be kept in the media folder: {Reason}", e.Message);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        presence?.Dispose();
        base.Dispose();
    }

    /// <summary>Whether no other node of this machine uses the folder. From then on this one is known to; the system forgets it with the process.</summary>
    private bool IsAlone()
    {
        var alone = folder.OpenPresence(FileShare.None);
        alone?.Dispose();
        presence = folder.OpenPresence(FileShare.ReadWrite);
        return alone is not null;
    }

    /// <summary>Removes what is older than this.</summary>
    public async Task SweepAsync(TimeSpan grace, CancellationToken cancellation)
    {
        try
        {
            var limit = clock.GetUtcNow().UtcDateTime - grace;
            // The files first: a row saved after this look belongs to a file that is not in it, or has been written anew.
            var files = folder.OlderThan(limit).ToList();
            // What was never finished is nobody's, whatever the database says.
            var removed = Remove(files.Where(f => f.Hash is null), limit);
            files.RemoveAll(f => f.Hash is null);
            var kept = await store.OlderThanAsync(limit - GraceInBucket, cancellation).ToListAsync(cancellation);
            if (files.Count + kept.Count == 0)
                return;
            await using var db = await databases.CreateDbContextAsync(cancellation);
            // In an emptied database no file has a row; they all belong to the one that will be put back.
            if (!await db.SiteStates.AnyAsync(cancellation))
                return;
            var known = await db.MediaFiles.Select(m => m.Hash).ToHashSetAsync(cancellation);
            var again = await SeenBeforeAsync(db, [.. files.Select(f => f.Hash).OfType<string>().Concat(kept).Where(hash => !known.Contains(hash))], known, cancellation);
            removed += Remove(files.Where(f => again.Contains(f.Hash!)), limit);
            // A database without a single file is a new one, which must not empty another one's bucket.
            foreach (var hash in kept.Where(hash => known.Count > 0 && again.Contains(hash)))
                await store.DeleteAsync(hash, cancellation);
            await db.ForgetAsync(DeletionKind.MediaFile, again, cancellation);
            if (removed > 0)
                log.LogInformation("{Count} media files without a row were removed", removed);
            lost = false;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            if (!lost)
                log.LogError(e, "The media folder could not be swept; it is tried again every {Interval}", Interval);
            lost = true;
        }
    }

    /// <returns>How many were removed.</returns>
    private static int Remove(IEnumerable<(string Path, string? Hash)> files, DateTime limit)
    {
        // One may have been written anew since it was looked at.
        var old = files.Select(f => f.Path).Where(f => File.GetLastWriteTimeUtc(f) <= limit).ToList();
        old.ForEach(File.Delete);
        return old.Count;
    }

    private async Task<HashSet<string>> SeenBeforeAsync(SiteDb db, HashSet<string> orphans, HashSet<string> known, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // What is marked by a clock that is behind would look old as soon as the clock is right.
        if (await db.ReadNewestRowAsync(DateTime.MaxValue, cancellation) > now + SecondLook.Tolerance)
            return [];
        var rows = await db.ReadNewestRowAsync(now, cancellation) ?? DateTime.MinValue;
        return await db.LookAgainAsync(DeletionKind.MediaFile, orphans, hash => !known.Contains(hash), (now, rows), cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await keeper.LookedAsync(stoppingToken);
        if (aloneAt is { } then)
            await SweepAsync(clock.GetUtcNow() - then, stoppingToken);

        using var timer = new PeriodicTimer(Interval, clock);
        do
            await SweepAsync(Grace, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
