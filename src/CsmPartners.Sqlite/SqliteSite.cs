using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CsmPartners.Sqlite;

public static class SqliteSite
{
    public static DbContextOptionsBuilder UseSiteSqlite(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqliteSite).Assembly)).AddInterceptors(SqliteErrors.Instance);

    /// <summary>For whoever cannot wait for the framework's model.</summary>
    public static DbConnection Connection(string connectionString) => new SqliteConnection(connectionString);
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SiteDb>
{
    public SiteDb CreateDbContext(string[] args) =>
        new(((DbContextOptionsBuilder<SiteDb>)new DbContextOptionsBuilder<SiteDb>().UseSiteSqlite("Data Source=:memory:")).Options);
}
