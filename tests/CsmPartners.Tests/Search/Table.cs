namespace CsmPartners.Tests.Search;

/// <summary>The tables beside these tests: tab-separated, with a line of headings.</summary>
internal static class Table
{
    public static IReadOnlyList<string[]> Read(string name)
    {
        using var file = new StreamReader(typeof(Table).Assembly.GetManifestResourceStream($"Search/{name}")!);
        return [.. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))];
    }
}
