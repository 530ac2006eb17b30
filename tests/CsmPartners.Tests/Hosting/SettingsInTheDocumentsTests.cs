using System.Text.RegularExpressions;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

public sealed partial class SettingsInTheDocumentsTests
{
    [Fact]
    public void Every_setting_that_the_program_reads_stands_in_the_operations_document()
    {
        var document = File.ReadAllText(Path.Combine(Sources.Root, "docs", "operations.md"));
        var read = Directory.EnumerateFiles(Path.Combine(Sources.Root, "src", "CsmPartners.Web"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Read().Matches(File.ReadAllText(f)).Select(m => m.Groups["key"].Value))
            .ToHashSet();
        Assert.True(read.Count > 10, string.Join(", ", read));
        Assert.Equal([], read.Where(key => !document.Contains($"`{key}`", StringComparison.Ordinal)));
    }

    [GeneratedRegex("""(?:\[|GetValue(?:<\w+>)?\(|GetSection\()"(?<key>[A-Z][A-Za-z]+(?::[A-Za-z]+)+|OTEL_[A-Z_]+)"[\],)]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Read();
}
