using CsmPartners.Entries;
using CsmPartners.Published;

namespace CsmPartners.Web.OpenData;

/// <summary>The codes that a field can hold, spelt as in the addresses of filters. Each has a place on the page about the data, which is its identifier.</summary>
/// <param name="Name">"project-type"; first part of the identifiers.</param>
/// <param name="Word">Key of its title in the resource files.</param>
public sealed record Vocabulary(string Name, string Word, IReadOnlyList<Term> Terms)
{
    public static IReadOnlyList<Vocabulary> All { get; } =
    [
        Of<EntryKind>("Facet.kind"), Of<Institution>("Facet.institution"), Of<Cooperation>("Facet.cooperation"), Of<Role>("Activity.Role"),
        Of<ProjectType>("Data.ProjectType"), Of<Direction>("Facet.direction"),
    ];

    public static Vocabulary Named<TEnum>() where TEnum : struct, Enum => All.First(v => v.Name == Catalogue.KebabCase(typeof(TEnum).Name));

    /// <summary>Of a term, after "#" on the page about the data: "role.co-author".</summary>
    public static string Anchor<TEnum>(TEnum value) where TEnum : struct, Enum => $"{Catalogue.KebabCase(typeof(TEnum).Name)}.{Catalogue.InAddress(value)}";

    private static Vocabulary Of<TEnum>(string word) where TEnum : struct, Enum => new(
        Catalogue.KebabCase(typeof(TEnum).Name),
        word,
        [.. Enum.GetValues<TEnum>().Select(v => new Term(Catalogue.InAddress(v), $"{typeof(TEnum).Name}.{v}", Anchor(v)))]);
}

/// <param name="Word">Key of its name in the resource files.</param>
/// <param name="Anchor">Its place on the page about the data.</param>
public sealed record Term(string Code, string Word, string Anchor);
