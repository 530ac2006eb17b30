using System.Net;
using CsmPartners.Visitors;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Site.Contact;

/// <summary>Takes letters in. Nothing else of the public site writes to the database, and nothing there waits for it for long.</summary>
public sealed class LetterIntake(IDbContextFactory<SiteDb> databases, LetterLimits limits, LetterSettings settings, ILogger<LetterIntake> log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // One letter after another: what is counted is then stored before the next one counts.
    private readonly SemaphoreSlim turn = new(1);

    public async Task<LetterOutcome> TakeAsync(Letter letter, IPAddress? sender)
    {
        // Not the visitor's own patience: a letter that was sent is taken, though the window be closed.
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await turn.WaitAsync(patience.Token);
            try
            {
                return await StoreAsync(letter, sender, patience.Token);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException || DeskErrors.OfTheDatabase(e))
        {
            log.LogError("A letter could not be taken: {Reason}", e.GetBaseException().Message);
            return LetterOutcome.Away;
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<LetterOutcome> StoreAsync(Letter letter, IPAddress? sender, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // SQLite waits for its lock without looking at the token.
        db.Database.SetCommandTimeout(Patience);
        // Before it counts for its sender: a second click on the last letter of the hour is told that it was sent.
        return await db.FindSentAsync(letter, cancellation)
            ?? (limits.Takes(sender) ? await db.TakeAsync(letter, settings.Bounds, cancellation) : LetterOutcome.TooMany);
    }
}
