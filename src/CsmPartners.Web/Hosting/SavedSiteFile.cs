using System.Globalization;
using CsmPartners.Published;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// The last published site as a file in the data folder: what a node shows that is started while the database is away. Several nodes may
/// share the file; it is replaced whole.
/// </summary>
public sealed class SavedSiteFile(string path, TimeProvider clock, ILogger<SavedSiteFile> log)
{
    private const string Unfinished = ".tmp";
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private bool lost;

    /// <summary>Whether a site was published from this data folder, even if this version of the program cannot read the file.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>How long ago it was written.</summary>
    public TimeSpan Age => clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path);

    /// <summary>Null where there is none that can be used; the log says why.</summary>
    public PublishedSite? Read()
    {
        try
        {
            return SavedSite.Read(File.ReadAllBytes(path), clock.GetUtcNow().Year);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e)
        {
            // Whatever is wrong with it must not stop the start.
            log.LogError("The saved site {File} cannot be used and is ignored: {Reason}", path, e.Message);
            return null;
        }
    }

    /// <summary>Replaces the file, unless another node has done it. A file saved from another database is copied first.</summary>
    /// <param name="force">Replace a file that claims to be this version too: its content has not been checked.</param>
    public async Task SaveAsync(PublishedSite site, bool force, CancellationToken cancellation)
    {
        try
        {
            if (!force && IsSaved(site))
                return;
            var started = clock.GetTimestamp();
            RemoveUnfinished();
            await CopyForeignAsync(site, cancellation);
            var bytes = await WriteAsync(path, file => SavedSite.WriteAsync(site, file, cancellation));
            log.LogInformation("Version {Version} was saved for a start without the database in {Elapsed:0} ms, {Kilobytes} kB", site.Version, clock.GetElapsedTime(started).TotalMilliseconds, bytes / 1000);
            lost = false;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // Said once; a full disk or a folder that may not be written to takes nothing from visitors.
            if (!lost)
                log.LogError("The published site cannot be saved as {File}: {Reason}", path, e.Message);
            lost = true;
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>
    /// Copies a file saved from another database, or unreadable, to a dated name: it may be the last copy of that site. The name is made
    /// from the file's own date, so a copy that was interrupted is repeated under the same name.
    /// </summary>
    private async Task CopyForeignAsync(PublishedSite site, CancellationToken cancellation)
    {
        if (!Exists)
            return;
        await using var old = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (SavedSite.ReadSeededAt(old) == site.SeededAt)
            return;
        old.Position = 0;
        var copy = string.Create(CultureInfo.InvariantCulture, $"{path}.{File.GetLastWriteTimeUtc(path):yyyyMMdd'T'HHmmssfffffff'Z'}");
        await WriteAsync(copy, file => old.CopyToAsync(file, cancellation));
        log.LogWarning("The saved site {File} is not of this database; it is kept as {Copy}", path, copy);
    }

    /// <summary>The file appears under its name whole, or not at all.</summary>
    /// <returns>Bytes written.</returns>
    private static async Task<long> WriteAsync(string target, Func<Stream, Task> write)
    {
        var unfinished = $"{target}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            long bytes;
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await write(file);
                file.Flush(flushToDisk: true);
                bytes = file.Length;
            }

            File.Move(unfinished, target, overwrite: true);
            return bytes;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>What killed processes left.</summary>
    private void RemoveUnfinished()
    {
        var limit = clock.GetUtcNow().UtcDateTime - Grace;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.*{Unfinished}").Where(f => File.GetLastWriteTimeUtc(f) < limit))
            File.Delete(file);
    }

    private bool IsSaved(PublishedSite site)
    {
        if (!Exists)
            return false;
        using var file = File.OpenRead(path);
        Span<byte> beginning = stackalloc byte[64];
        return SavedSite.IsOf(site, beginning[..file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)]);
    }
}

/// <summary>Saves each new version some seconds after it was read, off the way of requests; of several nodes with one folder, mostly one.</summary>
internal sealed class SiteSaver(PublishedSiteKeeper keeper, SavedSiteFile file) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostAtRandom = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        PublishedSite? saved = null;
        while (true)
        {
            // Not all nodes at the same moment: whoever comes later finds it done.
            await Task.Delay(Interval + MostAtRandom * Random.Shared.NextDouble(), stoppingToken);
            // What came from the file need not go back to it.
            if (keeper.ReadAt is null || keeper.Current is not { } site || ReferenceEquals(site, saved) || keeper.IsAway)
                continue;
            try
            {
                await file.SaveAsync(site, force: saved is null, stoppingToken);
                saved = site;
            }
            catch (IOException)
            {
                // The file has said so; it is tried again.
            }
        }
    }
}
