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
            marked.AddRange(await Marks.PartnersBehindAsync(visitor, page, mark));
        var links = new Links(Language.Ru);
        var placed = Published.Partners.Where(p => MapPoint.Of(p) is not null).Select(links.Entry).ToList();
        Assert.Equal([], placed.Except(marked));
        Assert.Equal(placed.Count, page.QuerySelectorAll($".map-{size} .map-mark").Sum(Marks.Counted));
        // The frames on the world tell how many the other windows hold.
        foreach (var frame in page.QuerySelectorAll($".map-{size} .map-inset"))
        {
            var window = page.GetElementById(frame.GetAttribute("href")![1..])!.NextElementSibling!;
            Assert.Equal(int.Parse(frame.QuerySelector("title")!.TextContent.Split(' ').First(w => w.All(char.IsAsciiDigit)), null), window.QuerySelectorAll($".map-{size} .map-mark").Sum(Marks.Counted));
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
        Assert.Equal(745, whole.QuerySelectorAll(".map-wide .map-mark").Sum(Marks.Counted));
        Assert.All(whole.Hrefs(".map a").Where(a => a[0] == '#'), a => Assert.NotNull(whole.GetElementById(a[1..])));
        Assert.InRange(whole.DocumentElement.OuterHtml.Length, 1, 300_000);
        Assert.Equal("/en/map?country=fr", whole.QuerySelector("#in-fr p a")!.GetAttribute("href"));
        using var country = await visitor.GetPageAsync("/en/map?country=fr");
        Assert.Equal(300, country.QuerySelectorAll(".places-city li").Length);
        Assert.Equal("/en/partners?country=fr", country.QuerySelector("#in-fr p a")!.GetAttribute("href"));
    }
}
