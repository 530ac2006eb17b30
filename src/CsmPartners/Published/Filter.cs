namespace CsmPartners.Published;

/// <summary>
/// What a visitor chose: per facet a set of values. Values of one facet widen the list (museum or archive),
/// facets narrow it (and in France).
/// </summary>
public sealed class Filter
{
    public static Filter None { get; } = new([]);

    private static readonly Comparer<(string Facet, string Value)> InOrder = Comparer<(string Facet, string Value)>.Create(
        (a, b) => string.CompareOrdinal(a.Facet, b.Facet) is not 0 and var order ? order : string.CompareOrdinal(a.Value, b.Value));

    private readonly (string Facet, string Value)[] values;

    private Filter((string Facet, string Value)[] values) => this.values = values;

    public bool IsEmpty => values.Length == 0;

    /// <summary>The one value chosen; null where none or several are.</summary>
    public (string Facet, string Value)? Only => values is [var only] ? only : null;

    /// <summary>Every chosen value, by facet name and value in ordinal order, so that equal filters have equal addresses.</summary>
    public IReadOnlyList<(string Facet, string Value)> Values => values;

    public bool Has(string facet) => Array.Exists(values, v => v.Facet == facet);

    public bool Has(string facet, string value) => PlaceOf(facet, value) >= 0;

    public Filter With(string facet, string value) =>
        PlaceOf(facet, value) is < 0 and var place ? new([.. values[..~place], (facet, value), .. values[~place..]]) : this;

    public Filter Without(string facet) => new(Array.FindAll(values, v => v.Facet != facet));

    public Filter Without(string facet, string value) => new(Array.FindAll(values, v => v != (facet, value)));

    /// <summary>Or the complement of where it would stand.</summary>
    private int PlaceOf(string facet, string value) => Array.BinarySearch(values, (facet, value), InOrder);
}
