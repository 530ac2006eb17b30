using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using CsmPartners.Running;

namespace CsmPartners.Web.Hosting;

/// <summary>What this process is called among others.</summary>
internal static class ThisProgram
{
    /// <summary>"1.0.0+3144404f…": with the commit, where it was built from a clone.</summary>
    public static readonly string Version = Cut(
        typeof(ThisProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "", Node.ProgramLength);

    public static readonly DateTime StartedAt = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    /// <summary>The same as long as the process lives, and no other's.</summary>
    public static readonly string NodeName = MakeName();

    private static string MakeName()
    {
        var tail = string.Create(CultureInfo.InvariantCulture, $":{StartedAt:yyyyMMdd'T'HHmmss'Z'}:{Environment.ProcessId}");
        return Cut(Environment.MachineName.Replace(':', '-'), Node.NameLength - tail.Length) + tail;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
