using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace CsmPartners.SqlServer;

/// <summary>By number: https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors</summary>
public sealed class SqlServerErrors : DatabaseErrors
{
    public static readonly SqlServerErrors Instance = new();

    // Unique index, primary key, deadlock victim, lock time-out, update conflict under snapshot isolation.
    private static readonly HashSet<int> Conflicts = [2601, 2627, 1205, 1222, 3960];

    private static readonly HashSet<int> Refusals =
    [
        // No room: for a page, in the filegroup, in the log, for the version store, over the size that was bought (Azure).
        1101, 1105, 9002, 3958, 3966, 40544,
        // Out of memory, threads, sessions or time; a service that is busy (Azure).
        701, 802, 8628, 8645, 8651, 10922, 10928, 10929, 10936, 40501, 40549, 40550, 40551, 40552, 40553, 49918, 49919, 49920, 1204, 1205, 1222, -2,
        // Read-only, in emergency mode, log not available, pages that cannot be read or are damaged.
        3906, 3908, 9001, 605, 823, 824, 829, 832, 5242, 5243,
        // The account may read, but not insert, update or delete; or may not see the table or column.
        229, 230, 262, 297, 300,
        // Suspect, being recovered or restored, offline, inaccessible, in transition, a mirror or replica that takes no such connections.
        904, 921, 922, 923, 924, 926, 927, 941, 942, 945, 946, 952, 954, 955, 956, 959, 960,
        961, 962, 963, 964, 965, 966, 967, 976, 978, 979, 981, 982, 983, 987, 988,
        // Cannot be opened, sign-in refused, account locked or password run out; the server pauses, ends or moves elsewhere.
        4060, 4064, 18401, 18451, 18452, 18456, 18461, 18486, 18487, 18488, 596, 6005, 17142, 40143, 40197, 40532, 40540, 40613, 40615, 42108, 42109,
    ];

    protected override bool IsConflict(DbException e) => e is SqlException error && error.Errors.Cast<SqlError>().Any(one => Conflicts.Contains(one.Number));

    protected override bool IsRefusal(DbException e) => e is SqlException error && error.Errors.Cast<SqlError>().Any(one => Refusals.Contains(one.Number));

    // A page, the filegroup, the log, the size that was bought.
    protected override bool IsFull(DbException e) => e is SqlException { Number: 1101 or 1105 or 9002 or 40544 };
}
