using System.Security.Cryptography;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Backups;
using CsmPartners.Workflow;

namespace CsmPartners.Tests.Backups;

/// <summary>Everything that a data folder holds, to compare with another's.</summary>
internal static class Contents
{
    /// <summary>All rows of all tables and all media, in lines; without the row that nodes look at, the nodes themselves, the lines about backups and what a restore itself adds to the publication records, in which a restored site differs.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(string folder)
    {
        await using var db = SiteProcess.Database(folder);
        await using var store = await Store.OpenAsync(db);
        await store.BeginReadingAsync(TableShape.All(db));
        var lines = new List<string>();
        foreach (var table in TableShape.All(db))
        {
            await foreach (var row in store.ReadAsync(table))
            {
                if (table.Name == nameof(SiteDb.PublicationRecords) && !Unrestore(table, row))
                    continue;
                if (table.Name is not ("SiteState" or "Nodes") && !(table.Name == "AuditEvents" && (row.Contains(nameof(AuditAction.BackedUp)) || row.Contains(nameof(AuditAction.SiteRestored)))))
                    lines.Add($"{table.Name} {string.Join('|', row.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : value))}");
            }
        }

        var media = Path.Combine(folder, "media");
        // What the framework sets aside of an upload is left behind by a program that is killed before it has answered.
        foreach (var file in Directory.Exists(media) ? Directory.GetFiles(media, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith("ASPNETCORE_", StringComparison.Ordinal)) : [])
            lines.Add($"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file)))}");
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>Opens again what a restore ended.</summary>
    /// <returns>False for what a restore began.</returns>
    private static bool Unrestore(TableShape table, object?[] row)
    {
        const string Restore = nameof(PublicationReason.BackupRestored);
        var names = table.Columns.Select(c => c.Name).ToList();
        if (Equals(row[names.IndexOf(nameof(PublicationRecord.Ended))], Restore))
            row[names.IndexOf(nameof(PublicationRecord.Ended))] = row[names.IndexOf(nameof(PublicationRecord.PublicUntil))] = row[names.IndexOf(nameof(PublicationRecord.UntilVersion))] = null;
        return !Equals(row[names.IndexOf(nameof(PublicationRecord.Began))], Restore);
    }

    public static async Task<long> VersionAsync(string folder)
    {
        await using var db = SiteProcess.Database(folder);
        await using var store = await Store.OpenAsync(db);
        return await store.NumberAsync("SELECT [Version] FROM [SiteState]") ?? 0;
    }
}
