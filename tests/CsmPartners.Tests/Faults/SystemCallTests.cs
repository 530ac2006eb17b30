using System.Diagnostics;

namespace CsmPartners.Tests.Faults;

/// <summary>
/// Runs <see cref="FailingCalls"/> in a process of its own with the library preloaded that makes system calls fail. Every call where
/// <c>CSM_TEST_LONG</c> is 1, some where it is "sample".
/// </summary>
public sealed class SystemCallTests(ITestOutputHelper output) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task No_failing_system_call_and_no_end_of_the_process_loses_what_was_acknowledged()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CSM_TEST_LONG") is "1" or "sample", "Takes minutes: runs where CSM_TEST_LONG is 1");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Libraries are preloaded on Linux only");
        var (library, orders) = (Path.Combine(folder, "faults.so"), Path.Combine(folder, "orders"));
        if (await FaultControl.BuildAsync(library, orders) is { } reason)
            Assert.Skip(reason);
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(SystemCallTests).Assembly.Location, null), ["-noColor", "-noLogo", "-explicit", "only", "-parallel", "none", "-class", typeof(FailingCalls).FullName!])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LD_PRELOAD"] = library;
        start.Environment[FaultControl.Variable] = orders;
        using var program = Process.Start(start)!;
        var error = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        var counts = File.Exists(orders + FailingCalls.Counts) ? await File.ReadAllTextAsync(orders + FailingCalls.Counts, TestContext.Current.CancellationToken) : "";
        output.WriteLine(counts);
        Assert.True(program.ExitCode == 0, $"{said}\n{await error}");
        // None of them was forgotten.
        Assert.Equal(9, counts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
