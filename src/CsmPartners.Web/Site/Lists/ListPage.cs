using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.Site.Lists;

/// <summary>A list that a visitor narrows: what was found, what is shown of it, what else could be chosen.</summary>
public abstract class ListPage : SitePage
{
    public const int UsualLength = 20;

    /// <summary>In characters. Whoever chose more takes choices away by the form: a link for each would repeat all the others.</summary>
    public const int LongestQuery = 600;

    public bool HasShortQuery => Query.Length <= LongestQuery;

    /// <summary>Of one page of the list, in entries.</summary>
    public int Length { get; init; } = UsualLength;

    public required string Heading { get; init; }

    /// <summary>The list's address without choices.</summary>
    public required string ListAddress { get; init; }

    public required Filter Filter { get; init; }

    /// <summary>Of the partners chosen.</summary>
    public override IEnumerable<LocalizedText> NamesInTitle =>
        Filter.Values.Where(v => v.Facet == Facets.Partner).Select(v => Site!.Find(EntryKind.Partner, v.Value)?.Title).OfType<LocalizedText>();

    /// <summary>What the list is the answer to; null where nothing was asked.</summary>
    public string? Asked { get; init; }

    /// <summary>Without a choice, or with one that the list knows.</summary>
    public override bool IsCommon => IsKnown && (Filter.IsEmpty || Filter.Only is not null);

    public override object? Subject => IsCommon ? Section + Query : null;

    /// <summary>Whether every choice is one that the list knows.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>Sorted for the form alone, which is seldom drawn anew.</summary>
    public required Func<IReadOnlyList<FacetView>> ReadFacets { get; init; }

    /// <summary>The A–Z strip, where the list has one.</summary>
    public required Func<FacetView?> ReadLetters { get; init; }

    /// <summary>Choices multiply without end: search engines get the list itself, page by page, and the entries.</summary>
    public override IEnumerable<Language> Alternates => Filter.IsEmpty ? base.Alternates : [];

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required int Count { get; init; }

    /// <summary>What is counted: a key of <see cref="Ui.Count"/>.</summary>
    public required string Counted { get; init; }

    /// <summary>For an empty result: what each choice, given up, would bring.</summary>
    public IReadOnlyList<Looser> Looser { get; init; } = [];

    public int LastNumber => NumberOfPages(Count, Length);

    /// <summary>The pages that the pager names: the first, the last and those around this one.</summary>
    public IEnumerable<int> Numbers =>
        Enumerable.Range(1, LastNumber).Where(n => n == 1 || n == LastNumber || Math.Abs(n - Number) <= 2);

    public int First => (Number - 1) * Length;

    public string AddressOf(Filter filter, int number = 1) => ListAddress + Links.Query(filter, number, Asked);

    public static int NumberOfPages(int count, int length = UsualLength) => count == 0 ? 1 : 1 + ((count - 1) / length);
}

public class ListPage<T> : ListPage
{
    public required Matches<T> Found { get; init; }

    public IEnumerable<T> Shown => Found.Entries.Skip(First).Take(Length);
}

/// <summary>One choice to give up, and how many entries there would be without it.</summary>
public readonly record struct Looser(string Label, string Address, int Count);

/// <summary>A facet as a group of choices.</summary>
public sealed record FacetView(string Name, string Label, IReadOnlyList<FacetOption> Options)
{
    public IEnumerable<FacetOption> Chosen => Options.Where(o => o.IsChosen);
}

public readonly record struct FacetOption(string Value, string Label, int Count, bool IsChosen);
