using AngleSharp.Dom;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

/// <summary>Narrowing the lists by their filters.</summary>
public sealed class ListsTests(TestSite site)
{
    public static TheoryData<string> Lists => ["partners", "projects", "exhibitions", "trainings", "agreements", "events", "publications", "timeline", "map"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Every_choice_shows_as_many_entries_as_it_promised(string list)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync($"/en/{list}");
        var options = page.QuerySelectorAll(".facet label").ToList();
        Assert.NotEmpty(options);
        foreach (var option in options)
        {
            var input = option.QuerySelector("input")!;
            using var narrowed = await visitor.GetPageAsync($"/en/{list}?{input.GetAttribute("name")}={Uri.EscapeDataString(input.GetAttribute("value")!)}");
            Assert.Equal(option.TextOf(".count"), narrowed.TextOf(".result").Split(' ')[0]);
            Assert.NotEmpty(narrowed.QuerySelectorAll(".chips a"));
        }
    }

    [Fact]
    public async Task Filters_combine_and_each_chip_takes_its_own_away()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/partners?country=ru&institution=library");
        Assert.All(page.QuerySelectorAll(".card"), card =>
        {
            Assert.Equal("Library", card.TextOf(".kicker"));
            Assert.EndsWith("Russia", card.TextOf(".where"), StringComparison.Ordinal);
        });
        Assert.Equal(["/en/partners?institution=library", "/en/partners?country=ru", "/en/partners"], page.Hrefs(".chips a").Order(StringComparer.Ordinal).Reverse().Order(Comparer<string>.Create((a, b) => b.Length - a.Length)));
    }

    [Fact]
    public async Task Lists_page_at_twenty_and_say_how_many()
    {
        using var visitor = site.Visitor();
        using var first = await visitor.GetPageAsync("/en/partners");
        Assert.Equal(20, first.QuerySelectorAll(".card").Length);
        Assert.StartsWith("51 partners", first.TextOf(".result"), StringComparison.Ordinal);
        Assert.Equal("/en/partners?page=2", first.QuerySelector(".pager [rel=next]")!.GetAttribute("href"));
        using var last = await visitor.GetPageAsync("/en/partners?page=3");
        Assert.Equal(11, last.QuerySelectorAll(".card").Length);
        Assert.Null(last.QuerySelector(".pager [rel=next]"));
        Assert.NotEqual(first.Title, last.Title);
    }

    [Fact]
    public async Task A_letter_shows_the_names_under_it()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/ru/partners?letter=%D0%93");
        Assert.All(page.QuerySelectorAll(".card h2"), name => Assert.StartsWith("Г", name.TextContent.Trim('«', ' '), StringComparison.Ordinal));
        Assert.Equal("Г", page.TextOf(".letters [aria-current]"));
    }

    [Fact]
    public async Task A_partner_s_page_tells_everything_done_together_with_roles()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/partners/british-council");
        var together = page.QuerySelectorAll(".timeline-entry h4 a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Contains("/en/exhibitions/british-designers", together);
        Assert.Contains("/en/projects/month-at-the-museum", together);
        Assert.All(page.QuerySelectorAll(".timeline-entry"), entry => Assert.NotEmpty(entry.TextOf(".role")));
    }
}
