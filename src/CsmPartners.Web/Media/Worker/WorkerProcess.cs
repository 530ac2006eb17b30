using System.Diagnostics;
using System.Text;
using CsmPartners.Web.Hosting;

namespace CsmPartners.Web.Media.Worker;

/// <summary>A worker as the site sees it: one request at a time, killed with whoever waits for it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int ComplaintLength = 2000;

    private readonly Process process;
    private readonly Task<string> complaint;

    private WorkerProcess(Process process)
    {
        this.process = process;
        complaint = ReadComplaintAsync(process.StandardError);
    }

    public int Id => process.Id;

    /// <summary>Null until the worker has said so.</summary>
    public Confined? Confined { get; private set; }

    /// <exception cref="MediaWorkerException">The system does not start it.</exception>
    public static WorkerProcess Start(string role)
    {
        var start = ThisProgram.Again(MediaWorker.CommandName, role);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        // Nothing of the site's surroundings, which hold its secrets, but for what finds the runtime and native libraries.
        foreach (var name in start.Environment.Keys.Where(n => !IsNeeded(n)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Surroundings)
            start.Environment[name] = value;
        if (role == Tasks.Files)
            start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        try
        {
            return new WorkerProcess(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new MediaWorkerException($"No process for pictures can be started: {e.Message}", e);
        }
    }

    /// <exception cref="MediaWorkerException">It took too long, or the worker ended over it. It is not to be asked again.</exception>
    /// <exception cref="OperationCanceledException">The worker was killed at the caller's wish.</exception>
    public async Task<byte[]> AskAsync(byte[] request, TimeSpan time, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        // Pipes are read by blocking calls, which end with the process alone.
        await using var killing = limit.Token.Register(Kill);
        try
        {
            var (input, output) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
            Confined ??= (Confined)(await ReadAsync(output, 1))[0];
            await input.WriteAsync(BitConverter.GetBytes(request.Length), CancellationToken.None);
            await input.WriteAsync(request, CancellationToken.None);
            await input.FlushAsync(CancellationToken.None);
            var length = BitConverter.ToInt32(await ReadAsync(output, sizeof(int)));
            if (length is < 0 or > MediaWorker.LongestFrame)
                throw new InvalidDataException($"An answer of {length} bytes.");
            return await ReadAsync(output, length);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new MediaWorkerException(limit.IsCancellationRequested ? $"It took longer than {time.TotalSeconds:0} s." : await EndAsync(), e);
        }
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private static async Task<byte[]> ReadAsync(Stream output, int length)
    {
        var bytes = new byte[length];
        await output.ReadExactlyAsync(bytes, CancellationToken.None);
        return bytes;
    }

    private async Task<string> EndAsync()
    {
        Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        return $"The worker ended with {process.ExitCode}: {await complaint}";
    }

    private void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended, or was ended and put away by whoever was first.
        }
    }

    // To the end, since a pipe that nobody reads would stop the worker when it is full.
    private static async Task<string> ReadComplaintAsync(StreamReader error)
    {
        var (kept, buffer) = (new StringBuilder(), new char[1024]);
        while (await error.ReadAsync(buffer) is > 0 and var length)
            kept.Append(buffer, 0, Math.Min(length, ComplaintLength - kept.Length));
        return kept.ToString().Trim();
    }

    private static bool IsNeeded(string name) =>
        name.StartsWith("DOTNET_ROOT", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DYLD_", StringComparison.Ordinal)
        || name is "LD_LIBRARY_PATH" or "DOTNET_ROLL_FORWARD" or "SystemRoot" or "SYSTEMROOT" or "PATH" or "TEMP" or "TMP";

    private static readonly (string Name, string Value)[] Surroundings =
    [
        // A quick start and a small process: no server's garbage collector, no door for debuggers, no second compilation by profile.
        ("DOTNET_gcServer", "0"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_GCHeapHardLimit", "0x18000000"),
        ("DOTNET_EnableDiagnostics", "0"), ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_TieredPGO", "0"), ("DOTNET_NOLOGO", "1"),
        // What is large stays in memory, where the limit sees it, and not in a temporary file.
        ("VIPS_DISC_THRESHOLD", "8g"), ("VIPS_CONCURRENCY", "2"), ("MALLOC_ARENA_MAX", "2"),
    ];
}

/// <summary>The worker gave no answer: the file made it fail, or the system starts no process. Says why, for the log.</summary>
public sealed class MediaWorkerException(string message, Exception reason) : IOException(message, reason);
