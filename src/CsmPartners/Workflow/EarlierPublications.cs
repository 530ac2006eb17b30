namespace CsmPartners.Workflow;

/// <summary>For the migrations that add the table of publication records: what revisions and the audit log still tell of the time before.</summary>
public static class EarlierPublications
{
    /// <summary>In words that both databases share.</summary>
    /// <param name="revision">Expression of a provider that reads 12 from <c>a.[Detail]</c>, "№ 12: reason".</param>
    public static string Sql(string revision) =>
        $"""
        WITH [Told] AS (
            SELECT a.[EntryId], a.[Id] AS [Place], a.[At], {revision} AS [Revision], 'Published' AS [Reason], 'Told' AS [Evidence]
            FROM [AuditEvents] a WHERE a.[EntryId] IS NOT NULL AND a.[Action] IN ('Published', 'PublishedAllTheSame')
            UNION ALL
            SELECT a.[EntryId], a.[Id], a.[At], NULL, 'Withdrawn', 'Told'
            FROM [AuditEvents] a WHERE a.[EntryId] IS NOT NULL AND a.[Action] = 'Withdrawn'
            UNION ALL
            SELECT r.[EntryId], 0, r.[At], 1, 'Seeded', 'Inferred'
            FROM [Revisions] r JOIN [WorkingCopies] w ON w.[EntryId] = r.[EntryId]
            WHERE r.[Number] = 1 AND r.[AuthorId] IS NULL AND w.[Published] IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM [AuditEvents] a WHERE a.[EntryId] = r.[EntryId] AND a.[Action] = 'Created')
        ), [Sound] AS (
            SELECT t.* FROM [Told] t
            WHERE (t.[Revision] IS NULL AND t.[Reason] = 'Withdrawn') OR EXISTS (SELECT 1 FROM [Revisions] r WHERE r.[EntryId] = t.[EntryId] AND r.[Number] = t.[Revision])
        ), [Latest] AS (
            SELECT s.[EntryId], s.[Revision], ROW_NUMBER() OVER (PARTITION BY s.[EntryId] ORDER BY s.[Place] DESC) AS [Back] FROM [Sound] s
        ), [All] AS (
            SELECT s.[EntryId], s.[Place], s.[At], s.[Revision], s.[Reason], s.[Evidence] FROM [Sound] s
            UNION ALL
            SELECT w.[EntryId], 9000000000000000000, r.[At], r.[Number], CASE WHEN l.[EntryId] IS NULL THEN 'Published' ELSE 'Merged' END, 'Inferred'
            FROM [WorkingCopies] w JOIN [Entries] e ON e.[Id] = w.[EntryId] JOIN [Revisions] r ON r.[EntryId] = w.[EntryId] AND r.[Number] = w.[Published]
            LEFT JOIN [Latest] l ON l.[EntryId] = w.[EntryId] AND l.[Back] = 1
            WHERE e.[State] = 'Published' AND (l.[Revision] IS NULL OR l.[Revision] <> w.[Published])
            UNION ALL
            SELECT w.[EntryId], 9000000000000000000, COALESCE(w.[DeletedAt], e.[ChangedAt]), NULL, CASE WHEN w.[DeletedAt] IS NULL THEN 'Withdrawn' ELSE 'Merged' END, 'Inferred'
            FROM [WorkingCopies] w JOIN [Entries] e ON e.[Id] = w.[EntryId] JOIN [Latest] l ON l.[EntryId] = w.[EntryId] AND l.[Back] = 1
            WHERE e.[State] <> 'Published' AND l.[Revision] IS NOT NULL
        ), [InOrder] AS (
            SELECT a.[EntryId], a.[Place], a.[Revision], a.[Reason], a.[Evidence],
                MAX(a.[At]) OVER (PARTITION BY a.[EntryId] ORDER BY a.[Place] ROWS UNBOUNDED PRECEDING) AS [Since]
            FROM [All] a
        ), [Intervals] AS (
            SELECT i.[EntryId], i.[Place], i.[Revision], i.[Reason], i.[Since],
                LEAD(i.[Since]) OVER (PARTITION BY i.[EntryId] ORDER BY i.[Place]) AS [Until],
                LEAD(i.[Reason]) OVER (PARTITION BY i.[EntryId] ORDER BY i.[Place]) AS [Ended],
                CASE WHEN i.[Evidence] = 'Inferred' OR LEAD(i.[Evidence]) OVER (PARTITION BY i.[EntryId] ORDER BY i.[Place]) = 'Inferred' THEN 'Inferred' ELSE 'Told' END AS [Evidence]
            FROM [InOrder] i
        )
        INSERT INTO [PublicationRecords] ([EntryId], [Number], [Revision], [PublicFrom], [Began], [PublicUntil], [Ended], [Evidence])
        SELECT i.[EntryId], ROW_NUMBER() OVER (PARTITION BY i.[EntryId] ORDER BY i.[Place]), i.[Revision], i.[Since], i.[Reason], i.[Until], i.[Ended], i.[Evidence]
        FROM [Intervals] i WHERE i.[Revision] IS NOT NULL;
        """;
}
