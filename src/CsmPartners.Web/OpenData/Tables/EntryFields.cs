using CsmPartners.Entries;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.OpenData.Tables;

/// <summary>What every entry has, and the shapes that several tables need.</summary>
internal static class EntryFields
{
    public static IEnumerable<Field<T>> Head<T>() where T : Entry =>
    [
        new("number", FieldType.Entry, (e, _) => e.Id),
        new("id", FieldType.Address, (e, s) => s.Origin + Links.Id(e)),
        new("slug", FieldType.Text, (e, _) => e.Slug),
        .. Text<T>("title", e => e.Title),
    ];

    public static IEnumerable<Field<T>> Tail<T>() where T : Entry =>
    [
        .. Text<T>("summary", e => e.Summary),
        .. Language.All.Select(l => new Field<T>($"text_{l}", FieldType.Markdown, (e, s) => PlainMarkdown.Of(s.Site, e.Body[l], l, s.Origin)) { In = l, Word = "text", IsLong = true }),
        .. Language.All.Select(l => new Field<T>($"page_{l}", FieldType.Address, (e, s) => s.Origin + new Links(l).Entry(e)) { In = l, Word = "page" }),
        new("changed_at", FieldType.Moment, (e, _) => e.ChangedAt),
    ];

    /// <summary>title_kk, title_ru, title_en.</summary>
    public static IEnumerable<Field<T>> Text<T>(string name, Func<T, LocalizedText> text, string? word = null, LocalizedText? sample = null, bool ofWhole = false) =>
        Language.All.Select(l => new Field<T>($"{name}_{l}", FieldType.Text, (row, _) => text(row)[l]) { In = l, Word = word ?? name, OfWhole = ofWhole, Sample = sample?[l] });

    /// <summary>The code of a country and its name in three languages.</summary>
    public static IEnumerable<Field<T>> CountryOf<T>(string name, Func<T, string?> code) =>
    [
        new(name, FieldType.Country, (row, _) => code(row)),
        .. Text<T>($"{name}_name", row => code(row) is { } known && Country.Find(known) is { } country ? country.Name : new LocalizedText()),
    ];
}
