using System.Globalization;
using CsmPartners.Published;
using CsmPartners.Search;
using CsmPartners.Web.Watching;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Holds the picture that visitors see and looks once a second whether there is a newer one. While the database does not
/// answer, the last picture stays; the log says so once, and once more when it is back.
/// </summary>
public sealed class PublishedSiteKeeper(SiteDatabase database, TimeProvider clock, SearchIndex search, SavedSiteFile saved, ILogger<PublishedSiteKeeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim nudged = new(0, 1);
    private readonly SemaphoreSlim changed = new(0, 1);
    private readonly TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile PublishedSite? current;
    private volatile bool lost;
    private readonly CancellationTokenSource firstLook = new();
    private volatile bool hasAnswered;
    private Task reading = Task.CompletedTask;
    private DateOnly? readWhole;
    private PublishedSite? asSaved;

    /// <summary>Null until the database has answered once, where no site was saved before.</summary>
    public PublishedSite? Current => current;

    /// <summary>The database did not answer when it was asked last. Whoever needs it is told so rather than kept waiting.</summary>
    public bool IsAway => lost;

    /// <summary>The database is missing, empty or damaged: somebody has to put it back or restore a backup.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>When that picture was read from the database; null for the one that was saved.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>When the database last said that there is no newer one.</summary>
    public DateTimeOffset? LookedAt { get; private set; }

    // Before the server listens, so that the first visitor finds the site there; a database that does not answer must not hold up the start.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (current is null)
            await LookFirstAsync(cancellationToken);
        asSaved = null;
        await base.StartAsync(cancellationToken);
    }

    /// <summary>
    /// Shows the site as it was saved where the database says that it holds this very one: what is read from it takes most of a start,
    /// and can wait until visitors are answered.
    /// </summary>
    /// <returns>Whether it is shown.</returns>
    public async Task<bool> ShowSavedAsync(CancellationToken cancellation)
    {
        asSaved = saved.Read();
        try
        {
            if (asSaved is null || !await database.HoldsAsync(asSaved, cancellation))
                return false;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // It is asked again at once, the long way, which says what is wrong with it.
            log.LogDebug("Whether the saved site is the database's cannot be said: {Reason}", e.Message);
            return false;
        }

        current = asSaved;
        LookedAt = clock.GetUtcNow();
        log.LogInformation("Version {Version} of the published site is shown as it was saved, and read again beside", asSaved.Version);
        return true;
    }

    /// <summary>
    /// Until the database was asked for the first time, whatever came of it. Work beside the pages waits for that, so that it does not
    /// compete with the first of them for the framework's model.
    /// </summary>
    public Task LookedAsync(CancellationToken cancellation) => looked.Task.WaitAsync(cancellation);

    /// <summary>
    /// A database that does not answer is not waited for. One that does answer may take longer to be read, as a large one does when nothing of
    /// it is in memory: visitors see the saved site meanwhile, and where there is none the start waits.
    /// </summary>
    private async Task LookFirstAsync(CancellationToken cancellationToken)
    {
        cancellationToken.Register(firstLook.Cancel);
        var patience = Task.Delay(Patience, clock, cancellationToken);
        reading = LookAsync(firstLook.Token);
        await Task.WhenAny(reading, patience);
        cancellationToken.ThrowIfCancellationRequested();
        if (!reading.IsCompleted && hasAnswered)
        {
            log.LogWarning("The database answers, but the published site is not read within {Patience}; {Meanwhile}", Patience, asSaved is null ? "the start waits for it" : "visitors see what was saved until it is");
            if (asSaved is null)
                await reading;
            else
                ShowSaved();
            return;
        }

        if (!reading.IsCompleted)
        {
            await firstLook.CancelAsync();
            log.LogError("The database did not answer in {Patience}", Patience);
            lost = true;
        }

        // What was cancelled says so here; all else has been said.
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (lost && current is null)
            ShowSaved();
    }

    private void ShowSaved()
    {
        if (asSaved is not { } site || Interlocked.CompareExchange(ref current, site, null) is not null)
            return;
        Announce();
        log.LogWarning("Visitors see the site as it was saved {Age} ago, version {Version}", saved.Age.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture), site.Version);
    }

    /// <summary>Asks to look now rather than at the next second: something was just published here.</summary>
    public void Nudge()
    {
        if (nudged.CurrentCount == 0)
            nudged.Release();
    }

    public override void Dispose()
    {
        nudged.Dispose();
        changed.Dispose();
        firstLook.Dispose();
        base.Dispose();
    }

    /// <summary>Reads the site again if its version, or the day, has changed.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await database.OpenAsync(isNew: lost, cancellation);
            var version = await database.ReadVersionAsync(db, cancellation);
            hasAnswered = true;
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            // What was restored while nobody could look may have the same number.
            if (lost || current?.Version != version || readWhole != today)
            {
                var started = clock.GetTimestamp();
                // Of a database that was put back everything is read; what somebody changed past the program is seen a day later.
                current = await db.ReadPublishedSiteAsync(clock, lost || readWhole != today || current?.Version > version ? null : current, cancellation);
                readWhole = today;
                ReadAt = clock.GetUtcNow();
                Instruments.SiteRead.Record(clock.GetElapsedTime(started).TotalSeconds);
                Announce();
                log.LogInformation(
                    "Version {Version} of the published site read in {Elapsed:0} ms", version, clock.GetElapsedTime(started).TotalMilliseconds);
            }

            LookedAt = clock.GetUtcNow();
            if (lost)
                log.LogInformation("The database answers again");
            IsMissing = lost = false;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            IsMissing = MissingDatabaseException.Explains(e);
            if (!lost)
                log.LogError(e, "The database does not answer, or not as it should: {Reason}; visitors see {State}", e.Message, current is null ? "what was saved, or a notice" : "the last published site");
            lost = true;
        }
        finally
        {
            looked.TrySetResult();
        }
    }

    private void Announce()
    {
        if (changed.CurrentCount == 0)
            changed.Release();
    }

    private async Task IndexAsync(PublishedSite site, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        try
        {
            await search.FollowAsync(site, cancellation);
            log.LogInformation(
                "Version {Version} can be searched after {Elapsed:0} ms; the index takes {Kilobytes} kB", site.Version, clock.GetElapsedTime(started).TotalMilliseconds, search.Bytes / 1000);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // The pages must not go with the search; the next search tries again.
            log.LogError(e, "Version {Version} cannot be searched", site.Version);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(LookOnAsync(stoppingToken), PrepareAsync(stoppingToken));

    private async Task LookOnAsync(CancellationToken cancellation)
    {
        // Begun at the start.
        await reading.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (true)
        {
            await nudged.WaitAsync(Interval, cancellation);
            await LookAsync(cancellation);
        }
    }

    /// <summary>Makes what pages of entries do without: neither the start nor a publication waits for it, only who comes first to a list or searches.</summary>
    private async Task PrepareAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await changed.WaitAsync(cancellation);
            if (current is not { } site)
                continue;
            foreach (var language in Language.All)
                site.In(language);
            await IndexAsync(site, cancellation);
        }
    }
}

internal static class PublishedSiteHosting
{
    public const string SavedSiteName = "published.site";

    public static void AddPublishedSite(this IServiceCollection services)
    {
        services.AddSingleton<SearchIndex>();
        services.AddSingleton(provider => new SavedSiteFile(
            DataFolder.PathOf(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>(), SavedSiteName),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SavedSiteFile>>()));
        services.AddSingleton<PublishedSiteKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<PublishedSiteKeeper>());
        services.AddHostedService<SiteSaver>();
    }
}
