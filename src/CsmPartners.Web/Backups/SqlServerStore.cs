using System.Data;
using System.Data.Common;

namespace CsmPartners.Web.Backups;

/// <summary>Reads under snapshot isolation where the database allows it; replaces with constraints and triggers put aside, which needs the right to change tables.</summary>
public sealed class SqlServerStore(DbConnection connection) : Store(connection)
{
    public const string IsSnapshotAllowed = "SELECT CAST(snapshot_isolation_state AS int) FROM sys.databases WHERE database_id = DB_ID()";

    public static string PutAside(TableShape table) => $"ALTER TABLE [{table.Name}] NOCHECK CONSTRAINT ALL; ALTER TABLE [{table.Name}] DISABLE TRIGGER ALL";

    /// <summary>WITH CHECK, so that every row is looked at and the constraints are trusted as before.</summary>
    public static string PutBack(TableShape table) => $"ALTER TABLE [{table.Name}] WITH CHECK CHECK CONSTRAINT ALL; ALTER TABLE [{table.Name}] ENABLE TRIGGER ALL";

    public static string LastId(TableShape table) => $"SELECT CAST(IDENT_CURRENT(N'[{table.Name}]') AS bigint)";

    public static string SetLastId(TableShape table, long lastId) => $"IF IDENT_CURRENT(N'[{table.Name}]') < {lastId} DBCC CHECKIDENT (N'[{table.Name}]', RESEED, {lastId}) WITH NO_INFOMSGS";

    // Only tables that have numbers of the database's own take this; the others complain.
    public static string NumberRows(TableShape table, bool areGiven) =>
        $"IF IDENT_CURRENT(N'[{table.Name}]') IS NOT NULL SET IDENTITY_INSERT [{table.Name}] {(areGiven ? "ON" : "OFF")}";

    public override async Task<string?> BeginReadingAsync()
    {
        var snapshot = await NumberAsync(IsSnapshotAllowed) == 1;
        Transaction = await Connection.BeginTransactionAsync(snapshot ? IsolationLevel.Snapshot : IsolationLevel.Serializable);
        return snapshot ? null : "This database does not allow snapshot isolation, so whoever saves has to wait for the backup. ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON spares them that.";
    }

    public override async Task BeginReplacingAsync(IReadOnlyList<TableShape> tables)
    {
        Transaction = await Connection.BeginTransactionAsync(IsolationLevel.Serializable);
        foreach (var table in tables)
            await ExecuteAsync(PutAside(table));
    }

    public override async Task CommitAsync(IReadOnlyList<TableShape> tables)
    {
        foreach (var table in tables)
            await ExecuteAsync(PutBack(table));
        await Transaction!.CommitAsync();
        Transaction = null;
    }

    public override Task<long?> LastIdAsync(TableShape table) => NumberAsync(LastId(table));

    public override Task SetLastIdAsync(TableShape table, long lastId) => ExecuteAsync(SetLastId(table, lastId));

    protected override Task NumberRowsAsync(TableShape table, bool areGiven) => ExecuteAsync(NumberRows(table, areGiven));
}
