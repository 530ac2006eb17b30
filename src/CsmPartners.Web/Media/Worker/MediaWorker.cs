using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CsmPartners.Web.Media.Worker;

/// <summary>
/// The process in which untrusted files are parsed and pictures are drawn: this program, started with two words. It takes one request
/// after the other from standard input and writes one answer for each to standard output; a frame is its length in four bytes, then its
/// content. It ends with standard input, so that it does not outlive the site, however that ends.
/// </summary>
internal static class MediaWorker
{
    public const string CommandName = "media-worker";

    /// <summary>Of a request or an answer, in bytes.</summary>
    public const int LongestFrame = 64 * 1024 * 1024;

    public static bool IsAskedFor(string[] args) => args is [CommandName, _];

    /// <returns>The exit code.</returns>
    public static int Run(string role)
    {
        Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
        output.WriteByte((byte)Confinement.Enter());
        output.Flush();
        using var requests = new BlockingCollection<byte[]>();
        new Thread(() => Receive(input, requests)) { IsBackground = true }.Start();
        foreach (var request in requests.GetConsumingEnumerable())
        {
            using var reader = new BinaryReader(new MemoryStream(request));
            using var answer = new MemoryStream();
            using (var writer = new BinaryWriter(answer, System.Text.Encoding.UTF8, leaveOpen: true))
                Tasks.Answer(role, reader, writer);
            output.Write(BitConverter.GetBytes((int)answer.Length));
            answer.WriteTo(output);
            output.Flush();
        }

        return 0;
    }

    // In a thread of its own: native code that decodes takes no notice of anything else.
    private static void Receive(Stream input, BlockingCollection<byte[]> requests)
    {
        try
        {
            var head = new byte[sizeof(int)];
            while (true)
            {
                input.ReadExactly(head);
                var length = BitConverter.ToInt32(head);
                if (length is < 1 or > LongestFrame)
                    break;
                var request = new byte[length];
                input.ReadExactly(request);
                requests.Add(request);
            }
        }
        catch (IOException)
        {
            // Nobody is left to answer.
        }

        if (OperatingSystem.IsWindows())
            Process.GetCurrentProcess().Kill();
        else
            ExitAtOnce(0);
    }

    // Environment.Exit would wait for the native library's threads.
    [DllImport("libc", EntryPoint = "_exit"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void ExitAtOnce(int code);
}
