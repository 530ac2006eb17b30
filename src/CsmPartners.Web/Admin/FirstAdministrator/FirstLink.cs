using System.Security.Cryptography;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.FirstAdministrator;

/// <summary>The link by which the first administrator is made: signed, for a day, and only while there is nobody at the desk.</summary>
public sealed class FirstLink(IDataProtectionProvider protection, OwnAddress own)
{
    private static readonly TimeSpan Lifespan = TimeSpan.FromHours(24);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("first-administrator").ToTimeLimitedDataProtector();

    public string Make() => own.Of($"{DeskLinks.FirstAdministrator}?token={Uri.EscapeDataString(protector.Protect("first", Lifespan))}");

    public bool IsGenuine(string? token)
    {
        try
        {
            return !string.IsNullOrEmpty(token) && protector.Unprotect(token) == "first";
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <summary>Once per start, if nobody works at the desk yet, the log shows the link: whoever can read the log owns the machine.</summary>
internal sealed class FirstLinkPrinter(FirstLink link, IDbContextFactory<SiteDb> databases, PublishedSiteKeeper keeper, IHostApplicationLifetime host, TimeProvider clock, ILogger<FirstLink> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Only then does the server know its own address.
        var started = new TaskCompletionSource();
        await using var registration = host.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await keeper.LookedAsync(stoppingToken);
        while (!await TryAsync(stoppingToken))
            await Task.Delay(Interval, clock, stoppingToken);
    }

    private async Task<bool> TryAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            // An emptied database has no staff either, and its museum has a first administrator already.
            if (keeper.IsAway || !await db.SiteStates.AnyAsync(cancellation))
                return false;
            if (!await db.Users.AnyAsync(cancellation))
                log.LogWarning("Nobody works at the desk yet. The first administrator is made here, within a day: {Link}", link.Make());
            return true;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // The keeper of the published site says that the database is away.
            return false;
        }
    }
}
