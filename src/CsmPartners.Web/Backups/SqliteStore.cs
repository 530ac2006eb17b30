using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CsmPartners.Web.Backups;

/// <summary>Reads from a snapshot of the write-ahead log, which others go on writing; replaces as SQLite's own manual says tables are replaced.</summary>
public sealed class SqliteStore(DbConnection connection) : Store(connection)
{
    private List<string> triggers = [];

    public override Task<string?> BeginReadingAsync(IReadOnlyList<TableShape> tables)
    {
        Transaction = ((SqliteConnection)Connection).BeginTransaction(deferred: true);
        return Task.FromResult<string?>(null);
    }

    public override async Task BeginReplacingAsync(IReadOnlyList<TableShape> tables)
    {
        // Outside the transaction, where alone SQLite heeds it.
        await ExecuteAsync("PRAGMA foreign_keys = OFF");
        Transaction = await Connection.BeginTransactionAsync();
        triggers = await TextsAsync("SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name");
        foreach (var name in await TextsAsync("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            await ExecuteAsync($"DROP TRIGGER \"{name}\"");
    }

    public override async Task CommitAsync(IReadOnlyList<TableShape> tables, Action onCommit)
    {
        if (await TextsAsync("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check") is { Count: > 0 } lost)
            throw new BackupException($"rows of {string.Join(", ", lost)} lead to rows that the archive does not hold.");
        foreach (var trigger in triggers)
            await ExecuteAsync(trigger);
        await Transaction!.CommitAsync();
        Transaction = null;
        await ExecuteAsync("PRAGMA foreign_keys = ON");
    }

    public override Task<long?> LastIdAsync(TableShape table) => NumberAsync($"SELECT seq FROM sqlite_sequence WHERE name = '{table.Name}'");

    public override Task SetLastIdAsync(TableShape table, long lastId) =>
        ExecuteAsync($"""
            UPDATE sqlite_sequence SET seq = MAX(seq, {lastId}) WHERE name = '{table.Name}';
            INSERT INTO sqlite_sequence (name, seq) SELECT '{table.Name}', {lastId} WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = '{table.Name}')
            """);

    protected override Task NumberRowsAsync(TableShape table, bool areGiven) => Task.CompletedTask;
}
