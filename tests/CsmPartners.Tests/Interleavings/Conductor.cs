namespace CsmPartners.Tests.Interleavings;

/// <summary>Runs actors so that only one of them goes on at a time, each time by one step.</summary>
/// <param name="tick">Moves the clock on before each step.</param>
/// <param name="stopsInTransactions">Whether the commands of a transaction are steps of their own.</param>
internal sealed class Conductor(Action tick, bool stopsInTransactions) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim stopped = new(0);
    private string? problem;

    public IReadOnlyList<Actor> Actors { get; private set; } = [];

    public bool StopsInTransactions => stopsInTransactions;

    /// <summary>Runs all of them to their end.</summary>
    /// <param name="choose">One of those that can go on.</param>
    /// <returns>The steps in the order in which they were taken.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">The run cannot be told as one order of steps.</exception>
    public async Task<IReadOnlyList<Step>> RunAsync(IReadOnlyList<Act> acts, Func<IReadOnlyList<int>, int> choose, Action<Step> took)
    {
        Actors = [.. acts.Select((act, number) => new Actor(number, act, this))];
        foreach (var actor in Actors)
        {
            actor.Start();
            await WaitAsync(actor);
        }

        var steps = new List<Step>();
        // Whoever would wait for the database's one writer is not let go: SQLite's own waiting is by the clock.
        while (Actors.Where(a => a.Next is { } next && !(next.TakesLock && Actors.Any(o => o.IsInTransaction))).Select(a => a.Number).ToList() is { Count: > 0 } enabled)
        {
            tick();
            var actor = Actors[choose(enabled)];
            var step = actor.Go();
            await WaitAsync(actor);
            steps.Add(step);
            took(step);
        }

        Assert.True(Actors.All(a => a.IsDone), "Nobody can go on: each waits for the database");
        return steps;
    }

    public void HasStopped() => stopped.Release();

    public InvalidOperationException Fail(string words)
    {
        problem ??= words;
        return new InvalidOperationException(words);
    }

    public void Dispose() => stopped.Dispose();

    private async Task WaitAsync(Actor actor)
    {
        Assert.True(await stopped.WaitAsync(Patience, TestContext.Current.CancellationToken), $"{actor.Name} waits for something other than the database");
        if (problem is not null)
            throw new Xunit.Sdk.XunitException(problem);
    }
}
