using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Web.Hosting;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Workflow;

/// <summary>
/// Publishes what was scheduled when its time has come. Every node may try: the working copy's number lets only one succeed.
/// </summary>
public sealed class Scheduler(IDbContextFactory<SiteDb> databases, TimeProvider clock, PublishedSiteKeeper keeper, ILogger<Scheduler> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly HashSet<int> refused = [];
    private bool lost;

    /// <summary>Publishes everything that is due.</summary>
    /// <exception cref="AggregateException">Some of it was not published; the rest was.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.WorkingCopies.AsNoTracking().Where(w => w.Stage == Stage.Scheduled && w.PublishAt <= now && w.DeletedAt == null).ToListAsync(cancellation);
        refused.IntersectWith(due.Select(c => c.EntryId));
        List<Exception> failures = [];
        foreach (var copy in due)
        {
            try
            {
                await PublishAsync(db, copy, now, cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // One that cannot be read must not hold up those after it.
                failures.Add(new InvalidOperationException($"Entry {copy.EntryId} could not be published as planned", e));
            }

            keeper.Nudge();
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    private async Task PublishAsync(SiteDb db, WorkingCopy copy, DateTime now, CancellationToken cancellation)
    {
        var person = await db.Users.AsNoTracking().Where(u => u.Id == copy.ScheduledById).Select(u => u.Name).SingleOrDefaultAsync(cancellation);
        var audit = new AuditEvent
        {
            At = now,
            ActorId = copy.ScheduledById,
            ActorName = person ?? "",
            Subject = copy.Title.In(Language.Kk).Text,
            EntryId = copy.EntryId,
        };
        var outcome = await new EntryWorkflow(db, clock).PublishScheduledAsync(copy.EntryId, audit, cancellation);
        // Otherwise another node was first, or somebody has changed the plan; said once, however often it is tried.
        if (outcome is WorkflowOutcome.NeedsMending or WorkflowOutcome.NeedsReason or WorkflowOutcome.AddressTaken && refused.Add(copy.EntryId))
            log.LogWarning("Entry {Entry} is scheduled but cannot be published: {Outcome}", copy.EntryId, outcome);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
                lost = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Said once; what is due stays due until the database answers.
                if (!lost)
                    log.LogError(e, "Scheduled publications have to wait");
                lost = true;
            }
        }
    }
}
