using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CsmPartners.Tests.Support;

/// <summary>Keeps what each transaction that a site commits has sent to the database, command by command.</summary>
internal sealed class TransactionSteps : DbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbTransaction, List<string>> open = [];
    private readonly ConcurrentQueue<IReadOnlyList<string>> committed = [];

    /// <summary>Those that were committed since it was last asked.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Take()
    {
        var taken = new List<IReadOnlyList<string>>();
        while (committed.TryDequeue(out var steps))
            taken.Add(steps);
        return taken;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Add(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Add(command);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (open.TryGetValue(transaction, out var steps))
            committed.Enqueue(steps);
        return Task.CompletedTask;
    }

    private void Add(DbCommand command)
    {
        if (command.Transaction is { } transaction)
            open.GetOrCreateValue(transaction).Add(command.CommandText);
    }
}
