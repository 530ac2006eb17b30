using System.Net;
using CsmPartners.Visitors;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Site.Contact;

/// <summary>What became of a letter.</summary>
public enum LetterOutcome
{
    Taken,

    /// <summary>Too many have come within an hour.</summary>
    TooMany,

    /// <summary>The database does not answer.</summary>
    Away,
}

/// <summary>Takes letters in. Nothing else of the public site writes to the database, and nothing there waits for it for long.</summary>
public sealed class LetterIntake(IDbContextFactory<SiteDb> databases, LetterLimits limits, ILogger<LetterIntake> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<LetterOutcome> TakeAsync(Letter letter, IPAddress? sender)
    {
        if (!limits.Takes(sender))
            return LetterOutcome.TooMany;
        // Not the visitor's own patience: a letter that was sent is taken, though the window be closed.
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await using var db = await databases.CreateDbContextAsync(patience.Token);
            // SQLite waits for its lock without looking at the token.
            db.Database.SetCommandTimeout(Patience);
            await db.TakeAsync(letter, patience.Token);
            return LetterOutcome.Taken;
        }
        catch (Exception e) when (e is OperationCanceledException || DeskErrors.OfTheDatabase(e))
        {
            log.LogError("A letter could not be taken: {Reason}", e.GetBaseException().Message);
            return LetterOutcome.Away;
        }
    }
}
