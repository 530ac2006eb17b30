using System.Net;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

public sealed class MapFiltersTests(TestSite site)
{
    [Theory]
    [InlineData("activity=exhibition")]
    [InlineData("year=2014")]
    [InlineData("country=hu")]
    [InlineData("country=eg")]
    [InlineData("activity=agreement&year=2014")]
    [InlineData("activity=training&country=jp&country=kr")]
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
            Assert.Equal(listed.Count - notPlaced, marks.Sum(Marks.Counted));
            foreach (var mark in marks)
                Assert.Equal([], (await Marks.PartnersBehindAsync(visitor, page, mark)).Where(p => mark.GetAttribute("href")![0] == '#' && !listed.Contains(p)));
        }
    }

    [Fact]
    public async Task Whoever_asks_for_trainings_and_for_a_year_gets_trainings_of_that_year()
    {
        using var visitor = site.Visitor();
        // It had a training, undated, and an agreement in 2014.
        using var agreements = await visitor.GetPageAsync("/en/map?activity=agreement&year=2014");
        Assert.Contains("/en/partners/national-folk-museum-of-korea", agreements.Hrefs(".places-city a"));
        using var trainings = await visitor.GetPageAsync("/en/map?activity=training&year=2014");
        Assert.Contains("0 partners", trainings.TextOf(".result"), StringComparison.Ordinal);
        Assert.Contains("/en/map?activity=training", trainings.Hrefs(".empty a"));
        Assert.Empty(trainings.QuerySelectorAll(".map-frame, .places"));
    }

    [Theory]
    [InlineData("country=zz")]
    [InlineData("activity=casino")]
    [InlineData("activity=partner")]
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
        using var page = await visitor.GetPageAsync("/kk/map?activity=project&country=fr");
        Assert.Contains("/en/map?activity=project&country=fr", page.Hrefs(".languages a"));
    }
}
