using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace CsmPartners.Benchmarks;

/// <summary>
/// From the start of the process to the first page, beside the framework's own empty MVC project: both published anew in the same
/// way, compiled ahead, and started in turn.
/// </summary>
internal static class Starting
{
    private const int Rounds = 7;
    private const double Most = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Publish = ["--configuration", "Release", "--runtime", "linux-x64", "--self-contained", "true", "-p:PublishReadyToRun=true", "-p:PublishReadyToRunComposite=true", "--nologo", "--verbosity", "quiet"];

    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("csm-benchmark-").FullName;
        try
        {
            var empty = Path.Combine(folder, "empty");
            Call("dotnet", ["new", "mvc", "--name", "Empty", "--output", empty], folder);
            Call("dotnet", ["publish", empty, .. Publish, "--artifacts-path", Path.Combine(folder, "build", "rival"), "--output", Path.Combine(folder, "rival")], folder);
            Call("dotnet", ["publish", Path.Combine(Root(), "src", "CsmPartners.Web"), .. Publish, "--artifacts-path", Path.Combine(folder, "build", "site"), "--output", Path.Combine(folder, "site")], folder);
            Directory.CreateDirectory(Path.Combine(folder, "data"));
            // The first start fills the database.
            OursUnsaved(folder);
            var times = Enumerable.Range(0, Rounds).Select(_ => (Rival: Measure(Path.Combine(folder, "rival", "Empty"), "/", folder), Ours: Ours(folder), Unsaved: OursUnsaved(folder))).ToList();
            var (rival, ours, unsaved) = (Median(times.Select(t => t.Rival)), Median(times.Select(t => t.Ours)), Median(times.Select(t => t.Unsaved)));
            Console.WriteLine($"From the start of the process to the first page; {Rounds} rounds in turn; medians in milliseconds");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"empty MVC project {rival,6:0}   our /ru {ours,6:0}   ratio {ours / rival:0.00}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  without the saved site         {unsaved,6:0}   ratio {unsaved / rival:0.00}, without a bound"));
            var kept = ours <= Most * rival;
            Console.WriteLine($"{(kept ? "Kept" : "Not kept")}: at most {Most:0} times the empty project.");
            return kept ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As when it is started again: its last run had the time to save the site.</summary>
    private static double Ours(string folder) => Measure(Path.Combine(folder, "site", "CsmPartners.Web"), "/ru", folder);

    /// <summary>As when its last run was killed before it had saved the site; ends when it is saved.</summary>
    private static double OursUnsaved(string folder)
    {
        var saved = Path.Combine(folder, "data", "published.site");
        File.Delete(saved);
        return Measure(Path.Combine(folder, "site", "CsmPartners.Web"), "/ru", folder, saved);
    }

    /// <param name="awaited">A file without which the process is not ended.</param>
    private static double Measure(string program, string address, string folder, string? awaited = null)
    {
        var port = Server.FreePort();
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(program) };
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Data__Folder"] = Path.Combine(folder, "data");
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        try
        {
            using var visitor = new HttpClient();
            while (Stopwatch.GetElapsedTime(started) < Patience && !process.HasExited)
            {
                if (Answers(visitor, new Uri($"http://127.0.0.1:{port}{address}")))
                {
                    var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                    while (awaited is not null && !File.Exists(awaited) && Stopwatch.GetElapsedTime(started) < Patience)
                        Thread.Sleep(100);
                    return time;
                }

                Thread.Sleep(4);
            }

            throw new InvalidOperationException($"{program} did not start");
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static bool Answers(HttpClient visitor, Uri address)
    {
        try
        {
            using var answer = visitor.Send(new HttpRequestMessage(HttpMethod.Get, address));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException)
        {
            return false;
        }
    }

    private static void Call(string program, string[] arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = folder })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static double Median(IEnumerable<double> times) => times.Order().ElementAt(Rounds / 2);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CsmPartners.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"CsmPartners.sln is not above {AppContext.BaseDirectory}: run this where it was built");
        return folder;
    }
}
