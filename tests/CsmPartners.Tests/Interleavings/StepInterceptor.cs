using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Stops whatever belongs to an actor before each command and transaction; everything else passes.</summary>
internal sealed class StepInterceptor(Func<Footprints> footprints) : DbCommandInterceptor, IDbTransactionInterceptor, IDbConnectionInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        BeforeAsync(command).GetAwaiter().GetResult();
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        BeforeAsync(command).GetAwaiter().GetResult();
        return result;
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        BeforeAsync(command).GetAwaiter().GetResult();
        return result;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(command);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(command);
        return result;
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(command);
        return result;
    }

    public InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        BeginAsync(connection).GetAwaiter().GetResult();
        return result;
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await BeginAsync(connection);
        return result;
    }

    public InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        CommitAsync(transaction).GetAwaiter().GetResult();
        return result;
    }

    public async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        await CommitAsync(transaction);
        return result;
    }

    // Committed, rolled back or only disposed of: EF, which opened the connection for the transaction, closes it.
    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Actor.Current?.Ended(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Actor.Current?.Ended(connection);
        return Task.CompletedTask;
    }

    private Task BeforeAsync(DbCommand command) =>
        Actor.Current?.ReachAsync(command.Connection!, command.CommandText, footprints().Of(command.CommandText)) ?? Task.CompletedTask;

    private static async Task BeginAsync(DbConnection connection)
    {
        if (Actor.Current is not { } actor)
            return;
        await actor.ReachAsync(connection, Step.Begin, default, begins: true);
        actor.Begun(connection);
    }

    private static Task CommitAsync(DbTransaction transaction) =>
        Actor.Current?.ReachAsync(transaction.Connection!, Step.Commit, default) ?? Task.CompletedTask;
}
