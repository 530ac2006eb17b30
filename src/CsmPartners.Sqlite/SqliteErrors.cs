using System.Data.Common;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace CsmPartners.Sqlite;

/// <summary>https://www.sqlite.org/rescode.html</summary>
public sealed class SqliteErrors : DatabaseErrors
{
    public static readonly SqliteErrors Instance = new();

    private static readonly HashSet<int> Conflicts = [SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_BUSY_SNAPSHOT];

    private static readonly HashSet<int> Refusals = [SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FULL, SQLITE_CANTOPEN];

    protected override bool IsConflict(DbException e) => e is SqliteException { SqliteExtendedErrorCode: var code } && Conflicts.Contains(code);

    protected override bool IsRefusal(DbException e) => e is SqliteException { SqliteErrorCode: var code } && Refusals.Contains(code);

    protected override bool IsFull(DbException e) => e is SqliteException { SqliteErrorCode: SQLITE_FULL };
}
