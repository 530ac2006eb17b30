using CsmPartners.Entries;

namespace CsmPartners.Web.Admin.Lists;

/// <summary>A list of entries of one kind, or of every kind.</summary>
public sealed class ListPage : DeskPage
{
    public const int Length = 50;

    /// <summary>Null for the list of every kind.</summary>
    public required EntryKind? Kind { get; init; }

    public required EntryFilter Filter { get; init; }

    public required IReadOnlyList<EntryRow> Rows { get; init; }

    /// <summary>How many there are on all pages.</summary>
    public required int Count { get; init; }

    /// <summary>From 1; the last one where the address asks for one beyond it.</summary>
    public required int Number { get; init; }

    /// <summary>Countries that occur in the list.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Those who have changed something in the list.</summary>
    public required IReadOnlyList<(int Id, string Name)> Editors { get; init; }

    public bool IsNarrowed => Filter.Values(Kind is null).Any(v => v.Name != "sort");

    /// <summary>The list's address without conditions.</summary>
    public string Whole => DeskLinks.List(Kind, []);

    public Pager Pager => new(Number, PagesOf(Count), number => DeskLinks.List(Kind, [.. Filter.Values(Kind is null), .. number > 1 ? new[] { ("page", $"{number}") } : []]));

    public static int PagesOf(int count) => Math.Max(1, (count + Length - 1) / Length);
}
