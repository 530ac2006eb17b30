using System.Text.Json;
using CsmPartners.Published;

namespace CsmPartners.Web.OpenData;

/// <summary>One file of the open data: its fields in the order of the columns, which is kept for as long as the version is.</summary>
public abstract class Table
{
    /// <summary>The version of names, order and meaning of everything under <c>/data/v1</c> and <c>/api/v1</c>.</summary>
    public const string Version = "v1";

    /// <summary>As in the file's address: "partners".</summary>
    public required string Name { get; init; }

    /// <summary>Key of the title in the resource files.</summary>
    public required string Title { get; init; }

    /// <summary>Country names stand in it, which are another's work.</summary>
    public bool HasCountryNames => Fields.Any(f => f.Word is "country_name" or "represents_name") || Name == "countries";

    public abstract IReadOnlyList<Field> Fields { get; }

    /// <summary>The tables whose rows stand within this one's in JSON, and the names they have there.</summary>
    public abstract IEnumerable<(string Name, Table Table)> Within { get; }

    public abstract int Count(PublishedSite site);

    /// <summary>Row by row, so that no more of the file is in memory than the connection has yet to take.</summary>
    public abstract Task WriteCsvAsync(Stream stream, Source source, CsvForm form, CancellationToken cancellation);

    public abstract Task WriteJsonAsync(Stream stream, Source source, CancellationToken cancellation);

    /// <summary>For each field a value of the museum's own record, as CSV has it; else the field's sample.</summary>
    public abstract IReadOnlyDictionary<Field, string> Examples(Source source);
}

public sealed class Table<T> : Table
{
    // An example is worth no more than this.
    private const int MostLookedAt = 500;

    public required Func<PublishedSite, IEnumerable<T>> Rows { get; init; }

    public required IReadOnlyList<Field<T>> Columns { get; init; }

    public IReadOnlyList<Part<T>> Parts { get; init; } = [];

    public override IReadOnlyList<Field> Fields => Columns;

    public override IEnumerable<(string Name, Table Table)> Within => Parts.Select(p => (p.Name, p.Table));

    public override int Count(PublishedSite site) => Rows(site).Count();

    public override Task WriteCsvAsync(Stream stream, Source source, CsvForm form, CancellationToken cancellation) =>
        CsvFile.WriteAsync(stream, this, source, form, cancellation);

    public override Task WriteJsonAsync(Stream stream, Source source, CancellationToken cancellation) =>
        JsonFile.WriteAsync(stream, this, source, cancellation);

    public override IReadOnlyDictionary<Field, string> Examples(Source source)
    {
        var rows = Rows(source.Site).Take(MostLookedAt).ToList();
        return Columns.ToDictionary(column => (Field)column, column =>
        {
            var values = rows.Select(row => Cells.Plain(column.Of(row, source), CsvForm.Plain)).Where(v => v.Length > 0);
            return values.FirstOrDefault(v => v is not ("false" or "0")) ?? column.Sample ?? values.FirstOrDefault() ?? "";
        });
    }

    /// <param name="inWhole">Whether the row stands within what it belongs to.</param>
    public void WriteRow(Utf8JsonWriter json, T row, Source source, bool inWhole = false)
    {
        json.WriteStartObject();
        foreach (var field in Columns)
        {
            if (inWhole && field.OfWhole)
                continue;
            json.WritePropertyName(field.Name);
            JsonFile.WriteValue(json, field.Of(row, source));
        }

        foreach (var part in Parts)
            part.Write(json, row, source);
        json.WriteEndObject();
    }
}

/// <summary>Rows of another table that belong to a row of this one.</summary>
public abstract class Part<T>(string name)
{
    public string Name => name;

    public abstract Table Table { get; }

    public abstract void Write(Utf8JsonWriter json, T row, Source source);
}

public sealed class Part<T, TPart>(string name, Table<TPart> table, Func<T, IEnumerable<TPart>> rows) : Part<T>(name)
{
    public override Table Table => table;

    public override void Write(Utf8JsonWriter json, T row, Source source)
    {
        json.WriteStartArray(Name);
        foreach (var part in rows(row))
            table.WriteRow(json, part, source, inWhole: true);
        json.WriteEndArray();
    }
}
