using System.Text.Json;
using AngleSharp.Html.Dom;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

/// <summary>What pages say in schema.org's vocabulary.</summary>
public sealed class StructuredDataTests(TestSite site)
{
    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Every_page_that_search_engines_may_show_says_what_it_is_about(string language)
    {
        using var visitor = site.Visitor();
        var listed = SitemapFile.Read(await visitor.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken));
        foreach (var address in listed.Select(l => l.Address).Where(a => a.StartsWith($"{site.Origin}/{language}", StringComparison.Ordinal)))
        {
            using var page = await visitor.GetPageAsync(address);
            var nodes = Read(page);
            var self = nodes[address];
            Assert.Contains(Assert.Single(SchemaOrg.TypesOf(self)), new[] { "WebPage", "CollectionPage" });
            Assert.Equal(language, self.GetProperty("inLanguage").GetString());
            if (self.TryGetProperty("about", out var about))
                Assert.Contains(about.GetProperty("@id").GetString()!, nodes.Keys);
            if (address == $"{site.Origin}/{language}")
                continue;
            var steps = nodes[self.GetProperty("breadcrumb").GetProperty("@id").GetString()!].GetProperty("itemListElement").EnumerateArray().ToList();
            Assert.Equal($"{site.Origin}/{language}", steps[0].GetProperty("item").GetString());
            Assert.Equal(address, steps[^1].GetProperty("item").GetString());
            Assert.Equal(Enumerable.Range(1, steps.Count), steps.Select(s => s.GetProperty("position").GetInt32()));
        }
    }

    [Fact]
    public async Task A_thing_has_one_identifier_whatever_the_page_s_language_and_all_its_names_on_each()
    {
        var entry = Published(EntryKind.Partner, "state-hermitage-museum");
        foreach (var language in Language.All)
        {
            var thing = await ThingAsync(entry, language);
            Assert.Equal(["Museum", "Organization"], SchemaOrg.TypesOf(thing));
            Assert.Equal(entry.Title[language], thing.GetProperty("name").GetString());
            Assert.Equal(
                Language.All.Where(l => l != language && entry.Title[l] != "").Select(l => (l.Code, entry.Title[l])),
                SchemaOrg.Values(thing.GetProperty("alternateName")).Where(n => n.ValueKind == JsonValueKind.Object).Select(n => (n.GetProperty("@language").GetString()!, n.GetProperty("@value").GetString()!)));
            Assert.Equal(["https://www.wikidata.org/entity/Q132783", "https://www.hermitagemuseum.org"], SchemaOrg.Values(thing.GetProperty("sameAs")).Select(s => s.GetString()));
            Assert.Equal(59.9406, thing.GetProperty("geo").GetProperty("latitude").GetDouble());
            Assert.Equal("RU", thing.GetProperty("address").GetProperty("addressCountry").GetString());
        }
    }

    [Theory]
    [InlineData(EntryKind.Partner, "unesco", "Organization")]
    [InlineData(EntryKind.Partner, "university-of-bologna", "CollegeOrUniversity")]
    [InlineData(EntryKind.Partner, "national-library-of-russia", "Library")]
    [InlineData(EntryKind.Partner, "russian-state-historical-archive", "ArchiveOrganization")]
    [InlineData(EntryKind.Partner, "embassy-of-turkmenistan", "GovernmentOrganization")]
    [InlineData(EntryKind.Exhibition, "earth-in-motion-2024", "ExhibitionEvent")]
    [InlineData(EntryKind.Training, "staff-training-british-museum", "CreativeWork")]
    [InlineData(EntryKind.Event, "central-asian-crafts-fair", "CreativeWork")]
    [InlineData(EntryKind.Event, "days-of-culture-of-turkmenistan-2014", "Event")]
    [InlineData(EntryKind.Publication, "museum-kz-journal", "Periodical")]
    [InlineData(EntryKind.Agreement, "agreement-tang-west-market-museum-2014", "CreativeWork")]
    [InlineData(EntryKind.Project, "museolog-database", "Project")]
    public async Task Kinds_have_the_types_that_fit(EntryKind kind, string slug, string type)
    {
        var entry = Published(kind, slug);
        var found = SchemaOrg.TypesOf(await ThingAsync(entry, Language.Ru));
        Assert.Contains(entry is Project { Type: ProjectType.Research } ? "ResearchProject" : type, found);
    }

    [Fact]
    public async Task An_exhibition_has_its_days_its_place_and_its_organiser()
    {
        var thing = await ThingAsync(Published(EntryKind.Exhibition, "earth-in-motion-2024"), Language.En);
        Assert.Equal(("2024-09-28", "2024-09-28"), (thing.GetProperty("startDate").GetString(), thing.GetProperty("endDate").GetString()));
        Assert.Equal($"{site.Origin}/id/museum", thing.GetProperty("location").GetProperty("@id").GetString());
        Assert.Equal(site.Origin + Links.Id(Published(EntryKind.Partner, "daejeon-international-art-exchange-association")), thing.GetProperty("organizer").GetProperty("@id").GetString());
    }

    [Fact]
    public async Task What_is_known_to_the_year_only_is_said_so()
    {
        var thing = await ThingAsync(Published(EntryKind.Event, "museums-of-central-asia-seminar-2013"), Language.Kk);
        Assert.Equal("2013", thing.GetProperty("temporalCoverage").GetString());
        Assert.Equal(2, thing.GetProperty("sponsor").GetArrayLength());
        var held = await ThingAsync(Published(EntryKind.Event, "days-of-culture-of-turkmenistan-2014"), Language.Kk);
        Assert.Equal("2014", held.GetProperty("startDate").GetString());
        var agreement = await ThingAsync(Published(EntryKind.Agreement, "agreement-tang-west-market-museum-2014"), Language.Kk);
        Assert.Equal("2014", agreement.GetProperty("dateCreated").GetString());
    }

    [Fact]
    public async Task The_front_page_speaks_of_the_museum_the_site_and_its_search()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/ru");
        var nodes = Read(page);
        Assert.Equal("Центральный государственный музей Республики Казахстан", nodes[$"{site.Origin}/id/museum"].GetProperty("name").GetString());
        var search = nodes[$"{site.Origin}/#site"].GetProperty("potentialAction");
        Assert.Equal($"{site.Origin}/ru/search?q={{search_term_string}}", search.GetProperty("target").GetProperty("urlTemplate").GetString());
        using var country = await visitor.GetPageAsync("/ru/countries/fr");
        Assert.Equal("Франция", Read(country)[$"{site.Origin}/id/countries/fr"].GetProperty("name").GetString());
        using var list = await visitor.GetPageAsync("/ru/partners?page=2");
        var items = Read(list)[$"{site.Origin}/ru/partners?page=2"].GetProperty("mainEntity").GetProperty("itemListElement").EnumerateArray().ToList();
        Assert.Equal(list.Hrefs(".card h2 a").Select(a => site.Origin + a), items.Select(i => i.GetProperty("url").GetString()!));
        Assert.Equal(21, items[0].GetProperty("position").GetInt32());
    }

    internal static IReadOnlyDictionary<string, JsonElement> Read(IHtmlDocument page) =>
        SchemaOrg.Read(page.QuerySelectorAll("script[type='application/ld+json']").Single().TextContent);

    private Entry Published(EntryKind kind, string slug) => site.Services.GetRequiredService<PublishedSiteKeeper>().Current!.Find(kind, slug)!;

    private async Task<JsonElement> ThingAsync(Entry entry, Language language)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync(new Links(language).Entry(entry));
        return Read(page)[site.Origin + Links.Id(entry)];
    }
}
