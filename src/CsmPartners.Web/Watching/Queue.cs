using CsmPartners.Revisions;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Watching;

/// <summary>What waits for the program itself to do it.</summary>
/// <param name="Letters">Visitors' letters of which staff have yet to be told by mail.</param>
/// <param name="OldestLetter">UTC; when the first of them was written.</param>
/// <param name="Publications">Scheduled, and their time has come.</param>
/// <param name="OldestPublication">UTC; for when the first of them was scheduled.</param>
/// <param name="Ahead">Scheduled for later.</param>
public sealed record Queue(int Letters, DateTime? OldestLetter, int Publications, DateTime? OldestPublication, int Ahead);

internal static class QueueOfDatabase
{
    public static async Task<Queue> ReadQueueAsync(this SiteDb db, DateTime now, CancellationToken cancellation)
    {
        var letters = db.Letters.Where(l => l.AnnounceAt != null);
        var scheduled = db.WorkingCopies.Where(w => w.Stage == Stage.Scheduled && w.DeletedAt == null);
        var due = scheduled.Where(w => w.PublishAt <= now);
        return new(
            await letters.CountAsync(cancellation),
            await letters.MinAsync(l => (DateTime?)l.At, cancellation),
            await due.CountAsync(cancellation),
            await due.MinAsync(w => w.PublishAt, cancellation),
            await scheduled.CountAsync(w => w.PublishAt > now, cancellation));
    }
}
