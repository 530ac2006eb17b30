using System.Net;
using AngleSharp.Dom;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Rendering.Maps;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

public sealed class MapTests(TestSite site)
{
    private PublishedSite Published => site.Services.GetRequiredService<PublishedSiteKeeper>().Current!;

    [Theory]
    [InlineData("wide")]
    [InlineData("narrow")]
    public async Task Every_partner_with_coordinates_is_behind_one_mark_of_one_window(string size)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/ru/map");
        var marked = new List<string>();
        foreach (var mark in page.QuerySelectorAll($".map-{size} .map-mark"))
            marked.AddRange(await PartnersBehindAsync(visitor, page, mark));
        var links = new Links(Language.Ru);
        var placed = Published.Partners.Where(p => MapPoint.Of(p) is not null).Select(links.Entry).ToList();
        Assert.Equal([], placed.Except(marked));
        Assert.Equal(placed.Count, page.QuerySelectorAll($".map-{size} .map-mark").Sum(Counted));
        // The frames on the world tell how many the other windows hold.
        foreach (var frame in page.QuerySelectorAll($".map-{size} .map-inset"))
        {
            var window = page.GetElementById(frame.GetAttribute("href")![1..])!.NextElementSibling!;
            Assert.Equal(int.Parse(frame.QuerySelector("title")!.TextContent.Split(' ').First(w => w.All(char.IsAsciiDigit)), null), window.QuerySelectorAll($".map-{size} .map-mark").Sum(Counted));
        }
    }

    [Fact]
    public async Task The_list_beside_the_map_has_every_partner_and_says_which_are_not_on_it()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/map");
        var links = new Links(Language.En);
        Assert.Equal(Published.Partners.Select(links.Entry).Order(StringComparer.Ordinal), page.Hrefs(".places-city a").Order(StringComparer.Ordinal));
        var notPlaced = Published.Partners.Where(p => p.Latitude is null).Select(links.Entry).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(notPlaced);
        Assert.Equal(notPlaced, page.QuerySelectorAll(".places-city li").Where(li => li.TextContent.Contains("not on the map", StringComparison.Ordinal)).Select(li => li.QuerySelector("a")!.GetAttribute("href")!).Order(StringComparer.Ordinal));
        Assert.Contains($"In the list only: {notPlaced.Count}", page.TextOf(".map-note"), StringComparison.Ordinal);
        Assert.Equal(Published.Partners.Count, page.QuerySelectorAll(".places-country h3 .count").Sum(c => int.Parse(c.TextContent, null)));
    }

    [Theory]
    [InlineData("kind=exhibition")]
    [InlineData("year=2014")]
    [InlineData("country=hu")]
    [InlineData("country=eg")]
    [InlineData("kind=agreement&year=2014")]
    [InlineData("kind=training&country=jp&country=kr")]
    public async Task Filters_narrow_the_drawing_and_the_list_alike(string query)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync($"/ru/map?{query}");
        var listed = page.Hrefs(".places-city a").ToList();
        Assert.Equal($"{listed.Count}", page.TextOf(".result").Split(' ')[0]);
        var notPlaced = page.QuerySelectorAll(".places-city li").Count(li => li.TextContent.Contains("нет на карте", StringComparison.Ordinal) && li.QuerySelector("ul") is null);
        foreach (var size in new[] { "wide", "narrow" })
        {
            var marks = page.QuerySelectorAll($".map-{size} .map-mark");
            Assert.Equal(listed.Count - notPlaced, marks.Sum(Counted));
            foreach (var mark in marks)
                Assert.Equal([], (await PartnersBehindAsync(visitor, page, mark)).Where(p => mark.GetAttribute("href")![0] == '#' && !listed.Contains(p)));
        }
    }

    [Fact]
    public async Task Whoever_asks_for_trainings_and_for_a_year_gets_trainings_of_that_year()
    {
        using var visitor = site.Visitor();
        // It had a training, undated, and an agreement in 2014.
        using var agreements = await visitor.GetPageAsync("/en/map?kind=agreement&year=2014");
        Assert.Contains("/en/partners/national-folk-museum-of-korea", agreements.Hrefs(".places-city a"));
        using var trainings = await visitor.GetPageAsync("/en/map?kind=training&year=2014");
        Assert.Contains("0 partners", trainings.TextOf(".result"), StringComparison.Ordinal);
        Assert.Contains("/en/map?kind=training", trainings.Hrefs(".empty a"));
        Assert.Empty(trainings.QuerySelectorAll(".map-frame, .places"));
    }

    [Theory]
    [InlineData("country=zz")]
    [InlineData("kind=partner")]
    [InlineData("year=%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task A_choice_that_does_not_exist_finds_nothing_and_says_how_to_go_on(string query)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync($"/en/map?{query}", HttpStatusCode.NotFound);
        Assert.Contains("unknown value", page.TextOf(".empty"), StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
    }

    [Theory]
    [InlineData("page=2")]
    [InlineData("page=0")]
    [InlineData("page=two")]
    public async Task The_map_has_one_page(string query)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync($"/kk/map?{query}", HttpStatusCode.NotFound);
        Assert.Equal("kk", page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task The_choice_is_kept_in_the_other_languages()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/kk/map?country=fr&kind=project");
        Assert.Contains("/en/map?country=fr&kind=project", page.Hrefs(".languages a"));
    }

    [Fact]
    public async Task A_mission_stands_where_it_is_and_the_country_that_sent_it_is_shown_on_its_page()
    {
        using var visitor = site.Visitor();
        using var map = await visitor.GetPageAsync("/en/map?country=eg");
        Assert.Equal("Kazakhstan: missions of other countries", map.TextOf(".places-country h3").Split('\n')[0].Trim()[..^2]);
        Assert.Contains("Almaty", map.TextOf("#central-asia + .map-frame .map-wide .map-mark title"), StringComparison.Ordinal);
        using var country = await visitor.GetPageAsync("/en/countries/eg");
        Assert.Equal("Egypt", country.TextOf(".map-wide .map-capital text"));
        Assert.Equal("/en/partners/diplomatic-missions-of-egypt", Assert.Single(country.Hrefs(".map-wide .map-mark")));
    }

    [Fact]
    public async Task Every_drawing_says_what_it_is_and_every_mark_has_a_name_of_its_own()
    {
        using var visitor = site.Visitor();
        foreach (var address in new[] { "/kk/map", "/ru/map?year=2014", "/en/countries/ru", "/kk", "/ru/countries" })
        {
            using var page = await visitor.GetPageAsync(address);
            var drawings = page.QuerySelectorAll("svg.map:not([aria-hidden])");
            Assert.NotEmpty(drawings);
            Assert.All(drawings, drawing => Assert.False(string.IsNullOrWhiteSpace(drawing.GetAttribute("aria-label")), address));
            Assert.All(page.QuerySelectorAll(".map-wide, .map-narrow"), drawing =>
            {
                var names = drawing.QuerySelectorAll("a > title").Select(t => t.TextContent).ToList();
                Assert.Equal(names.Distinct(), names);
                Assert.Equal(drawing.QuerySelectorAll("a").Length, names.Count);
            });
        }
    }

    [Fact]
    public async Task Every_place_on_the_overview_and_in_the_navigation_leads_to_the_map()
    {
        using var visitor = site.Visitor();
        using var overview = await visitor.GetPageAsync("/kk");
        Assert.Equal("/kk/map", overview.QuerySelector("a.small-map")!.GetAttribute("href"));
        Assert.Contains("/kk/map", overview.Hrefs(".sections a"));
    }

    [Fact]
    public async Task A_list_too_long_to_read_names_countries_and_leads_to_each()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        await own.PublishAsync(db =>
        {
            db.AddRange(Enumerable.Range(0, 700).Select(i => new Partner
            {
                Slug = $"many-{i}",
                Title = new($"Музей {i}", $"Музей {i}", $"Museum {i}"),
                Country = i % 2 == 0 ? "FR" : "IN",
                Latitude = i % 60,
                Longitude = i % 170,
            }));
            return Task.CompletedTask;
        });
        using var visitor = own.Visitor();
        using var whole = await visitor.GetPageAsync("/en/map");
        Assert.StartsWith("751 partners", whole.TextOf(".result"), StringComparison.Ordinal);
        Assert.Empty(whole.QuerySelectorAll(".places-city"));
        Assert.Equal(745, whole.QuerySelectorAll(".map-wide .map-mark").Sum(Counted));
        Assert.All(whole.Hrefs(".map a").Where(a => a[0] == '#'), a => Assert.NotNull(whole.GetElementById(a[1..])));
        Assert.InRange(whole.DocumentElement.OuterHtml.Length, 1, 300_000);
        Assert.Equal("/en/map?country=fr", whole.QuerySelector("#in-fr p a")!.GetAttribute("href"));
        using var country = await visitor.GetPageAsync("/en/map?country=fr");
        Assert.Equal(300, country.QuerySelectorAll(".places-city li").Length);
        Assert.Equal("/en/partners?country=fr", country.QuerySelector("#in-fr p a")!.GetAttribute("href"));
    }

    // A number in the mark, or one partner.
    private static int Counted(IElement mark) => mark.QuerySelector(".map-number") is { } number ? int.Parse(number.TextContent, null) : 1;

    // By its link: the partner itself, its place in the list, or the map of some countries.
    private static async Task<IReadOnlyList<string>> PartnersBehindAsync(HttpClient visitor, IDocument page, IElement mark)
    {
        var target = mark.GetAttribute("href")!;
        if (target[0] == '#')
            return [.. page.GetElementById(target[1..])!.Hrefs("a").Where(a => a.Contains("/partners/", StringComparison.Ordinal))];
        if (!target.Contains('?', StringComparison.Ordinal))
            return [target];
        using var narrowed = await visitor.GetPageAsync(target);
        return [.. narrowed.Hrefs(".places-city a")];
    }
}
