using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>One field of the form on the screen.</summary>
/// <param name="Name">As it is posted, "People[0].Task".</param>
/// <param name="Label">Key of its label.</param>
public abstract record Field(EditPage Page, string Name, string Label)
{
    /// <summary>Key of a word of help; null where the label says it.</summary>
    public string? Hint { get; init; }

    /// <summary>For <c>id</c> and <c>for</c>.</summary>
    public static string IdOf(string name) => name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    public string Id => IdOf(Name);
}

/// <summary>A text in the three languages.</summary>
public sealed record LocalizedField(EditPage Page, string Name, string Label, LocalizedText Value, int Most) : Field(Page, Name, Label)
{
    /// <summary>Lines of its box; one for a plain line.</summary>
    public int Lines { get; init; } = 1;

    public bool IsMarkdown { get; init; }

    /// <summary>"person", "venue": whose names written before are suggested.</summary>
    public string? Help { get; init; }
}

/// <summary>A text that is the same in every language.</summary>
public sealed record LineField(EditPage Page, string Name, string Label, string Value, int Most) : Field(Page, Name, Label)
{
    public int Lines { get; init; } = 1;

    /// <summary>"date", "number", "place": how the screen helps with it.</summary>
    public string? Help { get; init; }

    /// <summary>The list of suggestions to choose from while typing.</summary>
    public string? Suggestions { get; init; }

    /// <summary>Of the value, where that is another than the person's.</summary>
    public string? Language { get; init; }

    /// <summary>The name of an entry or a file.</summary>
    public static LineField Named(EditPage page, string name, string label, LocalText value) =>
        new(page, name, label, value.Text, 400) { Language = value.Language == page.Language ? null : value.Language.Code };
}

/// <summary>One of several values.</summary>
/// <param name="Options">Value and word.</param>
public sealed record ChoiceField(EditPage Page, string Name, string Label, string Value, IEnumerable<(string Value, string Word)> Options) : Field(Page, Name, Label);

/// <summary>Any of several values.</summary>
public sealed record TicksField(EditPage Page, string Name, string Label, IReadOnlyCollection<string> Values, IEnumerable<(string Value, string Word)> Options) : Field(Page, Name, Label);

/// <summary>Yes or no.</summary>
public sealed record TickField(EditPage Page, string Name, string Label, bool Value) : Field(Page, Name, Label);

/// <summary>What has to be mended in a field, and what someone else wrote there.</summary>
public sealed record FieldNotes(EditPage Page, string Name);

internal static class FieldErrors
{
    public static IReadOnlyList<string> Of(this ModelStateDictionary state, string name) =>
        state.TryGetValue(name, out var entry) ? [.. entry.Errors.Select(e => e.ErrorMessage)] : [];
}
