using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Sessions that were ended while the database did not give up their rows. This node remembers their numbers, over a start anew too, and
/// deletes the rows as soon as it can.
/// </summary>
internal sealed class EndedSessions(
    IDbContextFactory<SiteDb> databases, EndedSessionsFile file, PublishedSiteKeeper keeper, TimeProvider clock, ILogger<EndedSessions> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, bool> numbers = [];

    // Before the server listens.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var number in file.Prepare())
            numbers.TryAdd(number, true);
        return base.StartAsync(cancellationToken);
    }

    public void Add(string number)
    {
        if (numbers.TryAdd(number, true))
            file.Add(number);
    }

    public bool Contains(string number) => numbers.ContainsKey(number);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!numbers.IsEmpty && !keeper.IsAway)
                await DeleteAsync(stoppingToken);
        }
    }

    public async Task DeleteAsync(CancellationToken cancellation)
    {
        var due = numbers.Keys.ToList();
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await db.UserTokens.Where(t => t.LoginProvider == OpenSessions.Provider && due.Contains(t.Name)).ExecuteDeleteAsync(cancellation);
        }
        catch (Exception e) when (DeskErrors.OfTheDatabase(e))
        {
            log.LogDebug("{Count} ended sessions cannot be deleted yet: {Reason}", due.Count, e.GetBaseException().Message);
            return;
        }

        file.Remove(due);
        foreach (var number in due)
            numbers.TryRemove(number, out _);
        log.LogInformation("{Count} sessions that had been ended are deleted", due.Count);
    }
}
