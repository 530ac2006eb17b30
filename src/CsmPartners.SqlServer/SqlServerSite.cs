using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CsmPartners.SqlServer;

public static class SqlServerSite
{
    /// <summary>SQL Server 2019. Said here, so that a newer framework does not ask more of a database without anybody deciding it.</summary>
    public const int SmallestCompatibilityLevel = 150;

    private const int SecondsToConnect = 5;
    private const int SecondsToAnswer = 15;
    private const int MostRetries = 2;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <param name="connectionString">As <see cref="Complete"/> makes it.</param>
    /// <param name="maxBatchSize">Most rows that one command saves; null for the framework's own number.</param>
    public static DbContextOptionsBuilder UseSiteSqlServer(this DbContextOptionsBuilder options, string connectionString, int? maxBatchSize = null) =>
        options.UseSqlServer(connectionString, sqlServer =>
        {
            sqlServer.MigrationsAssembly(typeof(SqlServerSite).Assembly)
                .UseCompatibilityLevel(SmallestCompatibilityLevel)
                .EnableRetryOnFailure(MostRetries, LongestPause, errorNumbersToAdd: null);
            if (maxBatchSize is { } most)
                sqlServer.MaxBatchSize(most);
        }).AddInterceptors(SqlServerErrors.Instance);

    /// <summary>For whoever cannot wait for the framework's model.</summary>
    public static DbConnection Connection(string connectionString) => new SqlConnection(connectionString);

    /// <summary>
    /// The connection string with what it leaves open: times are short, because a person waits for the answer, and the pool tries to connect
    /// each time. By itself it would repeat its last failure for five seconds, then for twice as long, up to a minute, although the
    /// database is back.
    /// </summary>
    /// <param name="commandSeconds">How long a command may take; null leaves it to the connection string.</param>
    /// <exception cref="ArgumentException">It is no connection string; the message says which part.</exception>
    public static string Complete(string connectionString, int? commandSeconds = null)
    {
        var connection = new SqlConnectionStringBuilder(connectionString);
        if (!connection.ShouldSerialize("Connect Timeout"))
            connection.ConnectTimeout = SecondsToConnect;
        if (!connection.ShouldSerialize("Pool Blocking Period"))
            connection.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
        if (commandSeconds is { } seconds)
            connection.CommandTimeout = seconds;
        else if (!connection.ShouldSerialize("Command Timeout"))
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
