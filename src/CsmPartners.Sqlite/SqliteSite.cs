using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CsmPartners.Sqlite;

public static class SqliteSite
{
    /// <param name="maxBatchSize">Most rows that one command saves; null for the framework's own number.</param>
    public static DbContextOptionsBuilder UseSiteSqlite(this DbContextOptionsBuilder options, string connectionString, int? maxBatchSize = null) =>
        options.UseSqlite(connectionString, sqlite =>
        {
            sqlite.MigrationsAssembly(typeof(SqliteSite).Assembly);
            if (maxBatchSize is { } most)
                sqlite.MaxBatchSize(most);
        }).AddInterceptors(SqliteErrors.Instance);

    /// <summary>For whoever cannot wait for the framework's model.</summary>
    public static DbConnection Connection(string connectionString) => new SqliteConnection(connectionString);

    /// <param name="commandSeconds">How long a command may wait for a lock; null leaves it to the connection string.</param>
    /// <exception cref="ArgumentException">It is no connection string; the message says which part.</exception>
    public static string Complete(string connectionString, int? commandSeconds = null)
    {
        var connection = new SqliteConnectionStringBuilder(connectionString);
        if (commandSeconds is { } seconds)
            connection.DefaultTimeout = seconds;
        return connection.ToString();
    }
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SiteDb>
{
    public SiteDb CreateDbContext(string[] args) =>
        new(((DbContextOptionsBuilder<SiteDb>)new DbContextOptionsBuilder<SiteDb>().UseSiteSqlite("Data Source=:memory:")).Options);
}
