using CsmPartners.Visitors;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Letters;

/// <summary>
/// Announces new letters to the address that the settings name, some seconds after they were taken: no visitor waits for a mail server.
/// What cannot be sent is tried again until it can. Of several nodes one announces each letter.
/// </summary>
public sealed class LetterAnnouncer(IDbContextFactory<SiteDb> databases, TimeProvider clock, LetterMail mail, ILogger<LetterAnnouncer> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    // Longer than a mail server is waited for: then the node that had taken the letter on is no more, and another one does it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const int MostAtOnce = 50;

    private bool lost;

    /// <returns>False where the mail server takes nothing.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Letters.AsNoTracking().Where(l => l.AnnounceAt <= now).OrderBy(l => l.Id).Take(MostAtOnce).ToListAsync(cancellation);
        if (due.Count == 0)
            return true;
        var to = await db.DeskSettings.Select(s => s.LettersTo).SingleOrDefaultAsync(cancellation) ?? "";
        foreach (var letter in due)
        {
            // From now, not from when the round began: a mail server that is slow with each of many letters must not outlast it.
            var until = clock.GetUtcNow().UtcDateTime + Lease;
            if (!await SetAsync(db, letter, letter.AnnounceAt, until, cancellation))
                continue;
            // Somebody may have seen it meanwhile.
            var isWanted = to.Length > 0 && letter.State is LetterState.New or LetterState.Held;
            var isDone = !isWanted || await mail.AnnounceAsync(to, letter, await TitleAsync(db, letter, cancellation));
            // Also where the program is about to end: what has been sent must not be sent again.
            await SetAsync(db, letter, until, isDone ? null : now, CancellationToken.None);
            if (!isDone)
                return false;
        }

        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Interval;
        while (true)
        {
            await Task.Delay(pause, clock, stoppingToken);
            try
            {
                pause = await RunAsync(stoppingToken) ? Interval : AfterFailure;
                lost = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Said once; the letters wait where they are.
                if (!lost)
                    log.LogError(e, "New letters cannot be announced");
                lost = true;
            }
        }
    }

    /// <returns>False where another node was first.</returns>
    private static async Task<bool> SetAsync(SiteDb db, Letter letter, DateTime? from, DateTime? to, CancellationToken cancellation) =>
        await db.Letters.Where(l => l.Id == letter.Id && l.AnnounceAt == from).ExecuteUpdateAsync(set => set.SetProperty(l => l.AnnounceAt, to), cancellation) > 0;

    private static async Task<string> TitleAsync(SiteDb db, Letter letter, CancellationToken cancellation)
    {
        var title = await db.Entries.Where(e => e.Id == letter.EntryId).Select(e => e.Title).FirstOrDefaultAsync(cancellation);
        return title?.In(Language.Find(letter.Language) ?? Language.Kk).Text ?? "";
    }
}
