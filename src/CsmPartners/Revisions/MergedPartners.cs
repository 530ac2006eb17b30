using CsmPartners.Entries;
using CsmPartners.Forms;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Revisions;

/// <summary>Partners that a form names whose record was merged into another, before or at this very moment.</summary>
internal static class MergedPartners
{
    /// <summary>Names the records that stand for them by now, in a form that is to be saved.</summary>
    /// <param name="known">The newest revision; null for a new entry.</param>
    public static async Task FollowMergesAsync(this SiteDb db, EntryForm form, EntryForm? known, CancellationToken cancellation)
    {
        // A merge finds the activities whose newest revision names the partner. Where this one begins to name it, whichever is saved second,
        // this or the merge, begins again.
        if (Named(form).Except(Named(known)).ToList() is { Count: > 0 } added)
            await db.WorkingCopies.Where(w => added.Contains(w.EntryId)).OrderBy(w => w.EntryId).ForEachAsync(w => w.RowVersion++, cancellation);
        await db.FollowMergesAsync(form, cancellation);
    }

    /// <summary>Names the records that stand for them by now.</summary>
    public static async Task FollowMergesAsync(this SiteDb db, EntryForm form, CancellationToken cancellation)
    {
        if (form is not ActivityForm activity || Named(form) is not { Count: > 0 } named)
            return;
        // Where a partner in the bin has its address, but the address leads to another, the two were merged.
        var merged = await db.WorkingCopies.Where(w => named.Contains(w.EntryId) && w.DeletedAt != null)
            .Join(db.Redirects.Where(r => r.Kind == EntryKind.Partner), w => w.Entry.Slug, r => r.Slug, (w, r) => new { Other = w.EntryId, Into = r.EntryId })
            .ToListAsync(cancellation);
        merged.ForEach(m => Merging.Replace(activity, m.Other, m.Into));
    }

    private static List<int> Named(EntryForm? form) => form is ActivityForm activity
        ? [.. activity.Participations.Select(p => p.PartnerId).Concat(activity.Venues.Select(v => v.PartnerId)).OfType<int>().Distinct()]
        : [];
}
