using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

/// <summary>What the head of a page tells search engines and social networks.</summary>
public sealed class HeadTests(TestSite site)
{
    public static TheoryData<string> KindsOfPages =>
    [
        "/kk", "/ru/partners", "/en/partners?page=2", "/kk/partners/kunstkamera", "/ru/countries", "/en/countries/ru", "/kk/exhibitions",
        "/ru/exhibitions/applied-art-of-turkmenistan-2014", "/en/agreements/agreement-tang-west-market-museum-2014", "/kk/timeline", "/ru/about", "/en/partners?country=ru",
    ];

    [Theory]
    [MemberData(nameof(KindsOfPages))]
    public async Task A_page_can_be_shared(string address)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync(address);
        var language = Language.Find(page.DocumentElement.GetAttribute("lang"))!;
        Assert.Contains(Property(page, "og:type"), new[] { "website", "article" });
        Assert.Equal(site.Origin + address, Property(page, "og:url"));
        Assert.Equal(page.QuerySelector("meta[name=description]")!.GetAttribute("content"), Property(page, "og:description"));
        Assert.Equal(language.OpenGraphLocale, Property(page, "og:locale"));
        Assert.NotEmpty(Property(page, "og:title"));
        Assert.NotEmpty(Property(page, "og:site_name"));
        Assert.NotEmpty(Property(page, "og:image:alt"));
        Assert.Equal(("1200", "630", "image/png"), (Property(page, "og:image:width"), Property(page, "og:image:height"), Property(page, "og:image:type")));
        Assert.Equal("summary_large_image", page.QuerySelector("meta[name='twitter:card']")?.GetAttribute("content"));
        var picture = Property(page, "og:image");
        Assert.StartsWith($"{site.Origin}/{language}/share/", picture, StringComparison.Ordinal);
        using var answer = await visitor.GetAsync(new Uri(picture), TestContext.Current.CancellationToken);
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task A_page_names_its_languages_and_the_locales_beside_its_own()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/ru/partners/kunstkamera");
        Assert.Equal(["kk_KZ", "en_GB"], page.QuerySelectorAll("meta[property='og:locale:alternate']").Select(m => m.GetAttribute("content")));
        var number = site.Services.GetRequiredService<PublishedSiteKeeper>().Current!.Find(EntryKind.Partner, "kunstkamera")!.Id;
        Assert.Equal([$"{site.Origin}/id/{number.ToString(CultureInfo.InvariantCulture)}"], page.Hrefs("link[hreflang=x-default]"));
    }

    [Theory]
    [InlineData("/en/partners?country=ru")]
    [InlineData("/en/partners?country=ru&institution=museum")]
    [InlineData("/ru/partners?letter=%D0%93")]
    [InlineData("/en/timeline?year=2014")]
    public async Task Views_of_a_list_are_followed_but_not_shown_by_search_engines(string address)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync(address);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
        Assert.Empty(page.QuerySelectorAll("link[hreflang]"));
        Assert.Equal([site.Origin + address], page.Hrefs("link[rel=canonical]"));
    }

    [Theory]
    [InlineData("/kk", "/kk/feed.xml")]
    [InlineData("/ru/exhibitions", "/ru/feed.xml /ru/exhibitions/feed.xml")]
    [InlineData("/en/partners/kunstkamera", "/en/feed.xml /en/partners/feed.xml")]
    [InlineData("/en/timeline?year=2014", "/en/feed.xml")]
    public async Task Feeds_and_the_calendar_are_found_from_every_page(string address, string feeds)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync(address);
        Assert.Equal(feeds.Split(' '), page.Hrefs("link[rel=alternate][type='application/atom+xml']"));
        Assert.Equal([$"/{address.Split('/')[1]}/calendar.ics"], page.Hrefs("link[rel=alternate][type='text/calendar']"));
        Assert.All(page.QuerySelectorAll("link[rel=alternate][type]"), link => Assert.False(string.IsNullOrWhiteSpace(link.GetAttribute("title"))));
        Assert.Equal(2, page.QuerySelectorAll(".colophon a[type]").Length);
    }

    [Fact]
    public async Task A_page_that_says_that_something_is_wrong_has_nothing_to_share()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/ru/no-such-page", System.Net.HttpStatusCode.NotFound);
        Assert.Empty(page.QuerySelectorAll("meta[property], link[rel=canonical], script[type='application/ld+json']"));
    }

    private static string Property(IHtmlDocument page, string name) =>
        page.QuerySelectorAll($"meta[property='{name}']").Select(m => m.GetAttribute("content")!).Single();
}
