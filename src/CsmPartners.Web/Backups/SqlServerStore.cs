using System.Data;
using System.Data.Common;

namespace CsmPartners.Web.Backups;

/// <summary>
/// Reads under snapshot isolation where the database allows it, otherwise with every table locked against changes. Replaces with constraints
/// and triggers put aside, which needs the right to change tables and locks each of them for everybody else until the end.
/// </summary>
public sealed class SqlServerStore(DbConnection connection) : Store(connection)
{
    public const string IsSnapshotAllowed = "SELECT CAST(snapshot_isolation_state AS int) FROM sys.databases WHERE database_id = DB_ID()";

    /// <summary>sp_reset_connection leaves the level as it is.</summary>
    public const string ResetLevel = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";

    /// <summary>Others read on, and whoever writes waits until the transaction ends.</summary>
    public static string Hold(TableShape table) => $"SELECT TOP (1) 1 FROM [{table.Name}] WITH (TABLOCK, HOLDLOCK)";

    public static string PutAside(TableShape table) => $"ALTER TABLE [{table.Name}] NOCHECK CONSTRAINT ALL; ALTER TABLE [{table.Name}] DISABLE TRIGGER ALL";

    /// <summary>WITH CHECK, so that every row is looked at and the constraints are trusted as before.</summary>
    public static string PutBack(TableShape table) => $"ALTER TABLE [{table.Name}] WITH CHECK CHECK CONSTRAINT ALL; ALTER TABLE [{table.Name}] ENABLE TRIGGER ALL";

    /// <summary>Null of a table that never gave a number, where IDENT_CURRENT would say 1.</summary>
    public static string LastId(TableShape table) => $"SELECT CAST(last_value AS bigint) FROM sys.identity_columns WHERE object_id = OBJECT_ID(N'[{table.Name}]')";

    /// <summary>A table that never gave a number gives the one that it is reseeded with; any other gives the next.</summary>
    public static string SetLastId(TableShape table, long lastId) =>
        $"""
        IF EXISTS (SELECT 1 FROM sys.identity_columns WHERE object_id = OBJECT_ID(N'[{table.Name}]') AND last_value IS NULL)
            DBCC CHECKIDENT (N'[{table.Name}]', RESEED, {lastId + 1}) WITH NO_INFOMSGS;
        ELSE IF EXISTS (SELECT 1 FROM sys.identity_columns WHERE object_id = OBJECT_ID(N'[{table.Name}]') AND CAST(last_value AS bigint) < {lastId})
            DBCC CHECKIDENT (N'[{table.Name}]', RESEED, {lastId}) WITH NO_INFOMSGS;
        """;

    // Only tables that have numbers of the database's own take this; the others complain.
    public static string NumberRows(TableShape table, bool areGiven) =>
        $"IF EXISTS (SELECT 1 FROM sys.identity_columns WHERE object_id = OBJECT_ID(N'[{table.Name}]')) SET IDENTITY_INSERT [{table.Name}] {(areGiven ? "ON" : "OFF")}";

    public override async Task<string?> BeginReadingAsync(IReadOnlyList<TableShape> tables)
    {
        var snapshot = await NumberAsync(IsSnapshotAllowed) == 1;
        Transaction = await Connection.BeginTransactionAsync(snapshot ? IsolationLevel.Snapshot : IsolationLevel.ReadCommitted);
        if (snapshot)
            return null;
        foreach (var table in tables)
            await ExecuteAsync(Hold(table));
        return "This database does not allow snapshot isolation, so whoever saves has to wait for the backup. ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON spares them that.";
    }

    public override async Task BeginReplacingAsync(IReadOnlyList<TableShape> tables)
    {
        Transaction = await Connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        foreach (var table in tables)
            await ExecuteAsync(PutAside(table));
    }

    public override async Task CommitAsync(IReadOnlyList<TableShape> tables, Action onCommit)
    {
        foreach (var table in tables)
            await ExecuteAsync(PutBack(table));
        onCommit();
        await Transaction!.CommitAsync();
        Transaction = null;
    }

    public override Task<long?> LastIdAsync(TableShape table) => NumberAsync(LastId(table));

    public override Task SetLastIdAsync(TableShape table, long lastId) => ExecuteAsync(SetLastId(table, lastId));

    protected override async Task LeaveAsync()
    {
        await base.LeaveAsync();
        await ExecuteAsync(ResetLevel);
    }

    protected override Task NumberRowsAsync(TableShape table, bool areGiven) => ExecuteAsync(NumberRows(table, areGiven));
}
