using System.Globalization;
using AngleSharp.Dom;
using CsmPartners.Forms;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

public sealed class ChartsTests(TestSite site)
{
    [Theory]
    [InlineData("/kk/timeline")]
    [InlineData("/en/timeline?country=ru")]
    [InlineData("/ru/timeline?kind=exhibition")]
    public async Task The_table_of_years_holds_the_numbers_of_the_drawing(string address)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync(address);
        var rows = page.QuerySelectorAll("figure.chart tbody tr").Select(Numbers).ToList();
        Assert.NotEmpty(rows);
        Assert.Equal(page.QuerySelectorAll("figure.chart .chart-total").Select(Number), rows.Select(r => r[^1]));
        Assert.All(rows, row => Assert.Equal(row[^1], row.SkipLast(1).Sum()));
        Assert.Equal(
            page.QuerySelectorAll("figure.chart rect.chart-part > title").Select(t => t.TextContent.Split(' ')[^1]),
            rows.SelectMany(r => r.SkipLast(1)).Where(n => n > 0).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(page.QuerySelectorAll("figure.chart .chart-key li").Select(l => l.TextContent.Trim()), page.QuerySelectorAll("figure.chart thead th").Skip(1).SkipLast(1).Select(h => h.TextContent.Trim()));
    }

    [Fact]
    public async Task A_year_s_total_is_what_the_timeline_finds_for_it()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/timeline?kind=exhibition");
        foreach (var row in page.QuerySelectorAll("figure.chart tbody tr"))
        {
            using var year = await visitor.GetPageAsync(row.QuerySelector("a")!.GetAttribute("href")!);
            Assert.Equal($"{Numbers(row)[^1]}", year.TextOf(".result").Split(' ')[0]);
            Assert.Empty(year.QuerySelectorAll("figure.chart"));
        }
    }

    [Fact]
    public async Task What_is_undated_is_said_to_be_outside_of_the_figure()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/timeline");
        Assert.Contains("Undated: 17 joint activities.", page.TextOf("figure.chart figcaption"), StringComparison.Ordinal);
        using var trainings = await visitor.GetPageAsync("/en/timeline?kind=training");
        Assert.Empty(trainings.QuerySelectorAll(".chart"));
        using var second = await visitor.GetPageAsync("/en/timeline?page=2");
        Assert.Empty(second.QuerySelectorAll(".chart"));
    }

    [Fact]
    public async Task Bars_of_countries_tell_what_their_pages_tell()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/countries");
        var chart = page.QuerySelector("#chart-countries")!.ParentElement!;
        var rows = chart.QuerySelectorAll(".chart-table tbody tr").Select(Numbers).ToList();
        var bars = chart.QuerySelectorAll(".bars tbody tr").ToList();
        Assert.Equal(rows.Select(r => r[^1]), bars.Select(b => Numbers(b)[0]));
        Assert.Equal(rows.Select(r => r.SkipLast(1).Count(n => n > 0)), bars.Select(b => b.QuerySelectorAll("rect").Length));
        foreach (var bar in bars)
        {
            using var country = await visitor.GetPageAsync(bar.QuerySelector("a")!.GetAttribute("href")!);
            Assert.StartsWith($"{Numbers(bar)[0]} partner", country.TextOf(".page-head .lead"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bars_of_institutions_tell_what_the_list_finds()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/ru/countries");
        var bars = page.QuerySelector("#chart-institutions")!.ParentElement!.QuerySelectorAll("tbody tr").ToList();
        Assert.Equal(51, bars.Sum(b => Numbers(b)[0]));
        foreach (var bar in bars)
        {
            using var list = await visitor.GetPageAsync(bar.QuerySelector("a")!.GetAttribute("href")!);
            Assert.Equal($"{Numbers(bar)[0]}", list.TextOf(".result").Split(' ')[0]);
        }
    }

    [Fact]
    public async Task A_partner_s_page_draws_what_is_dated_and_counts_what_is_not()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/ru/partners/kunstkamera");
        Assert.Equal(["2011–2013", "2010"], page.QuerySelectorAll(".spans tbody tr td:nth-child(2)").Select(c => c.TextContent));
        Assert.Equal("Без даты: 1 совместное дело.", page.TextOf(".chart-note"));
        using var undated = await visitor.GetPageAsync("/ru/partners/british-museum");
        Assert.Empty(undated.QuerySelectorAll(".chart"));
        // Everything in 2010–2012.
        using var alike = await visitor.GetPageAsync("/ru/partners/british-council");
        Assert.Empty(alike.QuerySelectorAll(".chart"));
    }

    [Fact]
    public async Task Names_in_figures_are_text_whatever_they_hold()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        const string Name = "<script>alert(1)</script> & \"Co\"";
        var form = EntriesOfTests.Partner(Name);
        form.City = new(Name, Name, Name);
        (form.Latitude, form.Longitude) = ("48.8", "2.3");
        var partner = await own.PublishedAsync(form);
        foreach (var year in new[] { "2014", "2019" })
        {
            var exhibition = EntriesOfTests.Exhibition($"{Name} {year}", partner);
            exhibition.Starts = year;
            await own.PublishedAsync(exhibition);
        }

        using var visitor = own.Visitor();
        foreach (var address in new[] { "/en/map?country=fr", "/en/countries/fr", "/en/timeline" })
        {
            using var page = await visitor.GetPageAsync(address);
            Assert.Empty(page.QuerySelectorAll("script:not([src], [type='application/ld+json'])"));
            Assert.Contains(page.QuerySelectorAll("main *").Where(e => e.ChildElementCount == 0), e => e.TextContent.Contains(Name, StringComparison.Ordinal));
        }
    }

    // The cells of a row that hold numbers alone.
    private static List<int> Numbers(IElement row) =>
        [.. row.QuerySelectorAll("td").Where(c => c.ChildElementCount == 0 && c.TextContent.Length > 0).Select(Number)];

    private static int Number(IElement cell) => int.Parse(cell.TextContent, CultureInfo.InvariantCulture);
}
