using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CsmPartners.Web.OpenData;

/// <summary>A table as RFC 4180 has it: UTF-8, lines ended by CR LF, names in the first line.</summary>
internal static class CsvFile
{
    private static readonly UTF8Encoding Marked = new(encoderShouldEmitUTF8Identifier: true);
    private static readonly UTF8Encoding Unmarked = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task WriteAsync<T>(Stream stream, Table<T> table, Source source, CsvForm form, CancellationToken cancellation)
    {
        var columns = table.Columns.Where(c => !c.IsLong).ToList();
        await using var text = new StreamWriter(stream, form.WithMark ? Marked : Unmarked, leaveOpen: true);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", Delimiter = form.IsRegional ? ";" : ",", ShouldQuote = HasToBeQuoted });
        foreach (var column in columns)
            csv.WriteField(column.Name);
        await csv.NextRecordAsync();
        foreach (var row in table.Rows(source.Site))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var column in columns)
                csv.WriteField(Cells.Of(column.Of(row, source), form));
            await csv.NextRecordAsync();
        }
    }

    // The library looks for whole line ends of the configured kind; readers end a line at each half of one.
    private static bool HasToBeQuoted(ShouldQuoteArgs cell) => ConfigurationFunctions.ShouldQuote(cell) || cell.Field.AsSpan().ContainsAny('\r', '\n');
}
