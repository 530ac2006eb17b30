using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Diagnostics.NETCore.Client;

namespace CsmPartners.Benchmarks;

/// <summary>A server in a process of its own.</summary>
internal sealed class Server : IDisposable
{
    // Half a second apart.
    private const int MostAttempts = 240;

    private readonly Process process;
    private readonly string? log;

    private Server(Process process, int port, string? log) => (this.process, Port, this.log) = (process, port, log);

    public int Port { get; }

    /// <summary>Megabytes that the process holds now.</summary>
    public double Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Has the process collect its garbage, all of it, as a heap dump does, and lets it give back what it frees.</summary>
    /// <returns>Megabytes that it then holds.</returns>
    public async Task<double> CollectAsync()
    {
        // Of Microsoft-Windows-DotNETRuntime, GCHeapCollect.
        const long Collect = 0x800000;
        using (var session = await new DiagnosticsClient(process.Id).StartEventPipeSessionAsync(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, Collect)], requestRundown: false, circularBufferMB: 1, CancellationToken.None))
        {
            var told = session.EventStream.CopyToAsync(Stream.Null);
            await Task.Delay(TimeSpan.FromSeconds(2));
            await session.StopAsync(CancellationToken.None);
            await told;
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
        return Memory;
    }

    /// <summary>Files and connections that it has open.</summary>
    public int OpenFiles => Directory.GetFileSystemEntries($"/proc/{process.Id}/fd").Length;

    /// <summary>Lines of its log that are warnings or worse, but for the invitation to the first administrator.</summary>
    public IEnumerable<string> Complaints =>
        File.ReadLines(log!).Where(line => line.Contains("\"@l\":", StringComparison.Ordinal) && !line.Contains("Nobody works at the desk yet", StringComparison.Ordinal));

    /// <summary>Milliseconds, as the site's own log says it.</summary>
    public double LoadTime => Logged("published site read in").GetProperty("Elapsed").GetDouble();

    /// <summary>Milliseconds until the site could be searched, and the kilobytes of its index.</summary>
    public (double Time, double Kilobytes) Index =>
        (Logged("can be searched").GetProperty("Elapsed").GetDouble(), Logged("can be searched").GetProperty("Kilobytes").GetDouble());

    /// <summary>Milliseconds that the last saving of the site took, and the kilobytes of its file.</summary>
    public (double Time, double Kilobytes) Saved =>
        (LastLogged("was saved for a start").GetProperty("Elapsed").GetDouble(), LastLogged("was saved for a start").GetProperty("Kilobytes").GetDouble());

    public static Task<Server> StartRivalAsync(string rival, string folder)
    {
        var port = FreePort();
        return StartAsync([typeof(Server).Assembly.Location, "serve", rival, folder, $"{port}"], port, "/overview", null, []);
    }

    /// <summary>The site as it is run: Production, its log written to a file.</summary>
    public static Task<Server> StartSiteAsync(string folder, int cacheMegabytes = 64, string? connection = null)
    {
        Directory.CreateDirectory(folder);
        var port = FreePort();
        var environment = new Dictionary<string, string>
        {
            ["Data__Folder"] = folder,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Cache__Megabytes"] = $"{cacheMegabytes}",
            ["Site__Address"] = $"http://127.0.0.1:{port}",
            ["Throttling__Search"] = "1000000",
            ["Throttling__Data"] = "1000000",
        };
        if (connection is not null)
            environment["ConnectionStrings__Site"] = connection;
        return StartAsync([typeof(Web.Hosting.PublishedSiteKeeper).Assembly.Location], port, "/health/ready", Path.Combine(folder, $"log{cacheMegabytes}.json"), environment);
    }

    private JsonElement Logged(string words) => AllLogged(words).First();

    private JsonElement LastLogged(string words) => AllLogged(words).Last();

    private IEnumerable<JsonElement> AllLogged(string words) => File.ReadLines(log!)
        .Select(line => JsonElement.Parse(line))
        .Where(line => line.GetProperty("@mt").GetString()!.Contains(words, StringComparison.Ordinal));

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static async Task<Server> StartAsync(string[] arguments, int port, string ready, string? log, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet \"$@\" > '{log ?? "/dev/null"}' 2>&1", "sh", .. arguments]) { UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new Server(Process.Start(start)!, port, log);
        using var visitor = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var attempt = 0; attempt < MostAttempts && !server.process.HasExited; attempt++)
        {
            try
            {
                using var response = await visitor.GetAsync(new Uri($"http://127.0.0.1:{port}{ready}"));
                if (response.IsSuccessStatusCode)
                    return server;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet, or only just.
            }

            await Task.Delay(500);
        }

        server.Dispose();
        throw new InvalidOperationException($"{string.Join(' ', arguments)} did not start");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
