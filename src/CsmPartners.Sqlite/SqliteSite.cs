using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CsmPartners.Sqlite;

public static class SqliteSite
{
    public static DbContextOptionsBuilder UseSiteSqlite(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqliteSite).Assembly));
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SiteDb>
{
    public SiteDb CreateDbContext(string[] args) =>
        new(((DbContextOptionsBuilder<SiteDb>)new DbContextOptionsBuilder<SiteDb>().UseSiteSqlite("Data Source=:memory:")).Options);
}
