using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace CsmPartners.SqlServer;

/// <summary>https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors</summary>
public sealed class SqlServerErrors : DatabaseErrors
{
    public static readonly SqlServerErrors Instance = new();

    // Unique index, primary key, deadlock victim, lock time-out, update conflict under snapshot isolation.
    private static readonly HashSet<int> Conflicts = [2601, 2627, 1205, 1222, 3960];

    // Log full, filegroup full, read-only database, database not to be opened.
    private static readonly HashSet<int> Refusals = [9002, 1105, 3906, 4060];

    protected override bool IsConflict(DbException e) => e is SqlException { Number: var number } && Conflicts.Contains(number);

    protected override bool IsRefusal(DbException e) => e is SqlException { Number: var number } && Refusals.Contains(number);

    // Log full, filegroup full.
    protected override bool IsFull(DbException e) => e is SqlException { Number: 9002 or 1105 };
}
