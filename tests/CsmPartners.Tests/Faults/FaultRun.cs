using System.Globalization;
using CsmPartners.Tests.Hosting;

namespace CsmPartners.Tests.Faults;

/// <summary>One action with one call after another failing, and in turn the process ending there.</summary>
internal sealed class FaultRun(FaultControl control, string action, string folder)
{
    /// <summary>Of each of the two kinds at an ordinary run: the first, the last and some between.</summary>
    private const int Sample = 5;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("CSM_TEST_LONG") == "1";

    private readonly List<string> broken = [];
    private int injected;
    private int acknowledged;

    /// <param name="act">Gets a mark that is its own; says whether it was acknowledged. What it throws is a failure that was said.</param>
    /// <param name="check">Says what is wrong with the folder, as a program that is started anew would find it.</param>
    /// <param name="between">Makes the folder ready for the next time.</param>
    public async Task ProveAsync(Func<string, Task<bool>> act, Func<string, bool, string, Task<IEnumerable<string>>> check, Func<Task>? between = null)
    {
        await (between?.Invoke() ?? Task.CompletedTask);
        control.Arm(folder, 0, lasting: false, FaultControl.FullDisk);
        Assert.True(await act("counted"), $"{action} does not succeed by itself");
        var total = control.Disarm().Seen;
        Assert.True(total > 0, $"{action} makes no call that can fail");
        foreach (var lasting in new[] { false, true })
        {
            foreach (var place in Places(total))
                await InjectAsync(place, lasting, act, check, between);
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken.Take(20)));
        await File.AppendAllTextAsync(
            Environment.GetEnvironmentVariable(FaultControl.Variable) + FailingCalls.Counts,
            string.Create(CultureInfo.InvariantCulture, $"{action}: {total} calls, {injected} faults injected, {acknowledged} acknowledged all the same, {broken.Count} broken\n"));
    }

    private async Task InjectAsync(
        int place, bool lasting, Func<string, Task<bool>> act, Func<string, bool, string, Task<IEnumerable<string>>> check, Func<Task>? between)
    {
        await (between?.Invoke() ?? Task.CompletedTask);
        var mark = $"{action.Split(' ')[0]}{(lasting ? "end" : "fault")}{place}";
        control.Arm(folder, place, lasting, place % 2 == 0 ? FaultControl.FailingDisk : FaultControl.FullDisk);
        var (isDone, said) = await TryAsync(act, mark);
        // A process that ended has written nothing since; this one goes on, and would.
        using var copy = lasting ? new FolderCopy(folder) : null;
        var failed = control.Disarm().Failed;
        if (failed is null)
            return;
        injected++;
        acknowledged += isDone ? 1 : 0;
        broken.AddRange((await check(mark, isDone, copy?.Path ?? folder)).Select(wrong => $"{action}, call {place} ({failed}{(lasting ? ", and all after it" : "")}), {(isDone ? "acknowledged" : said)}: {wrong}"));
    }

    private static async Task<(bool IsDone, string Said)> TryAsync(Func<string, Task<bool>> act, string mark)
    {
        try
        {
            return (await act(mark), "refused");
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            return (false, $"{e.GetType().Name}: {e.GetBaseException().Message}");
        }
    }

    private static IEnumerable<int> Places(int total) =>
        IsLong || total <= Sample ? Enumerable.Range(1, total) : Enumerable.Range(0, Sample).Select(i => 1 + (int)((long)(total - 1) * i / (Sample - 1)));

    private sealed class FolderCopy : IDisposable
    {
        public FolderCopy(string folder)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal) && !f.EndsWith(".zip.unfinished", StringComparison.Ordinal)))
            {
                var copy = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(folder, file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("csm-partners-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
