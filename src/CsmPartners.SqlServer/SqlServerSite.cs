using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CsmPartners.SqlServer;

public static class SqlServerSite
{
    private const int SecondsToConnect = 5;
    private const int SecondsToAnswer = 15;
    private const int MostRetries = 2;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public static DbContextOptionsBuilder UseSiteSqlServer(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlServer(Bounded(connectionString), sqlServer => sqlServer
            .MigrationsAssembly(typeof(SqlServerSite).Assembly)
            .EnableRetryOnFailure(MostRetries, LongestPause, errorNumbersToAdd: null)).AddInterceptors(SqlServerErrors.Instance);

    /// <summary>For whoever cannot wait for the framework's model.</summary>
    public static DbConnection Connection(string connectionString) => new SqlConnection(Bounded(connectionString));

    /// <summary>What the connection string leaves open is made short: somebody waits for the answer.</summary>
    private static string Bounded(string connectionString)
    {
        var connection = new SqlConnectionStringBuilder(connectionString);
        if (!connection.ShouldSerialize("Connect Timeout"))
            connection.ConnectTimeout = SecondsToConnect;
        if (!connection.ShouldSerialize("Command Timeout"))
            connection.CommandTimeout = SecondsToAnswer;
        return connection.ConnectionString;
    }
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SiteDb>
{
    public SiteDb CreateDbContext(string[] args) =>
        new(((DbContextOptionsBuilder<SiteDb>)new DbContextOptionsBuilder<SiteDb>().UseSiteSqlServer("Server=.")).Options);
}
