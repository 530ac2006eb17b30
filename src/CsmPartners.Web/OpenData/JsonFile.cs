using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CsmPartners.Published;

namespace CsmPartners.Web.OpenData;

/// <summary>A table as one JSON object: what the data are and on what terms, then the rows.</summary>
internal static class JsonFile
{
    // What waits to be sent, in bytes.
    private const int MostInMemory = 32 * 1024;

    /// <summary>Every letter as itself; only what could end a script is escaped.</summary>
    public static readonly JavaScriptEncoder Letters = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static readonly JsonWriterOptions Options = new() { Encoder = Letters };

    /// <summary>For documents that people read, too.</summary>
    public static readonly JsonSerializerOptions Indented = new() { Encoder = Letters, WriteIndented = true };

    public static async Task WriteAsync<T>(Stream stream, Table<T> table, Source source, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        WriteAbout(json, table, source);
        json.WriteNumber("total", table.Count(source.Site));
        await WriteItemsAsync(json, table, table.Rows(source.Site), source, cancellation);
        json.WriteEndObject();
    }

    public static async Task WriteItemsAsync<T>(Utf8JsonWriter json, Table<T> table, IEnumerable<T> rows, Source source, CancellationToken cancellation)
    {
        json.WriteStartArray("items");
        foreach (var row in rows)
        {
            table.WriteRow(json, row, source);
            if (json.BytesPending > MostInMemory)
                await json.FlushAsync(cancellation);
        }

        json.WriteEndArray();
    }

    /// <summary>What a copy has to say for itself when nobody remembers where it came from.</summary>
    public static void WriteAbout(Utf8JsonWriter json, Table table, Source source)
    {
        var museum = source.Site.Museum;
        json.WriteString("name", table.Name);
        json.WriteString("version", Table.Version);
        json.WriteNumber("site_version", source.Site.Version);
        json.WriteString("modified", Cells.Moment(source.Site.ChangedAt));
        WriteText(json, "licence", museum.Notice);
        WriteText(json, "attribution", museum.Name);
        json.WriteString("source", source.Origin);
        json.WriteString("documentation", source.Origin + "/data");
        if (table.HasCountryNames)
            json.WriteString("country_names", "Unicode CLDR, https://www.unicode.org/license.txt");
    }

    public static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case int number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case IEnumerable<string> several:
                json.WriteStartArray();
                foreach (var one in several)
                    json.WriteStringValue(one);
                json.WriteEndArray();
                break;
            default: json.WriteStringValue(Cells.Plain(value, CsvForm.Plain)); break;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        foreach (var language in Language.All)
            json.WriteString(language.Code, text[language]);
        json.WriteEndObject();
    }
}
