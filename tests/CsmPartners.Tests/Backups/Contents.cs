using System.Security.Cryptography;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Backups;

namespace CsmPartners.Tests.Backups;

/// <summary>Everything that a data folder holds, to compare with another's.</summary>
internal static class Contents
{
    /// <summary>All rows of all tables and all media, in lines; without the row that nodes look at, the nodes themselves and the lines about backups, in which a restored site differs.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(string folder)
    {
        await using var db = SiteProcess.Database(folder);
        await using var store = await Store.OpenAsync(db);
        await store.BeginReadingAsync();
        var lines = new List<string>();
        foreach (var table in TableShape.All(db))
        {
            await foreach (var row in store.ReadAsync(table))
            {
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

    public static async Task<long> VersionAsync(string folder)
    {
        await using var db = SiteProcess.Database(folder);
        await using var store = await Store.OpenAsync(db);
        return await store.NumberAsync("SELECT [Version] FROM [SiteState]") ?? 0;
    }
}
