using Microsoft.EntityFrameworkCore;

namespace CsmPartners;

/// <summary>One row that every node polls: the version grows with each change to what visitors see.</summary>
public sealed class SiteState
{
    public const int TheOnlyId = 1;

    public int Id { get; set; } = TheOnlyId;
    public long Version { get; set; }

    /// <summary>UTC.</summary>
    public DateTime SeededAt { get; set; }
}

public static class SiteStateOfDatabase
{
    /// <summary>
    /// Saves something that visitors see, as an attempt of <see cref="Retrying"/>: in the same transaction the version grows, so that every
    /// node reads the site anew.
    /// </summary>
    public static async Task SaveForVisitorsAsync(this SiteDb db, CancellationToken cancellation)
    {
        (await db.SiteStates.SingleAsync(cancellation)).Version++;
        await db.SaveChangesAsync(cancellation);
    }
}
