using System.Globalization;
using System.Text;
using CsCheck;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>Rules tried on very many texts. A failure names the smallest text found and the seed that makes it again (CsCheck_Seed).</summary>
internal static class Fuzz
{
    private const int Usual = 10_000;
    private const int LongestShown = 3000;

    /// <summary>For each rule; CSM_FUZZ_CASES asks for another number.</summary>
    public static int Cases { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CSM_FUZZ_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases) && cases > 0 ? cases : Usual;

    public static void Obey<T>(this Gen<T> cases, Action<T> rule) => cases.Sample(rule, iter: Cases, threads: 2, print: Shown);

    public static Task ObeyAsync<T>(this Gen<T> cases, Func<T, Task> rule) => cases.SampleAsync(rule, iter: Cases, threads: 4, print: Shown);

    /// <summary>As it would be typed into a test: a log takes neither halves of characters nor escape sequences.</summary>
    private static string Shown<T>(T value)
    {
        var shown = new StringBuilder();
        foreach (var c in value?.ToString() ?? "")
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) || c >= '\u0500' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : c.ToString());
        return shown.Length <= LongestShown ? shown.ToString() : $"{shown.ToString(0, LongestShown)}… {shown.Length} letters";
    }
}
