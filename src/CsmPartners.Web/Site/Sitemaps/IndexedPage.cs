using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Lists;

namespace CsmPartners.Web.Site.Sitemaps;

/// <summary>A page that search engines may show, in every language in which it has a text of its own.</summary>
/// <param name="Path">The address after the language, with its query.</param>
/// <param name="ForEveryone">As <see cref="SitePage.ForEveryone"/>, without scheme and host.</param>
/// <param name="ChangedAt">The newest change of what it shows; null where that is not known.</param>
internal sealed record IndexedPage(string Path, IReadOnlyList<Language> Languages, string ForEveryone, DateTime? ChangedAt)
{
    /// <summary>Every one of the site.</summary>
    public static IEnumerable<IndexedPage> Of(PublishedSite site) =>
    [
        .. site.Pages.Where(p => p.Slug == Page.Overview).Select(p => new IndexedPage("", [.. SitePage.LanguagesOf(p)], "/", Newest([p, .. site.Partners, .. site.Activities]))),
        .. Navigation.Sections.SelectMany(s => OfSection(site, s.Section)),
        new IndexedPage("data", Language.All, new Links(Language.Kk).Data, site.ChangedAt),
        .. site.Countries.Select(c => new IndexedPage($"countries/{Catalogue.CountryInAddress(c.Country.Code)}", Language.All, Links.Id(c.Country), Newest([.. c.Partners, .. c.Activities]))),
        .. site.Partners.Concat<Entry>(site.Activities).Concat(site.Pages.Where(p => p.Slug != Page.Overview)).Select(Of),
    ];

    private static IndexedPage Of(Entry entry) =>
        new(entry.Kind == EntryKind.Page ? entry.Slug : $"{entry.Kind.List()}/{entry.Slug}", [.. SitePage.LanguagesOf(entry)], Links.Id(entry), Newest([entry]));

    // Whichever page of a list one looks at, its counts are those of the whole list.
    private static IEnumerable<IndexedPage> OfSection(PublishedSite site, string section)
    {
        var list = ListOf(site, section);
        var newest = Newest(list ?? [.. site.Partners, .. site.Activities]);
        var pages = list is null ? 1 : list.Count == 0 ? 0 : ListPage.NumberOfPages(list.Count);
        for (var number = 1; number <= pages; number++)
        {
            var path = section + Links.Query(Filter.None, number);
            yield return new IndexedPage(path, Language.All, new Links(Language.Kk).Of(path), newest);
        }
    }

    /// <summary>Null where the section shows everything on one page.</summary>
    private static IReadOnlyList<Entry>? ListOf(PublishedSite site, string section) =>
        section == EntryKind.Partner.List() ? site.Partners
        : section == "timeline" ? site.Activities
        : EntryKinds.Activities.Where(k => k.List() == section).ToList() is [var kind] ? site.In(Language.Kk).Of(kind).Entries
        : null;

    private static DateTime? Newest(IEnumerable<Entry> shown) =>
        shown.Select(e => e.ChangedAt).DefaultIfEmpty().Max() is var newest && newest == default ? null : newest;
}
