using CsmPartners.Media;
using CsmPartners.Web.Media.Worker;

namespace CsmPartners.Web.Media;

/// <summary>
/// Cleans and resizes pictures in processes of their own. What comes out was drawn anew from the pixels: no metadata, no second meaning
/// of the bytes. At most two pictures are worked on at once, so that uploads and first visitors cannot exhaust the machine.
/// </summary>
public sealed class Pictures(WorkerPool workers)
{
    /// <summary>In pixels. Read from the file's head before anything is decoded.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>Of the stored original, in pixels.</summary>
    public const int LongestSide = 4000;

    /// <summary>The picture as it will be kept: upright, in sRGB, at most <see cref="LongestSide"/> long; or why not.</summary>
    public async Task<(StoredFile? File, MediaRefusal? Refusal)> CleanAsync(byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            using var answer = await workers.RunAsync(MediaTask.Clean, request => WriteBytes(request, bytes), isUntrusted: true, cancellation);
            if (!answer.ReadBoolean())
                return (null, (MediaRefusal)answer.ReadInt32());
            var (extension, width, height) = (answer.ReadString(), answer.ReadInt32(), answer.ReadInt32());
            return (new StoredFile(MediaType.Picture, ReadBytes(answer), extension, width, height), null);
        }
        catch (MediaWorkerException)
        {
            return (null, MediaRefusal.Unreadable);
        }
    }

    /// <summary>The stored original at one of the widths offered; null where that would enlarge it.</summary>
    /// <exception cref="MediaWorkerException">It cannot be done now.</exception>
    public async Task<byte[]?> ShrinkAsync(string original, int width, string format, CancellationToken cancellation)
    {
        var bytes = await File.ReadAllBytesAsync(original, cancellation);
        using var answer = await workers.RunAsync(
            MediaTask.Shrink,
            request =>
            {
                request.Write(width);
                request.Write(format);
                WriteBytes(request, bytes);
            },
            isUntrusted: false,
            cancellation);
        return ReadBytes(answer) is { Length: > 0 } made ? made : null;
    }

    private static void WriteBytes(BinaryWriter request, byte[] bytes)
    {
        request.Write(bytes.Length);
        request.Write(bytes);
    }

    private static byte[] ReadBytes(BinaryReader answer) => answer.ReadBytes(answer.ReadInt32());
}

/// <summary>A file as it will lie in the media folder.</summary>
/// <param name="Extension">With its dot.</param>
/// <param name="Width">Pixels; zero for documents.</param>
/// <param name="Height">Pixels; zero for documents.</param>
public sealed record StoredFile(MediaType Type, byte[] Bytes, string Extension, int Width = 0, int Height = 0);
