using System.Globalization;

namespace CsmPartners.Web.OpenData;

/// <summary>How a CSV file is spelt.</summary>
/// <param name="WithMark">Begins with a byte-order mark, by which spreadsheets know UTF-8.</param>
/// <param name="IsRegional">Semicolons between cells and decimal commas, as spreadsheets of Kazakh and Russian readers expect.</param>
public readonly record struct CsvForm(bool WithMark, bool IsRegional)
{
    public static CsvForm Plain { get; }

    /// <summary>As an address asks for it.</summary>
    public string Query => (WithMark, IsRegional) switch
    {
        (true, true) => "?bom=1&separator=semicolon",
        (true, false) => "?bom=1",
        (false, true) => "?separator=semicolon",
        _ => "",
    };
}

/// <summary>Values as cells of CSV.</summary>
internal static class Cells
{
    // A spreadsheet takes a cell that begins so for a formula. The quote is one of them, so that a reader who takes off the first quote has the text back.
    private const string Dangerous = "=+-@\t\r\n'";

    /// <summary>What a reader has to do to have the text back: take away the first quote, where a cell begins with one.</summary>
    private const char Guard = '\'';

    /// <summary>Text gets its guard; numbers are ours and can be no formula.</summary>
    public static string Of(object? value, CsvForm form) =>
        Plain(value, form) is var cell && value is string or IEnumerable<string> && cell.Length > 0 && Dangerous.Contains(cell[0], StringComparison.Ordinal)
            ? Guard + cell : cell;

    public static string Plain(object? value, CsvForm form) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => number.ToString("0.######", CultureInfo.InvariantCulture).Replace('.', form.IsRegional ? ',' : '.'),
        DateTime moment => Moment(moment),
        IEnumerable<string> several => string.Join('|', several.Select(v => v.Replace("\\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal))),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>ISO 8601 in UTC, to the second.</summary>
    public static string Moment(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
