using CsmPartners.Web.Hosting;

namespace CsmPartners.Web.Media;

/// <summary>
/// Where the files lie: <c>{Data:Folder}/media/ab/ab…</c>, named by the SHA-256 of the stored original. A file appears whole or not at all.
/// Several nodes share one folder.
/// </summary>
public sealed class MediaFolder(IConfiguration configuration, IWebHostEnvironment environment) : IMediaStore
{
    public const int HashLength = 64;

    private const string Unfinished = ".tmp";

    private const string Shared = "share";

    /// <summary>Endings of the originals that there may be.</summary>
    public static readonly IReadOnlyList<string> Originals = [".jpg", ".webp", ".pdf"];

    private readonly string root = DataFolder.PathOf(configuration, environment, "media");

    /// <param name="hash">Sixty-four hexadecimal digits: the caller has checked.</param>
    /// <param name="ending">".pdf", "-800.webp".</param>
    public string PathOf(string hash, string ending) => Path.Combine(root, hash[..2], hash + ending);

    /// <param name="hash">Of a share picture.</param>
    public string PathOfShared(string hash) => Path.Combine(root, Shared, hash + ".png");

    /// <summary>Removes the oldest share pictures until the rest has at most this many bytes. They are drawn again when asked for.</summary>
    public void TrimShared(long most)
    {
        var sum = 0L;
        foreach (var file in new DirectoryInfo(Path.Combine(root, Shared)).EnumerateFiles("*.png").OrderByDescending(f => f.LastWriteTimeUtc).ToList())
        {
            sum += file.Length;
            if (sum > most)
                file.Delete();
        }
    }

    /// <summary>The stored original's path; null where there is none.</summary>
    public string? Original(string hash) => Originals.Select(ending => PathOf(hash, ending)).FirstOrDefault(File.Exists);

    public Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        WriteAsync(path, file => file.WriteAsync(bytes, cancellation).AsTask());

    /// <param name="fill">Writes the content; where it throws, there is no file.</param>
    public async Task WriteAsync(string path, Func<Stream, Task> fill)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var unfinished = Path.Combine(folder, Guid.NewGuid().ToString("N") + Unfinished);
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                await fill(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public Task<string?> FindAsync(string hash, CancellationToken cancellation) => Task.FromResult(Original(hash));

    public Task AddAsync(string hash, string ending, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => WriteAsync(PathOf(hash, ending), bytes, cancellation);

    public Task DeleteAsync(string hash, CancellationToken cancellation)
    {
        Delete(hash);
        return Task.CompletedTask;
    }

    // They lie here with all that is made of them, which is swept in one.
    public IAsyncEnumerable<string> OlderThanAsync(DateTime utc, CancellationToken cancellation) => AsyncEnumerable.Empty<string>();

    /// <summary>
    /// Has the server keep here too what it has read of an upload, unless its surroundings name another place: what a killed process
    /// leaves is then swept up with the rest.
    /// </summary>
    public void KeepUploads()
    {
        const string Setting = "ASPNETCORE_TEMP";
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Setting)))
            Environment.SetEnvironmentVariable(Setting, Directory.CreateDirectory(Path.Combine(root, "uploads")).FullName);
    }

    /// <summary>The file by which nodes of one machine know of each other. Null where another one's presence, or a folder that is not to be written to, forbids it.</summary>
    public FileStream? OpenPresence(FileShare share)
    {
        try
        {
            return new(root + ".nodes", FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The original and everything made of it.</summary>
    public void Delete(string hash)
    {
        if (Path.Combine(root, hash[..2]) is var folder && Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, hash + "*"))
                File.Delete(file);
        }
    }

    /// <summary>Every file that is as old as this, with the hash it belongs to; null for one that was never finished.</summary>
    public IEnumerable<(string Path, string? Hash)> OlderThan(DateTime utc) =>
        from file in Directory.Exists(root) ? new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories) : []
        where file.LastWriteTimeUtc <= utc && file.Directory!.Name != Shared
        let unfinished = file.Extension == Unfinished
        where unfinished || (file.Name.Length > HashLength && file.Name[..HashLength].All(char.IsAsciiHexDigitLower))
        select (file.FullName, unfinished ? null : file.Name[..HashLength]);
}
