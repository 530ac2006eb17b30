using CsmPartners.Staff;
using CsmPartners.Visitors;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site.Contact;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Letters;

/// <summary>Deletes letters for good some time after they were answered or found to be rubbish, as the form promises. Once an hour; what is due goes a day after that was seen first (<see cref="Expiry.SecondLook"/>).</summary>
public sealed class LetterSweep(IDbContextFactory<SiteDb> databases, PublishedSiteKeeper keeper, LetterSettings settings, TimeProvider clock, ILogger<LetterSweep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private bool lost;

    public async Task SweepAsync(CancellationToken cancellation)
    {
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            int count;
            do
            {
                await using var db = await databases.CreateDbContextAsync(cancellation);
                count = await db.DeleteSettledAsync(now, TimeSpan.FromDays(settings.KeepDays), n => Line(now, n), cancellation);
                if (count > 0)
                    log.LogInformation("{Count} letters settled more than {Days} days ago were deleted", count, settings.KeepDays);
            }
            while (count > 0);
            lost = false;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            if (!lost)
                log.LogError(e, "Old letters could not be deleted; it is tried again every {Interval}", Interval);
            lost = true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await keeper.LookedAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
            await SweepAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private AuditEvent Line(DateTime now, int count) => new()
    {
        At = now,
        Action = AuditAction.LettersExpired,
        Subject = $"{count}",
        Detail = $"> {settings.KeepDays} d",
    };
}
