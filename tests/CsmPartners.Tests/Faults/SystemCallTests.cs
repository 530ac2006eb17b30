using System.Diagnostics;

namespace CsmPartners.Tests.Faults;

/// <summary>
/// Runs all <see cref="FailingActions"/> in a process of its own with the library preloaded that makes system calls fail: a few of each
/// action's, and every single one where <c>CSM_TEST_LONG</c> is 1.
/// </summary>
public sealed class SystemCallTests(ITestOutputHelper output) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task No_failing_system_call_and_no_end_of_the_process_loses_what_was_acknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Libraries are preloaded on Linux only");
        var (library, orders) = (Path.Combine(folder, "faults.so"), Path.Combine(folder, "orders"));
        if (await FaultControl.BuildAsync(library, orders) is { } reason)
            Assert.Skip(reason);
        var program = Path.ChangeExtension(typeof(SystemCallTests).Assembly.Location, null);
        var start = new ProcessStartInfo(program, ["-noColor", "-noLogo", "-explicit", "only", "-parallelMode", "none", "-class", $"{typeof(FailingActions).Namespace}.Failing*"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LD_PRELOAD"] = library;
        start.Environment[FaultControl.Variable] = orders;
        // Compiling what is hot a second time does not pay for a few of each.
        if (!FaultRun.IsLong)
            start.Environment["DOTNET_TieredPGO"] = "0";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var counts = File.Exists(orders + FaultControl.Counts) ? await File.ReadAllTextAsync(orders + FaultControl.Counts, TestContext.Current.CancellationToken) : "";
        output.WriteLine(counts);
        Assert.True(process.ExitCode == 0, $"{said}\n{await error}");
        // None of them was forgotten.
        Assert.Equal(10, counts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
