using System.Text;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// The numbers of ended sessions that are still in the database, as a file of fixed size in the data folder: a line each, blank where there
/// is none. Its room is taken at the start and written over in place, since a full disk is what it is for. Several nodes may share it.
/// </summary>
internal sealed class EndedSessionsFile(string path, ILogger<EndedSessionsFile> log)
{
    private const int Lines = 256;
    private const int Width = OpenSessions.NumberLength + 1;
    private const int Tries = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes the room.</summary>
    /// <returns>What an earlier run left.</returns>
    public IReadOnlyList<string> Prepare() => Change(numbers => { });

    public void Add(string number) => Change(numbers => numbers.Add(number));

    public void Remove(IReadOnlyCollection<string> deleted) => Change(numbers => numbers.RemoveAll(deleted.Contains));

    private List<string> Change(Action<List<string>> change)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = Open();
            var numbers = Read(file);
            change(numbers);
            // The newest, should there ever be more than have room.
            numbers = numbers[Math.Max(0, numbers.Count - Lines)..];
            Write(file, numbers);
            return numbers;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Until the next start the memory knows them too.
            log.LogWarning("Ended sessions cannot be written to {File}: {Reason}", path, e.Message);
            return [];
        }
    }

    /// <summary>For this node alone.</summary>
    private FileStream Open()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (tries < Tries && File.Exists(path))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private static List<string> Read(FileStream file)
    {
        var bytes = new byte[Lines * Width];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return [.. Encoding.ASCII.GetString(bytes, 0, length).Split('\n', StringSplitOptions.TrimEntries).Where(IsNumber)];
    }

    private static bool IsNumber(string line) => line.Length == OpenSessions.NumberLength && line.All(char.IsAsciiHexDigit);

    private static void Write(FileStream file, List<string> numbers)
    {
        var text = new StringBuilder(Lines * Width);
        for (var line = 0; line < Lines; line++)
            text.Append((line < numbers.Count ? numbers[line] : "").PadRight(OpenSessions.NumberLength)).Append('\n');
        file.Position = 0;
        file.Write(Encoding.ASCII.GetBytes(text.ToString()));
        file.Flush(flushToDisk: true);
    }
}
