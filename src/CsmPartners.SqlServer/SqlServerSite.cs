using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CsmPartners.SqlServer;

public static class SqlServerSite
{
    public static DbContextOptionsBuilder UseSiteSqlServer(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlServer(connectionString, sqlServer => sqlServer
            .MigrationsAssembly(typeof(SqlServerSite).Assembly)
            .EnableRetryOnFailure());
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SiteDb>
{
    public SiteDb CreateDbContext(string[] args) =>
        new(((DbContextOptionsBuilder<SiteDb>)new DbContextOptionsBuilder<SiteDb>().UseSiteSqlServer("Server=.")).Options);
}
