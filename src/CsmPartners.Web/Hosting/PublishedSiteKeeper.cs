using CsmPartners.Published;
using CsmPartners.Search;
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

    private volatile PublishedSite? current;
    private volatile bool lost;

    /// <summary>Null until the database has answered once, where no site was saved before.</summary>
    public PublishedSite? Current => current;

    /// <summary>The database did not answer when it was asked last. Whoever needs it is told so rather than kept waiting.</summary>
    public bool IsAway => lost;

    // Before the server listens, so that the first visitor finds the site there; a database that does not answer must not hold up the start.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await LookAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError("The database did not answer in {Patience}", Patience);
            lost = true;
        }

        if (lost)
            current ??= saved.Read();
        await base.StartAsync(cancellationToken);
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
        base.Dispose();
    }

    /// <summary>Reads the site again if its version, or the year, has changed.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await database.OpenAsync(isNew: lost, cancellation);
            var version = await database.ReadVersionAsync(db, cancellation);
            // What was restored while nobody could look may have the same number.
            if (lost || current?.Version != version || current.ThisYear != clock.GetUtcNow().Year)
            {
                var started = clock.GetTimestamp();
                current = await db.ReadPublishedSiteAsync(clock, cancellation);
                log.LogInformation(
                    "Version {Version} of the published site read in {Elapsed:0} ms", version, clock.GetElapsedTime(started).TotalMilliseconds);
            }

            if (lost)
                log.LogInformation("The database answers again");
            lost = false;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            if (!lost)
                log.LogError(e, "The database does not answer, or not as it should: {Reason}; visitors see {State}", e.Message, current is null ? "what was saved, or a notice" : "the last published site");
            lost = true;
        }
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the start's way: nobody waits for the index but who searches.
        await Task.Yield();
        PublishedSite? indexed = null;
        while (true)
        {
            if (current is { } site && !ReferenceEquals(site, indexed))
                await IndexAsync(indexed = site, stoppingToken);
            await nudged.WaitAsync(Interval, stoppingToken);
            await LookAsync(stoppingToken);
        }
    }
}

internal static class PublishedSiteHosting
{
    public static void AddPublishedSite(this IServiceCollection services)
    {
        services.AddSingleton<SearchIndex>();
        services.AddSingleton(provider => new SavedSiteFile(
            DataFolder.PathOf(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>(), "published.site"),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SavedSiteFile>>()));
        services.AddSingleton<PublishedSiteKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<PublishedSiteKeeper>());
        services.AddHostedService<SiteSaver>();
    }
}
