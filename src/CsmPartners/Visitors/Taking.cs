using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Visitors;

/// <summary>Taking a letter in, and letting letters go when their time has come.</summary>
public static class Taking
{
    private const int MostAtOnce = 500;

    /// <summary>Stores a letter, once however often it is sent.</summary>
    public static async Task TakeAsync(this SiteDb db, Letter letter, CancellationToken cancellation)
    {
        if (await IsTakenAsync(db, letter, cancellation))
            return;
        db.Add(letter);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Sent twice at the same moment; or stored although the answer of the database was lost.
            if (!await IsTakenAsync(db, letter, cancellation))
                throw;
        }
    }

    /// <summary>Deletes what has been settled for so long, with one line for the record, which says only how many.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> DeleteSettledAsync(this SiteDb db, DateTime before, Func<int, AuditEvent> audit, CancellationToken cancellation)
    {
        var settled = await db.Letters.Where(l => l.SettledAt < before).OrderBy(l => l.Id).Take(MostAtOnce).ToListAsync(cancellation);
        if (settled.Count == 0)
            return 0;
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

    private static Task<bool> IsTakenAsync(SiteDb db, Letter letter, CancellationToken cancellation) =>
        db.Letters.AnyAsync(l => l.Key == letter.Key, cancellation);
}
