using System.Collections.Immutable;

namespace CsmPartners.Published;

/// <summary>
/// What a visitor chose: per facet a set of values. Values of one facet widen the list (museum or archive),
/// facets narrow it (and in France).
/// </summary>
public sealed class Filter
{
    public static Filter None { get; } = new(ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty.WithComparers(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, ImmutableSortedSet<string>> chosen;

    private Filter(ImmutableSortedDictionary<string, ImmutableSortedSet<string>> chosen)
    {
        this.chosen = chosen;
        Values = [.. chosen.SelectMany(facet => facet.Value.Select(value => (facet.Key, value)))];
    }

    public bool IsEmpty => chosen.IsEmpty;

    /// <summary>The one value chosen; null where none or several are.</summary>
    public (string Facet, string Value)? Only => Values is [var only] ? only : null;

    /// <summary>Every chosen value, by facet name and value in ordinal order, so that equal filters have equal addresses.</summary>
    public IReadOnlyList<(string Facet, string Value)> Values { get; }

    public ImmutableSortedSet<string>? this[string facet] => chosen.GetValueOrDefault(facet);

    public bool Has(string facet) => chosen.ContainsKey(facet);

    public bool Has(string facet, string value) => chosen.TryGetValue(facet, out var values) && values.Contains(value);

    public Filter With(string facet, string value) =>
        new(chosen.SetItem(facet, (this[facet] ?? ImmutableSortedSet.Create<string>(StringComparer.Ordinal)).Add(value)));

    public Filter Without(string facet) => new(chosen.Remove(facet));

    public Filter Without(string facet, string value) =>
        this[facet] is not { } values ? this
        : values.Remove(value) is { IsEmpty: false } rest ? new(chosen.SetItem(facet, rest))
        : Without(facet);
}
