using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Backups;

/// <summary>
/// A database from which everything is read as of one moment, or in which everything is replaced at once. Rows pass one by one; SQL is in
/// the words that both databases share, the rest is theirs.
/// </summary>
public abstract class Store(DbConnection connection) : IAsyncDisposable
{
    protected DbConnection Connection => connection;

    protected DbTransaction? Transaction { get; set; }

    /// <param name="db">Has to live as long.</param>
    public static async Task<Store> OpenAsync(SiteDb db)
    {
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        return db.Database.IsSqlite() ? new SqliteStore(connection) : new SqlServerStore(connection);
    }

    /// <summary>From here on all that is read is of one moment.</summary>
    /// <returns>What the administrator should know of it; null where there is nothing to say.</returns>
    public abstract Task<string?> BeginReadingAsync(IReadOnlyList<TableShape> tables);

    /// <summary>From here on rows may come in any order and every row may go.</summary>
    public abstract Task BeginReplacingAsync(IReadOnlyList<TableShape> tables);

    /// <summary>All rules hold again, over every row; only then is anything of it there for others.</summary>
    /// <param name="onCommit">Called when all is checked and only the commit is left, of which a broken connection does not tell what became of it.</param>
    public abstract Task CommitAsync(IReadOnlyList<TableShape> tables, Action onCommit);

    /// <returns>The highest number given to a row so far; null where rows are not numbered by the database.</returns>
    public abstract Task<long?> LastIdAsync(TableShape table);

    /// <summary>Numbers given once are not given again.</summary>
    public abstract Task SetLastIdAsync(TableShape table, long lastId);

    protected abstract Task NumberRowsAsync(TableShape table, bool areGiven);

    public async IAsyncEnumerable<object?[]> ReadAsync(TableShape table)
    {
        await using var command = Command(table.Select);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                var column = table.Columns[i];
                row[i] = await reader.IsDBNullAsync(i) ? null : column.Kind.Read(reader, i);
                if (column.Json is { } json && row[i] is string text)
                    row[i] = json.ToCommon(text);
            }

            yield return row;
        }
    }

    /// <returns>How many.</returns>
    public async Task<long> InsertAsync(TableShape table, IAsyncEnumerable<object?[]> rows)
    {
        await NumberRowsAsync(table, areGiven: true);
        await using var command = Command(table.Insert);
        foreach (var (column, number) in table.Columns.Select((c, i) => (c, i)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = ($"@p{number}", column.Kind.Parameter());
            // Any length, so that the database need not make a plan for each.
            if (column.Kind is ValueKind.Text or ValueKind.Bytes)
                parameter.Size = -1;
            command.Parameters.Add(parameter);
        }

        var count = 0L;
        await foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                command.Parameters[i].Value = (row[i] is string text && table.Columns[i].Json is { } json ? json.FromCommon(text) : row[i]) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
            count++;
        }

        await NumberRowsAsync(table, areGiven: false);
        return count;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long?> NumberAsync(string sql)
    {
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;
    }

    public async Task<List<string>> TextsAsync(string sql)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
            texts.Add(reader.GetString(0));
        return texts;
    }

    public async ValueTask DisposeAsync()
    {
        if (Transaction is not null)
            await Transaction.DisposeAsync();
        if (connection.State == ConnectionState.Open)
            await LeaveAsync();
        await connection.CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The connection goes back to the pool as it came from there.</summary>
    protected virtual Task LeaveAsync()
    {
        Transaction = null;
        return Task.CompletedTask;
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        // A large table takes what it takes.
        command.CommandTimeout = 0;
        return command;
    }
}
