using System.Globalization;
using CsmPartners.Entries;
using CsmPartners.Revisions;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Workflow;

/// <summary>What was public, when: written in the same save as every change to what visitors see.</summary>
public static class PublicationRecords
{
    /// <summary>
    /// Ends the entry's open interval and, where visitors see the entry, begins the next one; to be called with the entry as it will be saved.
    /// </summary>
    /// <param name="version">The site's version that shows it first.</param>
    internal static async Task RecordAsync(this SiteDb db, WorkingCopy copy, PublicationReason reason, long version, DateTime now, CancellationToken cancellation)
    {
        var last = await db.PublicationRecords.Where(r => r.EntryId == copy.EntryId).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellation);
        // A clock that was set back must not make intervals overlap.
        var at = new[] { now, last?.PublicFrom ?? now, last?.PublicUntil ?? now }.Max();
        if (last is { PublicUntil: null })
            (last.PublicUntil, last.UntilVersion, last.Ended) = (at, version, reason);
        if (copy.Entry.State == EntryState.Published && copy.Published is { } revision)
            db.Add(new PublicationRecord
            {
                EntryId = copy.EntryId,
                Number = (last?.Number ?? 0) + 1,
                Revision = revision,
                PublicFrom = at,
                FromVersion = version,
                Began = reason,
            });
    }

    /// <summary>Of an entry that visitors saw before it had a revision.</summary>
    /// <param name="version">The site's version; its first one holds the museum's record as it came.</param>
    internal static PublicationRecord OfRecord(Entry entry, long? version) => new()
    {
        EntryId = entry.Id,
        Number = 1,
        Revision = 1,
        PublicFrom = entry.ChangedAt,
        FromVersion = version == 1 ? 1 : null,
        Began = PublicationReason.Seeded,
        Evidence = version == 1 ? Evidence.Recorded : Evidence.Inferred,
    };

    /// <summary>
    /// For a database restored from a backup: nobody knows what visitors saw between the backup and now, so intervals that were open end
    /// with the backup, and new ones begin. In words that both databases share.
    /// </summary>
    public static IEnumerable<string> AfterRestore(DateTime madeAt, long madeVersion, DateTime now, long version)
    {
        var (end, start) = (Literal(madeAt), Literal(now));
        yield return $"""
            UPDATE [PublicationRecords] SET [PublicUntil] = CASE WHEN [PublicFrom] > {end} THEN [PublicFrom] ELSE {end} END, [UntilVersion] = {madeVersion}, [Ended] = 'BackupRestored'
            WHERE [PublicUntil] IS NULL
            """;
        yield return $"""
            INSERT INTO [PublicationRecords] ([EntryId], [Number], [Revision], [FromVersion], [PublicFrom], [Began], [Evidence])
            SELECT r.[EntryId], r.[Number] + 1, w.[Published], {version}, CASE WHEN r.[PublicUntil] > {start} THEN r.[PublicUntil] ELSE {start} END, 'BackupRestored', 'Recorded'
            FROM [PublicationRecords] r JOIN [WorkingCopies] w ON w.[EntryId] = r.[EntryId] JOIN [Entries] e ON e.[Id] = r.[EntryId]
            WHERE e.[State] = 'Published' AND w.[Published] IS NOT NULL AND r.[Number] = (SELECT MAX(l.[Number]) FROM [PublicationRecords] l WHERE l.[EntryId] = r.[EntryId])
            """;

        static string Literal(DateTime moment) => string.Create(CultureInfo.InvariantCulture, $"'{moment:yyyy-MM-dd HH:mm:ss.FFFFFFF}'");
    }
}
