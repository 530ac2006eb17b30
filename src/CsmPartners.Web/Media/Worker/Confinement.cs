using System.Globalization;
using System.Runtime.InteropServices;

namespace CsmPartners.Web.Media.Worker;

/// <summary>What a worker cannot do any more, in ascending order.</summary>
internal enum Confined : byte
{
    /// <summary>Only time is bounded, by the site.</summary>
    None = 1,

    /// <summary>Memory and processor time are bounded too.</summary>
    Limits = 2,

    /// <summary>Besides no network, no other program or process, no file opened for writing.</summary>
    Full = 3,
}

/// <summary>Takes from this process what a decoder does not need, by what Linux offers without being root. There is no way back.</summary>
internal static class Confinement
{
    /// <summary>Of address space, beyond what the runtime has when it starts: a picture of 50 megapixels with 16 bits a channel needs 1.3 GB.</summary>
    public const long MostBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>Of a worker's whole life.</summary>
    private const ulong MostProcessorSeconds = 120;

    private const int ProcessorTime = 0, CoreSize = 4, AddressSpace = 9;
    private const int NoNewPrivileges = 38;
    private const long Seccomp = 317, SetFilter = 1, AllThreads = 1;

    public static Confined Enter()
    {
        if (!OperatingSystem.IsLinux())
            return Confined.None;
        var isLimited = Limit(AddressSpace, (ulong)(AddressSpaceInUse() + MostBytes)) & Limit(ProcessorTime, MostProcessorSeconds) & Limit(CoreSize, 0);
        return !isLimited ? Confined.None : IsFiltered() ? Confined.Full : Confined.Limits;
    }

    private static bool Limit(int what, ulong most) => SetLimit(what, new LimitPair(most, most)) == 0;

    private static long AddressSpaceInUse()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmSize:", StringComparison.Ordinal));
        return long.Parse(line["VmSize:".Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
    }

    private static bool IsFiltered()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return false;
        var rules = SystemCalls.Filter(Environment.ProcessId);
        var held = GCHandle.Alloc(rules, GCHandleType.Pinned);
        try
        {
            return ProcessControl(NoNewPrivileges, 1, 0, 0, 0) == 0
                && SystemCall(Seccomp, SetFilter, AllThreads, new FilterProgram((ushort)rules.Length, held.AddrOfPinnedObject())) == 0;
        }
        finally
        {
            held.Free();
        }
    }

    [DllImport("libc", EntryPoint = "setrlimit"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int what, in LimitPair pair);

    [DllImport("libc", EntryPoint = "prctl"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ProcessControl(int what, ulong a, ulong b, ulong c, ulong d);

    [DllImport("libc", EntryPoint = "syscall"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long SystemCall(long number, long a, long b, in FilterProgram program);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct LimitPair(ulong Soft, ulong Hard);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct FilterProgram(ushort Length, nint First);
}
