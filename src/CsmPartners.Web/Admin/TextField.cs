namespace CsmPartners.Web.Admin;

/// <summary>One line to type in, with its label and what was wrong with it; drawn by <c>_TextField</c>.</summary>
public sealed record TextField(string Name, string Label, string? Value = null)
{
    public string Type { get; init; } = "text";

    public string? Hint { get; init; }

    public string? Autocomplete { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>The language of what is typed, where it is not the screen's.</summary>
    public Language? Language { get; init; }

    /// <summary>For a few words; more rows for a paragraph.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>Sets apart fields of one name in several forms of a screen; errors stand under the name with it.</summary>
    public string? Suffix { get; init; }

    public string Key => Suffix is null ? Name : $"{Name}-{Suffix}";

    public string Id => Key.Replace('.', '-');
}
