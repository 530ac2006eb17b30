namespace CsmPartners.Web.OpenData;

/// <summary>What a field holds; each has its words in the resource files.</summary>
public enum FieldType
{
    Text,
    Markdown,
    WholeNumber,
    Number,
    Flag,

    /// <summary>As far as it is known: 2014, 2014-05 or 2014-05-12.</summary>
    PartialDate,

    Moment,
    Code,
    Country,
    Language,
    Address,

    /// <summary>Number of an entry.</summary>
    Entry,
}

/// <summary>Something said of each row: a column of the CSV file, a member of the JSON object, a line of the description.</summary>
public abstract class Field(string name, FieldType type)
{
    public string Name { get; } = name;

    public FieldType Type => type;

    /// <summary>Key of its meaning in the resource files, after "Data.Field."; the three languages of a text share one.</summary>
    public string Word { get; init; } = name;

    /// <summary>Where one text has three fields: the language of this one, which its name ends with.</summary>
    public Language? In { get; init; }

    /// <summary>Several values: an array in JSON, in a cell of CSV separated by bars.</summary>
    public bool IsList { get; init; }

    /// <summary>Too long for a cell of a spreadsheet, so that only JSON has it.</summary>
    public bool IsLong { get; init; }

    /// <summary>Says what the row belongs to, and goes unsaid where it stands within that.</summary>
    public bool OfWhole { get; init; }

    public Vocabulary? Codes { get; init; }

    /// <summary>For the description, while no row of the museum's own has a value.</summary>
    public string? Sample { get; init; }
}

/// <param name="value">Of a row; null where there is none. As the type says: string, int, double, bool, PartialDate, DateTime, or strings.</param>
public sealed class Field<T>(string name, FieldType type, Func<T, Source, object?> value) : Field(name, type)
{
    public object? Of(T row, Source source) => value(row, source) is var found and not "" ? found : null;
}
