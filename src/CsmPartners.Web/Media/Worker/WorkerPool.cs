using System.Collections.Concurrent;

namespace CsmPartners.Web.Media.Worker;

/// <summary>Workers of one role: few at once, kept for a moment where the next task may follow.</summary>
public sealed class WorkerPool : IDisposable
{
    private const int MostAtOnce = 2;

    /// <summary>Of one worker, so that what leaks in native code does not add up.</summary>
    private const int MostTasks = 20;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private readonly string role;
    private readonly ILogger log;
    private readonly TimeSpan time;
    private readonly SemaphoreSlim places = new(MostAtOnce);
    private readonly ConcurrentStack<(WorkerProcess Worker, int Tasks)> idle = new();
    private readonly Timer ending;
    private readonly CancellationTokenSource closing = new();
    private int isSaid;

    /// <param name="time">Of one task, after which its worker is killed.</param>
    public WorkerPool(string role, TimeSpan time, ILogger log)
    {
        (this.role, this.time, this.log) = (role, time, log);
        ending = new Timer(_ => EndIdle());
    }

    /// <param name="write">Writes what the task needs.</param>
    /// <param name="isUntrusted">The content comes from a person: its worker does nothing before or after it.</param>
    /// <exception cref="MediaWorkerException">There is no answer. It is in the log.</exception>
    public async Task<BinaryReader> RunAsync(MediaTask task, Action<BinaryWriter> write, bool isUntrusted, CancellationToken cancellation)
    {
        using var request = new MemoryStream();
        await using (var writer = new BinaryWriter(request))
        {
            writer.Write((byte)task);
            write(writer);
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, closing.Token);
        await places.WaitAsync(ends.Token);
        try
        {
            return new BinaryReader(new MemoryStream(await AskAsync(request.ToArray(), isUntrusted, ends.Token)));
        }
        catch (MediaWorkerException e)
        {
            log.LogWarning("{Task} of a picture or document failed: {Reason}", task, e.Message);
            throw;
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose()
    {
        closing.Cancel();
        ending.Dispose();
        EndIdle();
        closing.Dispose();
        places.Dispose();
    }

    private async Task<byte[]> AskAsync(byte[] request, bool isUntrusted, CancellationToken cancellation)
    {
        var (worker, tasks) = !isUntrusted && idle.TryPop(out var kept) ? kept : (WorkerProcess.Start(role), 0);
        var isGood = false;
        try
        {
            var answer = await worker.AskAsync(request, time, cancellation);
            Say(worker.Confined);
            isGood = !isUntrusted && tasks + 1 < MostTasks && !closing.IsCancellationRequested;
            return answer;
        }
        finally
        {
            if (isGood)
                Keep(worker, tasks + 1);
            else
                worker.Dispose();
        }
    }

    private void Keep(WorkerProcess worker, int tasks)
    {
        idle.Push((worker, tasks));
        ending.Change(KeptFor, Timeout.InfiniteTimeSpan);
    }

    private void EndIdle()
    {
        while (idle.TryPop(out var kept))
            kept.Worker.Dispose();
    }

    private void Say(Confined? confined)
    {
        if (confined != Confined.Full && Interlocked.Exchange(ref isSaid, 1) == 0)
            log.LogWarning("Pictures and documents are parsed in processes of their own, which this system confines no further than {Confined}", confined);
    }
}
