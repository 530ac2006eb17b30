using System.ComponentModel;
using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace CsmPartners.Tests.Faults;

/// <summary>What the preloaded library is to let fail; see <c>faults.c</c>.</summary>
internal sealed class FaultControl : IDisposable
{
    public const string Variable = "CSM_FAULTS";

    /// <summary>Ends the name of the file that the counts are written to.</summary>
    public const string Counts = ".counts";

    public const int FullDisk = 28;
    public const int FailingDisk = 5;

    private const int Size = 2048;
    private const int FolderAt = 64;
    private const int FailedAt = 1024;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor memory;

    private FaultControl(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, Size);
        memory = file.CreateViewAccessor(0, Size);
    }

    /// <summary>Of the library in this process.</summary>
    public static FaultControl Attach() => new(Environment.GetEnvironmentVariable(Variable)!);

    /// <returns>Why the library cannot be had here; null where it can.</returns>
    public static async Task<string?> BuildAsync(string library, string orders)
    {
        await File.WriteAllBytesAsync(orders, new byte[Size]);
        foreach (var compiler in new[] { "gcc", "cc", "clang" })
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(compiler, ["-shared", "-fPIC", "-O1", "-o", library, Path.Combine(AppContext.BaseDirectory, "Faults", "faults.c"), "-ldl"]) { UseShellExecute = false, RedirectStandardError = true })!;
                var said = await process.StandardError.ReadToEndAsync();
                await process.WaitForExitAsync();
                return process.ExitCode == 0 ? null : throw new Xunit.Sdk.XunitException($"faults.c cannot be compiled: {said}");
            }
            catch (Win32Exception)
            {
                // There is no such compiler; perhaps the next.
            }
        }

        return "There is no C compiler here (gcc, cc, clang): system calls cannot be made to fail";
    }

    /// <param name="folder">Whose files alone are concerned.</param>
    /// <param name="at">Which call, counted from 1; 0 only counts.</param>
    /// <param name="lasting">Whether every call after it fails too, as if the process had ended.</param>
    public void Arm(string folder, int at, bool lasting, int error)
    {
        var name = new byte[FailedAt - FolderAt];
        Encoding.UTF8.GetBytes(folder + Path.DirectorySeparatorChar, name);
        memory.WriteArray(FolderAt, name, 0, name.Length);
        memory.Write(4, at);
        memory.Write(8, 0);
        memory.Write(12, 0);
        memory.Write(16, error);
        memory.Write(20, lasting ? 1 : 0);
        Thread.MemoryBarrier();
        memory.Write(0, 1);
    }

    /// <returns>How many calls there were, and which failed; null where it did not come to that.</returns>
    public (int Seen, string? Failed) Disarm()
    {
        memory.Write(0, 0);
        Thread.MemoryBarrier();
        var failed = new byte[Size - FailedAt];
        memory.ReadArray(FailedAt, failed, 0, failed.Length);
        return (memory.ReadInt32(8), memory.ReadInt32(12) == 0 ? null : Encoding.UTF8.GetString(failed).Split('\0')[0]);
    }

    public void Dispose()
    {
        memory.Dispose();
        file.Dispose();
    }
}
