using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CsmPartners.Entries;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Countries;
using CsmPartners.Web.Site.Lists;
using CsmPartners.Web.Site.Machines;
using CsmPartners.Web.Site.Overview;
using Microsoft.AspNetCore.Html;

namespace CsmPartners.Web.Site.StructuredData;

/// <summary>What a public page says in schema.org's vocabulary: the page, the way to it, and the thing that it is about.</summary>
internal sealed class PageData(SitePage page)
{
    // Escapes <, > and &, so that no text can end the element that the data stands in.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly Things things = new(page.Site!, page.Language, page.Origin);

    public static HtmlString Of(SitePage page) => new(new PageData(page).Graph().ToJsonString(Json));

    private JsonObject Graph() => new()
    {
        ["@context"] = "https://schema.org",
        ["@graph"] = new JsonArray([.. new[] { Page(), Way(), Thing(), page is OverviewPage ? Site() : null }.OfType<JsonNode>()]),
    };

    private JsonObject Page() => Node.Of(page is ListPage or CountriesPage ? "CollectionPage" : "WebPage")
        .With("@id", page.Canonical)
        .With("url", page.Canonical)
        .With("name", page.Title)
        .With("description", page.Description)
        .With("inLanguage", page.Language.Code)
        .With("isPartOf", Node.Reference(SiteId))
        .With("breadcrumb", page.Path is "" ? null : Node.Reference($"{page.Canonical}#way"))
        .With("dateModified", page.Entry?.ChangedAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
        .With("publisher", Node.Reference(page.Origin + Links.MuseumId))
        .With(page is ListPage ? "mainEntity" : "about", Subject());

    private JsonObject? Subject() => page switch
    {
        ListPage<Partner> list => Items(list.Shown, list.First),
        ListPage<Activity> list => Items(list.Shown, list.First),
        OverviewPage => Node.Reference(page.Origin + Links.MuseumId),
        { Entry: Entries.Page } => null,
        { Identifier: { } thing } => Node.Reference(page.Origin + thing),
        _ => null,
    };

    private JsonObject? Thing() => page switch
    {
        OverviewPage => things.Museum(),
        CountryPage country => things.Of(country.Record.Country),
        { Entry: { } entry } => things.Of(entry),
        _ => null,
    };

    private JsonObject Site() => Node.Of("WebSite")
        .With("@id", SiteId)
        .With("url", $"{page.Origin}/")
        .Named(page.Site!.Museum.SiteTitle, page.Language)
        .With("inLanguage", Language.All.Select(l => (JsonNode)l.Code))
        .With("publisher", Node.Reference(page.Origin + Links.MuseumId))
        .With("potentialAction", Node.Of("SearchAction")
            .With("target", Node.Of("EntryPoint").With("urlTemplate", $"{page.Origin}{page.Links.Search}?q={{search_term_string}}"))
            .With("query-input", "required name=search_term_string"));

    private JsonObject? Way() => page.Path is "" ? null : Node.Of("BreadcrumbList")
        .With("@id", $"{page.Canonical}#way")
        .With("itemListElement", page.Crumbs.Prepend(new Crumb(page.Ui["Nav.Home"], page.Links.Home))
            .Select(crumb => (crumb.Title, Address: page.Origin + crumb.Address))
            .Append((page.Title, page.Canonical))
            .Select((step, i) => (JsonNode)Item(i + 1).With("name", step.Item1).With("item", step.Item2)));

    private JsonObject Items(IEnumerable<Entry> shown, int before) => Node.Of("ItemList")
        .With("itemListElement", shown.Select((entry, i) => (JsonNode)Item(before + i + 1)
            .With("name", entry.Title.In(page.Language).Text)
            .With("url", page.Origin + page.Links.Entry(entry))));

    private static JsonObject Item(int position) => Node.Of("ListItem").With("position", (JsonNode)position);

    private string SiteId => $"{page.Origin}/#site";
}
