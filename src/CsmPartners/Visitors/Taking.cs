using System.Globalization;
using CsmPartners.Expiry;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Visitors;

/// <summary>Taking a letter in, and letting letters go when their time has come.</summary>
public static class Taking
{
    private const int MostAtOnce = 500;

    /// <summary>What the letter's form has been used for. Null: for nothing yet.</summary>
    public static async Task<LetterOutcome?> FindSentAsync(this SiteDb db, Letter letter, CancellationToken cancellation) =>
        await db.Letters.Where(l => l.FormNumber == letter.FormNumber).Select(l => l.Key).FirstOrDefaultAsync(cancellation) is not { } key ? null
        : key == letter.Key ? LetterOutcome.Taken
        : LetterOutcome.FormUsed;

    /// <summary>Stores a letter whose form has not been used, or holds it where too many have come within the hour.</summary>
    public static async Task<LetterOutcome> TakeAsync(this SiteDb db, Letter letter, LetterBounds bounds, CancellationToken cancellation)
    {
        if (await CountOfHourAsync(db, letter, cancellation) >= bounds.PerHour)
        {
            // What fell into the trap has an hour's share of its own, and must not crowd out what people wrote.
            if (letter.State == LetterState.Rubbish)
                return LetterOutcome.TooMany;
            var held = await db.Letters.CountAsync(l => l.State == LetterState.Held, cancellation);
            if (held >= bounds.Held)
                return LetterOutcome.Full;
            letter.Hold(isFirst: held == 0);
        }

        db.Add(letter);
        try
        {
            await db.SaveChangesAsync(cancellation);
            return LetterOutcome.Taken;
        }
        catch (DbUpdateException)
        {
            // Sent twice at the same moment to two nodes; or stored although the answer of the database was lost.
            if (await FindSentAsync(db, letter, cancellation) is not { } outcome)
                throw;
            return outcome;
        }
    }

    /// <summary>One decision on all letters that are held, up to the newest that the person saw.</summary>
    /// <returns>How many there were.</returns>
    public static Task<int> DecideHeldAsync(this SiteDb db, int newest, LetterState state, Author person, DateTime now, CancellationToken cancellation) =>
        db.Letters.Where(l => l.State == LetterState.Held && l.Id <= newest).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.State, state)
                .SetProperty(l => l.SettledAt, Letter.SettledAtOf(state, now))
                .SetProperty(l => l.AnnounceAt, (DateTime?)null)
                .SetProperty(l => l.HandledById, person.Id)
                .SetProperty(l => l.HandledByName, person.Name)
                .SetProperty(l => l.Changes, l => l.Changes + 1),
            cancellation);

    /// <summary>Deletes at a second look what has been settled for so long, with one line for the record, which says only how many.</summary>
    /// <param name="keep">Counted to the newest row that people wrote; see <see cref="SecondLook"/>.</param>
    /// <returns>How many there were.</returns>
    public static async Task<int> DeleteSettledAsync(this SiteDb db, DateTime now, TimeSpan keep, Func<int, AuditEvent> audit, CancellationToken cancellation)
    {
        if (await db.ReadNewestRowAsync(now, cancellation) is not { } newest)
            return 0;
        var before = newest - keep;
        var due = (await db.Letters.Where(l => l.SettledAt < before).Select(l => l.Id).ToListAsync(cancellation)).ConvertAll(Key).ToHashSet();
        var again = await db.LookAgainAsync(DeletionKind.Letter, due, due.Contains, (now, newest), cancellation);
        var numbers = again.Select(key => int.Parse(key, CultureInfo.InvariantCulture)).Order().Take(MostAtOnce).ToList();
        if (numbers.Count == 0)
            return 0;
        var settled = await db.Letters.Where(l => numbers.Contains(l.Id) && l.SettledAt < before).ToListAsync(cancellation);
        db.RemoveRange(settled);
        db.Add(audit(settled.Count));
        try
        {
            await db.SaveChangesAsync(cancellation);
            return settled.Count;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node, or a person, was first with one of them: nothing was deleted here, and the rest is the next round's.
            return 0;
        }
    }

    private static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Letters of the hour before this one: those that the form's trap put apart, or all others that are not held.</summary>
    private static Task<int> CountOfHourAsync(SiteDb db, Letter letter, CancellationToken cancellation)
    {
        var since = letter.At.AddHours(-1);
        var ofHour = db.Letters.Where(l => l.At > since);
        return letter.State == LetterState.Rubbish
            ? ofHour.CountAsync(l => l.State == LetterState.Rubbish, cancellation)
            : ofHour.CountAsync(l => l.State != LetterState.Rubbish && l.State != LetterState.Held, cancellation);
    }
}

/// <summary>What became of a letter.</summary>
public enum LetterOutcome
{
    /// <summary>It is stored, now or since it was sent before.</summary>
    Taken,

    /// <summary>Another letter was sent with the same form.</summary>
    FormUsed,

    /// <summary>Too many have come within an hour.</summary>
    TooMany,

    /// <summary>Too many wait for staff to look at them.</summary>
    Full,

    /// <summary>The database does not answer.</summary>
    Away,
}
