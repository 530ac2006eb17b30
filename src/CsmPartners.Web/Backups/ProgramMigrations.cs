using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Backups;

/// <summary>Migrations by the names that both databases share, in their order.</summary>
public static class ProgramMigrations
{
    public static IReadOnlyList<string> Names(SiteDb db) => [.. db.Database.GetMigrations().Select(NameOf)];

    public static async Task<IReadOnlyList<string>> AppliedAsync(SiteDb db) => [.. (await db.Database.GetAppliedMigrationsAsync()).Select(NameOf)];

    private static string NameOf(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
