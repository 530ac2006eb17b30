using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Site.Lists;

/// <summary>The words for facets and their values in one language.</summary>
public sealed class FacetLabels(PublishedSite site, Language language)
{
    private static readonly Dictionary<(string Facet, string Value), string> Keys = Enum.GetValues<Institution>().Select(Key)
        .Concat(Enum.GetValues<Cooperation>().Select(Key))
        .Concat(Enum.GetValues<Direction>().Select(Key))
        .Concat(Enum.GetValues<ProjectType>().Select(Key))
        .Concat(Enum.GetValues<EntryKind>().Select(Key))
        .ToDictionary();

    public string Of(string facet) => Ui.In(language)[$"Facet.{facet}"];

    public string Of(string facet, string value) => facet switch
    {
        Facets.Activity => EntryKinds.Activities.Any(k => Catalogue.InAddress(k) == value) ? Of(Facets.Kind, value) : Unknown,
        Facets.Country => Country.Find(value)?.Name.In(language).Text ?? Unknown,
        Facets.Partner => site.Find(EntryKind.Partner, value)?.Title.In(language).Text ?? Unknown,
        Facets.Year => value.Length == 4 && value.All(char.IsAsciiDigit) ? value : Unknown,
        Facets.Letter => value.Length == 1 && (char.IsLetter(value[0]) || value == "#") ? value : Unknown,
        _ => Keys.TryGetValue((facet, value), out var key) ? Ui.In(language)[key] : Unknown,
    };

    /// <summary>Years newest first; everything else by the language's alphabet.</summary>
    public IEnumerable<FacetOption> Order(string facet, IEnumerable<FacetOption> options) =>
        facet == Facets.Year
            ? options.OrderByDescending(o => o.Value, StringComparer.Ordinal)
            : options.OrderBy(o => o.Label, language.Comparer);

    /// <summary>What a stranger typed into an address is not repeated on the page.</summary>
    public string Unknown => Ui.In(language)["Filter.UnknownValue"];

    private static KeyValuePair<(string Facet, string Value), string> Key<TEnum>(TEnum value) where TEnum : struct, Enum => new(
        (FacetOf(typeof(TEnum)), Catalogue.InAddress(value)),
        $"{typeof(TEnum).Name}.{value}");

    private static string FacetOf(Type type) =>
        type == typeof(Institution) ? Facets.Institution
        : type == typeof(Cooperation) ? Facets.Cooperation
        : type == typeof(Direction) ? Facets.Direction
        : type == typeof(ProjectType) ? Facets.Type
        : Facets.Kind;
}
