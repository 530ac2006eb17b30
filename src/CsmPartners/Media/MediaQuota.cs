using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Media;

/// <summary>How much may be kept of one person's uploads, and of everybody's. In bytes; zero is no bound.</summary>
public sealed record MediaQuota(long OfPerson, long OfAll)
{
    public const int PersonMegabytes = 5_000;
    public const int AllMegabytes = 20_000;

    /// <summary>Which bound the new file would exceed; null where it has room.</summary>
    public async Task<QuotaExcess?> FindExcessAsync(SiteDb db, MediaFile fresh, CancellationToken cancellation)
    {
        if (OfPerson > 0 && fresh.UploadedById is { } person
            && await db.MediaFiles.Where(m => m.UploadedById == person).SumAsync(m => m.Bytes, cancellation) + fresh.Bytes > OfPerson)
            return QuotaExcess.OfPerson;
        return OfAll > 0 && await db.MediaFiles.SumAsync(m => m.Bytes, cancellation) + fresh.Bytes > OfAll ? QuotaExcess.OfAll : null;
    }
}

public enum QuotaExcess
{
    OfPerson,
    OfAll,
}
