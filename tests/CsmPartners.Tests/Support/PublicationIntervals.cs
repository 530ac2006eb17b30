using CsmPartners.Entries;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Support;

/// <summary>What has to be true of the publication records at any time.</summary>
internal static class PublicationIntervals
{
    /// <returns>What is not true; nothing where all is well.</returns>
    public static async Task<List<string>> FaultsAsync(SiteDb db)
    {
        var faults = new List<string>();
        var records = (await db.PublicationRecords.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).ToLookup(r => r.EntryId);
        foreach (var copy in await db.WorkingCopies.AsNoTracking().Include(w => w.Entry).ToListAsync(TestContext.Current.CancellationToken))
        {
            var intervals = records[copy.EntryId].OrderBy(r => r.Number).ToList();
            var open = intervals.Where(r => r.PublicUntil is null).ToList();
            if (open.Count != (copy.Entry.State == EntryState.Published ? 1 : 0))
                faults.Add($"entry {copy.EntryId} is {copy.Entry.State} and has {open.Count} open intervals");
            if (open is [var now] && (now.Revision != copy.Published || now != intervals[^1]))
                faults.Add($"entry {copy.EntryId}: visitors see № {copy.Published}, the open interval says № {now.Revision}");
            if (!intervals.Select(r => r.Number).SequenceEqual(Enumerable.Range(1, intervals.Count)))
                faults.Add($"entry {copy.EntryId}: intervals {string.Join(' ', intervals.Select(r => r.Number))}");
            faults.AddRange(intervals.Where(r => r.PublicUntil < r.PublicFrom || r.UntilVersion < r.FromVersion).Select(r => $"entry {copy.EntryId}: interval {r.Number} ends before it begins"));
            faults.AddRange(intervals.Zip(intervals.Skip(1)).Where(p => Overlap(p.First, p.Second)).Select(p => $"entry {copy.EntryId}: intervals {p.First.Number} and {p.Second.Number} overlap"));
        }

        return faults;
    }

    private static bool Overlap(PublicationRecord earlier, PublicationRecord later) =>
        earlier.PublicUntil is null || earlier.PublicUntil > later.PublicFrom || earlier.UntilVersion > later.FromVersion;
}
