using Microsoft.VisualBasic.FileIO;

namespace CsmPartners.Tests.OpenData;

/// <summary>CSV as the framework's own parser reads it, which is none of ours.</summary>
internal sealed record Csv(IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)
{
    public static Csv Read(string text, string delimiter = ",")
    {
        using var parser = new TextFieldParser(new StringReader(text)) { Delimiters = [delimiter], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        var names = parser.ReadFields()!;
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (parser.ReadFields() is { } cells)
        {
            Assert.Equal(names.Length, cells.Length);
            rows.Add(names.Zip(cells).ToDictionary(c => c.First, c => c.Second));
        }

        return new Csv(names, rows);
    }

    /// <summary>As the page about the data tells a reader to: one apostrophe at the beginning of a cell is taken away.</summary>
    public static string Unguarded(string cell) => cell.StartsWith('\'') ? cell[1..] : cell;
}
