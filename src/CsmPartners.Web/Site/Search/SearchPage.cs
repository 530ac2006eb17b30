using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Search;
using CsmPartners.Texts;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Lists;
using CsmPartners.Web.Site.Machines;

namespace CsmPartners.Web.Site.Search;

/// <summary>A search and what it found.</summary>
public sealed class SearchPage : ListPage<Entry>
{
    /// <summary>What people type has no end, and would push pages that many ask for out of the cache.</summary>
    public override bool IsShared => false;

    /// <summary>What was found depends on the words as well.</summary>
    public override object? Subject => null;

    public required Finding Finding { get; init; }

    /// <summary>Countries with a page of their own that are called what was asked for.</summary>
    public required IReadOnlyList<CountryRecord> Countries { get; init; }

    public IEnumerable<SearchHit> Hits => Shown.Select(entry => SearchHit.Of(this, entry));

    /// <summary>As it is kept in addresses and shown: without signs that no field would take, no longer than is read.</summary>
    public static string Tidy(string? typed)
    {
        var line = OneLine.Of(typed ?? "");
        return line.Length <= Finding.Longest ? line : line[..(char.IsHighSurrogate(line[Finding.Longest - 1]) ? Finding.Longest - 1 : Finding.Longest)];
    }

    public static SearchPage Of(PublishedSite site, Language language, Finding finding, ListRequest<Entry> request)
    {
        var ui = Ui.In(language);
        var title = request.Asked is { } asked ? ui.Format("Search.Found", asked) : ui["Search.Title"];
        return new SearchPage
        {
            Heading = ui["Search.Title"],
            Title = request.Number > 1 ? $"{title}, {ui.Format("Pager.PageNumber", request.Number)}" : title,
            Description = ui["Search.Lead"],
            Path = "search",
            Query = request.Query,
            QueryElsewhere = request.QueryElsewhere,
            Section = "search",
            KeepOutOfSearchEngines = request.Asked is not null,
            ListAddress = new Links(language).Search,
            Asked = request.Asked,
            Filter = request.Filter,
            Found = request.Found,
            ReadFacets = () => request.Views,
            ReadLetters = () => null,
            IsKnown = request.IsKnown,
            Number = request.Number ?? 1,
            Count = request.Found.Count,
            Counted = "Count.Found",
            Looser = finding.Places.Count > 0 ? request.Looser(new Links(language).Search) : [],
            Finding = finding,
            Countries = [.. site.In(language).Countries.Where(c => finding.MatchesAll(c.Country.Name))],
        };
    }
}

/// <summary>An entry found, and where the words stand in it.</summary>
/// <param name="Glance">Null where nothing but other names, places or people were found.</param>
public sealed record SearchHit(Entry Entry, Marked Title, Marked? Glance)
{
    public static SearchHit Of(SearchPage page, Entry entry)
    {
        var title = entry.Title.In(page.Language);
        // The reader's own language first; where only another language's text has the words, that text is shown.
        var glance = page.Language.Fallbacks
            .Select(language => Marked.GlanceAt(PlainText.Of($"{entry.Summary[language]}\n\n{entry.Body[language]}"), language, page.Finding))
            .FirstOrDefault(marked => marked is not null);
        return new SearchHit(entry, Marked.Of(title.Text, title.Language, page.Finding), glance);
    }
}
