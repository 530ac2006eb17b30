using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Benchmarks;

/// <summary>What a backup and a restore of a large site take: time, size, and the most memory that the process held.</summary>
internal static class BackingUp
{
    private const int Many = 20_000;
    private const int Revisions = 20;

    // Megabytes. A site of any size has to pass through.
    private const double Ceiling = 400;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csm-benchmark-").FullName;
        try
        {
            var (large, again, archive) = (Path.Combine(folder, "large"), Path.Combine(folder, "again"), Path.Combine(folder, "site.zip"));
            Directory.CreateDirectory(large);
            await using (var db = Desk.Database(large))
            {
                await db.Database.MigrateAsync();
                await GeneratedEntries.AddAsync(db, Many);
                await GeneratedEntries.AddRevisionsAsync(db, Revisions);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors; {Many} entries more with {Revisions} revisions each; database {Size(Path.Combine(large, "site.db")):0} MB"));
            var most = Math.Max(Run("backup", archive, large), Run("restore", archive, again));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"archive {Size(archive):0} MB; restored database {Size(Path.Combine(again, "site.db")):0} MB"));
            Console.WriteLine(most < Ceiling ? $"Kept: under {Ceiling} MB of memory." : $"Not kept: under {Ceiling} MB of memory.");
            return most < Ceiling ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Size(string file) => new FileInfo(file).Length / 1e6;

    private static double Run(string command, string archive, string folder)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Web.Hosting.PublishedSiteKeeper).Assembly.Location, command, archive, "--Data:Folder", folder]) { WorkingDirectory = AppContext.BaseDirectory })!;
        var most = 0.0;
        while (!process.WaitForExit(100))
        {
            process.Refresh();
            most = process.HasExited ? most : Math.Max(most, process.PeakWorkingSet64 / 1e6);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{command}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, {most:0} MB of memory"));
        return process.ExitCode == 0 ? most : throw new InvalidOperationException($"{command} ended with {process.ExitCode}");
    }
}
