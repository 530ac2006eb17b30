using System.Data.Common;
using System.Net;
using Microsoft.Data.Sqlite;

namespace CsmPartners.Tests.Interleavings;

/// <summary>What was answered to a request.</summary>
/// <param name="Cookies">As the browser would send them back.</param>
/// <param name="Notice">What the next screen is to say.</param>
internal sealed record Answer(HttpStatusCode Status, string Location, string Body, string Cookies = "", string Notice = "");

/// <summary>What an actor is to do; null is answered by what runs in the background.</summary>
/// <param name="Refused">
/// What it may come to where the other comes between, and it is refused: a try that failed, or a proof that nothing followed. Null where it
/// leaves nothing then.
/// </param>
/// <param name="FailsAt">From which of its commands on, counted from 1, the database fails; 0 for none.</param>
internal sealed record Act(string Name, Func<Task<Answer?>> Work, Act? Refused = null, int FailsAt = 0);

/// <summary>A request or a background job that goes on step by step, as the <see cref="Conductor"/> lets it.</summary>
internal sealed class Actor(int number, Act act, Conductor conductor)
{
    private const int InputOutputError = 10;

    private static readonly AsyncLocal<Actor?> Flowing = new();

    private TaskCompletionSource gate = new();
    private TaskCompletionSource? inPipeline;
    private DbConnection? transaction;
    private Step? running;

    /// <summary>Whose work this code is part of; null outside of an exploration.</summary>
    public static Actor? Current => Flowing.Value;

    public int Number => number;

    public string Name => act.Name;

    /// <summary>The step before which it waits; null while it runs and when it is done.</summary>
    public Step? Next { get; private set; }

    public bool IsDone { get; private set; }

    public bool IsInTransaction => transaction is not null;

    public Answer? Answer { get; private set; }

    public Exception? Failure { get; private set; }

    public bool IsOf(Act other) => ReferenceEquals(act, other);

    public void Start() => _ = Task.Run(async () =>
    {
        Flowing.Value = this;
        try
        {
            Answer = await act.Work();
            // The answer may arrive before the code that wrote it has returned.
            if (inPipeline is { } pipeline)
                await pipeline.Task;
        }
        catch (Exception e)
        {
            Failure = e;
        }

        IsDone = true;
        conductor.HasStopped();
    });

    /// <summary>Lets it take the step before which it waits.</summary>
    public Step Go()
    {
        (running, Next) = (Next, null);
        gate.SetResult();
        return running!;
    }

    /// <summary>Runs the rest of a request's pipeline as this actor's.</summary>
    public async Task PassAsync(Func<Task> next)
    {
        inPipeline = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            Flowing.Value = this;
            await next();
        }
        finally
        {
            inPipeline.SetResult();
        }
    }

    /// <summary>How many commands it has come to, each BEGIN and COMMIT included.</summary>
    public int Commands { get; private set; }

    /// <summary>Waits for its turn before a command, a BEGIN or a COMMIT.</summary>
    /// <exception cref="InvalidOperationException">It would wait for itself for ever.</exception>
    public async Task ReachAsync(DbConnection connection, string text, Footprint footprint, bool begins = false)
    {
        if (++Commands >= act.FailsAt && act.FailsAt > 0)
            throw new SqliteException("disk I/O error", InputOutputError);
        var isOwn = connection == transaction;
        if (IsInTransaction && !isOwn && (begins || footprint.Writes))
            throw conductor.Fail($"{Name} writes on a second connection while its own transaction holds the database: {text}");
        if (IsInTransaction && !conductor.StopsInTransactions)
        {
            running!.Add(text, footprint);
            return;
        }

        if (Next is not null || IsDone)
            throw conductor.Fail($"{Name} does two things at once, or goes on after its answer: {text}");
        Next = new Step(number, text, footprint, !isOwn && (begins || footprint.Writes));
        gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        conductor.HasStopped();
        await gate.Task;
    }

    public void Begun(DbConnection connection) => transaction = connection;

    public void Ended(DbConnection connection)
    {
        if (transaction == connection)
            transaction = null;
    }
}
