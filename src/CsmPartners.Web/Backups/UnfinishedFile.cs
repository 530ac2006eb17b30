namespace CsmPartners.Web.Backups;

/// <summary>A file beside the one to be, readable by its owner alone; it takes the other's name when it is whole, and goes where it never was.</summary>
public sealed class UnfinishedFile : IAsyncDisposable
{
    private readonly string path;
    private readonly string unfinished;
    private bool isFinished;

    public UnfinishedFile(string path)
    {
        (this.path, unfinished) = (path, path + ".unfinished");
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 17 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Not made anew: another backup to the same place may be writing it, and holds it locked.
        Stream = new FileStream(unfinished, options);
        try
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Stream.SafeFileHandle, options.UnixCreateMode!.Value);
            Stream.SetLength(0);
        }
        catch
        {
            Stream.Dispose();
            throw;
        }
    }

    public FileStream Stream { get; }

    public void Finish(bool replace)
    {
        Stream.Flush(flushToDisk: true);
        if (OperatingSystem.IsWindows())
            Stream.Dispose();
        File.Move(unfinished, path, replace);
        isFinished = true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // What is still in its buffer need not reach a full disk.
            if (!isFinished)
                File.Delete(unfinished);
        }
        finally
        {
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await Stream.DisposeAsync();
        }
        catch (IOException)
        {
        }
    }
}
