using CsmPartners.Running;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Hosting;

/// <summary>Says every few seconds in the database that this node runs and what it shows, for the screen about the state of things.</summary>
public sealed class NodeHeartbeat(IDbContextFactory<SiteDb> databases, TimeProvider clock, PublishedSiteKeeper keeper, ILogger<NodeHeartbeat> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>After so long without a word a node is said to be silent: a slow database must not make it so.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(2);

    private bool lost;
    private bool left;

    public async Task BeatAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await db.BeatAsync(Now(), cancellation);
            lost = false;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // Said once; the row is written when the database answers again.
            if (!lost)
                log.LogWarning("This node cannot say in the database that it runs: {Reason}", e.GetBaseException().Message);
            lost = true;
        }
    }

    /// <summary>What this node says of itself.</summary>
    public Node Now() => new()
    {
        Name = ThisProgram.NodeName,
        Program = ThisProgram.Version,
        StartedAt = ThisProgram.StartedAt,
        SeenAt = clock.GetUtcNow().UtcDateTime,
        SiteVersion = keeper.Current?.Version,
    };

    /// <summary>A node that is stopped in order goes without leaving a silent row; one that is killed is seen to be silent.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (lost || left)
            return;
        left = true;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LastWord);
        try
        {
            await using var db = await databases.CreateDbContextAsync(patience.Token);
            db.Database.SetCommandTimeout(LastWord);
            await db.Nodes.Where(n => n.Name == ThisProgram.NodeName).ExecuteDeleteAsync(patience.Token);
        }
        // A host that is thrown away while it stops has no services left; its row is seen to be silent.
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || DeskErrors.OfTheDatabase(e))
        {
            log.LogDebug("The node's row stays behind: {Reason}", e.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await keeper.LookedAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
            await BeatAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

internal static class Nodes
{
    public static void AddSiteNodes(this IServiceCollection services)
    {
        services.AddSingleton<NodeHeartbeat>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeHeartbeat>());
        services.AddSingleton<ClockWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
    }
}
