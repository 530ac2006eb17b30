namespace CsmPartners.Entries;

/// <summary>The kinds of entries, in the order of the site's navigation.</summary>
public enum EntryKind
{
    Partner,
    Project,
    Exhibition,
    Training,
    Agreement,
    Event,
    Publication,
    Page,
}

public static class EntryKinds
{
    public static IReadOnlyList<EntryKind> Activities { get; } =
    [
        EntryKind.Project, EntryKind.Exhibition, EntryKind.Training,
        EntryKind.Agreement, EntryKind.Event, EntryKind.Publication,
    ];

    private static readonly string[] Lists =
        ["partners", "projects", "exhibitions", "trainings", "agreements", "events", "publications", ""];

    /// <summary>The list's name in addresses ("partners"); empty for pages, which stand directly under the language.</summary>
    public static string List(this EntryKind kind) => Lists[(int)kind];

    /// <summary>The kind named by a reference such as <c>[[partner:kunstkamera]]</c>.</summary>
    public static EntryKind? Find(string name) =>
        Enum.TryParse<EntryKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(name[0]) ? kind : null;
}
