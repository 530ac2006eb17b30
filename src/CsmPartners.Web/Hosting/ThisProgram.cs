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

    /// <summary>How this program is started once more, with other words. Tests run it in a process that is another program.</summary>
    public static ProcessStartInfo Again(params string[] words)
    {
        var assembly = typeof(ThisProgram).Assembly;
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == assembly.GetName().Name)
            return new(Environment.ProcessPath!, words);
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return new(Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "dotnet")), [assembly.Location, .. words]);
    }

    private static string MakeName()
    {
        var tail = string.Create(CultureInfo.InvariantCulture, $":{StartedAt:yyyyMMdd'T'HHmmss'Z'}:{Environment.ProcessId}");
        return Cut(Environment.MachineName.Replace(':', '-'), Node.NameLength - tail.Length) + tail;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
