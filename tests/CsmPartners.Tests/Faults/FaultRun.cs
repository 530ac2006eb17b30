using System.Globalization;
using CsmPartners.Tests.Hosting;

namespace CsmPartners.Tests.Faults;

/// <summary>One action with one call after another failing, and in turn the process ending there.</summary>
internal sealed class FaultRun(FaultControl control, string action, string folder)
{
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("CSM_TEST_LONG") == "1";

    private readonly List<string> broken = [];
    private int injected;
    private int acknowledged;
    private int turn;

    /// <param name="act">Gets a mark that is its own; says whether it was acknowledged. What it throws is a failure that was said.</param>
    /// <param name="check">Says what is wrong with the folder, as a program that is started anew would find it.</param>
    /// <param name="between">Makes the folder ready for the next time.</param>
    public async Task ProveAsync(Func<string, Task<bool>> act, Func<string, bool, string, Task<IEnumerable<string>>> check, Func<Task> between)
    {
        var started = TimeProvider.System.GetTimestamp();
        var total = await CountAsync("counted", act, between);
        Assert.True(total > 0, $"{action} makes no call that can fail");
        foreach (var lasting in new[] { false, true })
        {
            if (IsLong)
                await InjectAllAsync(place => InjectAsync(place, lasting, act, check, between));
            else
                await InjectSomeAsync(total, place => InjectAsync(place, lasting, act, check, between));
        }

        Assert.True(broken.Count == 0, $"{broken.Count} of {injected} are broken:\n{string.Join('\n', broken.Take(20))}");
        // Nothing that failed stands in the way of the next time.
        await CountAsync("again", act, between);
        await File.AppendAllTextAsync(
            Environment.GetEnvironmentVariable(FaultControl.Variable) + FaultControl.Counts,
            string.Create(CultureInfo.InvariantCulture, $"{action}: {total} calls, {injected} faults injected, {acknowledged} acknowledged all the same, {broken.Count} broken, {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s\n"));
    }

    private async Task<int> CountAsync(string mark, Func<string, Task<bool>> act, Func<Task> between)
    {
        await between();
        control.Arm(folder, 0, lasting: false, FaultControl.FullDisk);
        Assert.True(await act(mark), $"{action} does not succeed by itself, {mark}");
        return control.Disarm().Seen;
    }

    /// <summary>Until the action succeeds before it comes to the call that is to fail.</summary>
    private static async Task InjectAllAsync(Func<int, Task<bool>> inject)
    {
        var place = 1;
        while (await inject(place))
            place++;
    }

    /// <summary>The first, some between, and the last, by which what was made takes its place.</summary>
    private static async Task InjectSomeAsync(int total, Func<int, Task<bool>> inject)
    {
        foreach (var place in new[] { 1, total / 3, 2 * total / 3, total - 1, total }.Where(p => p > 0).Distinct())
        {
            // What runs beside the action makes some calls more at one time than at another: the last is looked for.
            var earlier = place;
            while (earlier > 0 && !await inject(earlier))
                earlier--;
        }
    }

    /// <returns>Whether it came to that call.</returns>
    private async Task<bool> InjectAsync(
        int place, bool lasting, Func<string, Task<bool>> act, Func<string, bool, string, Task<IEnumerable<string>>> check, Func<Task> between)
    {
        await between();
        var mark = $"{action.Split(' ')[0]}{(lasting ? "end" : "fault")}{place}t{++turn}";
        control.Arm(folder, place, lasting, place % 2 == 0 ? FaultControl.FailingDisk : FaultControl.FullDisk);
        var (isDone, said) = await TryAsync(act, mark);
        // A process that ended has written nothing since; this one goes on, and would.
        using var copy = lasting ? new FolderCopy(folder) : null;
        var failed = control.Disarm().Failed;
        if (failed is null)
        {
            // Otherwise an action that is refused for another reason would pass for one that no call is left to fail in.
            Assert.True(isDone, $"{action}, call {place}, did not come to it and was not done: {said}");
            return false;
        }

        injected++;
        acknowledged += isDone ? 1 : 0;
        broken.AddRange((await check(mark, isDone, copy?.Path ?? folder)).Select(wrong => $"{action}, call {place} ({failed}{(lasting ? ", and all after it" : "")}), {(isDone ? "acknowledged" : said)}: {wrong}"));
        return true;
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
