using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CsmPartners.Web.Hosting;

/// <summary>Keeps SQLite from opening a database file without a byte beside a write-ahead log: it would delete the log, which may hold the last of the record.</summary>
internal sealed class StrayLogGuard : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Check(connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Check(connection);
        return ValueTask.FromResult(result);
    }

    /// <exception cref="MissingDatabaseException">The log lost its database.</exception>
    public static void Check(DbConnection connection)
    {
        if (connection is SqliteConnection && SqliteFile.HasStrayLog(connection.DataSource))
            throw new MissingDatabaseException(Path.GetFileName(connection.DataSource) + "-wal");
    }
}
