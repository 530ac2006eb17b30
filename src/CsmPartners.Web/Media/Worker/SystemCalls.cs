using System.Runtime.InteropServices;

namespace CsmPartners.Web.Media.Worker;

/// <summary>The seccomp filter of a worker, for Linux on x64. Numbers are those of the kernel's table of system calls.</summary>
internal static class SystemCalls
{
    private const ushort Load = 0x20, JumpIfEqual = 0x15, JumpIfSet = 0x45, Return = 0x06;
    private const uint Allow = 0x7fff0000, Kill = 0x80000000, Refuse = 0x00050000;
    private const uint NotPermitted = 1, NotImplemented = 38;

    // Of the structure that the kernel hands to the filter.
    private const uint Number = 0, Machine = 4, Arguments = 16;

    private const uint X64 = 0xc000003e;

    /// <summary>The other numbering of the same machine.</summary>
    private const uint X32 = 0x40000000;

    private const uint Thread = 0x00010000;

    /// <summary>O_WRONLY, O_RDWR, O_CREAT, O_TRUNC.</summary>
    private const uint Writing = 0x1 | 0x2 | 0x40 | 0x200;

    /// <summary>
    /// Network, other programs and processes, files' names and rights, tracing, the kernel's larger interfaces: socket, connect, accept,
    /// sendto, sendmsg, bind, listen, socketpair, fork, vfork, execve, truncate, rename, mkdir, rmdir, creat, link, unlink, symlink, chmod,
    /// chown, ptrace, mknod, mount, setrlimit, mkdirat … fchmodat, unshare, accept4, sendmmsg, setns, process_vm_readv, process_vm_writev,
    /// renameat2, bpf, execveat, userfaultfd, keys, perf_event_open, pidfd_send_signal, io_uring, pidfd_open, mount_setattr.
    /// </summary>
    private static readonly uint[] Refused =
    [
        41, 42, 43, 44, 46, 49, 50, 53, 57, 58, 59, 76, 82, 83, 84, 85, 86, 87, 88, 90, 92, 101, 133, 160, 165,
        258, 259, 260, 263, 264, 265, 266, 268, 272, 288, 307, 308, 310, 311, 316, 321, 322, 323, 248, 249, 250, 298, 424, 425, 426, 427, 434, 442,
    ];

    /// <summary>clone3 and openat2, whose arguments a filter cannot see: libraries then use their older sisters.</summary>
    private static readonly uint[] Unknown = [435, 437];

    private const uint Open = 2, OpenAt = 257, Clone = 56, Signal = 62, SignalThread = 200, SignalThreadOf = 234, Limits = 302;

    public static Instruction[] Filter(int process) =>
    [
        new(Load, 0, 0, Machine), new(JumpIfEqual, 1, 0, X64), new(Return, 0, 0, Kill),
        new(Load, 0, 0, Number), new(JumpIfSet, 0, 1, X32), new(Return, 0, 0, Kill),
        .. Refused.SelectMany(number => If(number, [new(Return, 0, 0, Refuse | NotPermitted)])),
        .. Unknown.SelectMany(number => If(number, [new(Return, 0, 0, Refuse | NotImplemented)])),
        .. If(SignalThread, [new(Return, 0, 0, Refuse | NotPermitted)]),
        .. If(Open, [Argument(1), new(JumpIfSet, 0, 1, Writing), new(Return, 0, 0, Refuse | NotPermitted), new(Return, 0, 0, Allow)]),
        .. If(OpenAt, [Argument(2), new(JumpIfSet, 0, 1, Writing), new(Return, 0, 0, Refuse | NotPermitted), new(Return, 0, 0, Allow)]),
        .. If(Clone, [Argument(0), new(JumpIfSet, 1, 0, Thread), new(Return, 0, 0, Refuse | NotPermitted), new(Return, 0, 0, Allow)]),
        .. If(Signal, OnlyTo(process)),
        .. If(SignalThreadOf, OnlyTo(process)),
        // Reading a limit is allowed, setting one is not.
        .. If(Limits, [Argument(2), new(JumpIfEqual, 0, 2, 0), new(Load, 0, 0, Arguments + (8 * 2) + 4), new(JumpIfEqual, 1, 0, 0), new(Return, 0, 0, Refuse | NotPermitted), new(Return, 0, 0, Allow)]),
        new(Return, 0, 0, Allow),
    ];

    private static Instruction[] OnlyTo(int process) => [Argument(0), new(JumpIfEqual, 1, 0, (uint)process), new(Return, 0, 0, Refuse | NotPermitted), new(Return, 0, 0, Allow)];

    /// <summary>The lower half of an argument.</summary>
    private static Instruction Argument(uint index) => new(Load, 0, 0, Arguments + (8 * index));

    // What follows loads other words, so that it must end with an answer.
    private static IEnumerable<Instruction> If(uint number, Instruction[] then) => [new(JumpIfEqual, 0, (byte)then.Length, number), .. then];

    /// <summary>Of the kernel's packet filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);
}
