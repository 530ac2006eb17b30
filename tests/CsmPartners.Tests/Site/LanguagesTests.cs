using System.Net;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

public sealed class LanguagesTests(TestSite site)
{
    [Theory]
    [InlineData(null, null, "/kk")]
    [InlineData(null, "en-US,en;q=0.9", "/en")]
    [InlineData(null, "de-DE,de;q=0.9,ru;q=0.8,en;q=0.7", "/ru")]
    [InlineData(null, "ru;q=0,en;q=0.1", "/en")]
    [InlineData(null, "kk-KZ", "/kk")]
    [InlineData(null, "kz", "/kk")]
    [InlineData(null, "fr", "/kk")]
    [InlineData(null, ";;;q=x", "/kk")]
    [InlineData("ru", "en", "/ru")]
    [InlineData("xx", "en", "/en")]
    public async Task The_bare_address_leads_to_the_choice_then_the_browser_s_language_then_Kazakh(string? cookie, string? accepted, string target)
    {
        using var visitor = site.Visitor();
        if (cookie is not null)
            visitor.DefaultRequestHeaders.Add("Cookie", $"csm-lang={cookie}");
        if (accepted is not null)
            visitor.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accepted);
        using var response = await visitor.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(target, response.Headers.Location?.ToString());
        Assert.Contains("Accept-Language", response.Headers.Vary);
        Assert.Contains("Cookie", response.Headers.Vary);
    }

    [Theory]
    [InlineData("/ru/partners?country=fr&country=ru&institution=museum", "/kk/partners?country=fr&country=ru&institution=museum")]
    [InlineData("/ru/partners/kunstkamera", "/kk/partners/kunstkamera")]
    [InlineData("/ru/timeline?year=2014", "/kk/timeline?year=2014")]
    public async Task The_same_page_in_another_language_is_one_link_away_with_its_filters(string address, string twin)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync(address);
        Assert.Equal(["kk", "ru", "en"], page.QuerySelectorAll(".languages a").Select(a => a.GetAttribute("lang")));
        Assert.Equal(twin, page.QuerySelector(".languages a[lang=kk]")!.GetAttribute("href"));
        using var _ = await visitor.GetPageAsync(twin);
    }

    [Fact]
    public async Task Kazakh_pages_are_indexed_by_the_Kazakh_alphabet()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/kk/partners");
        var letters = page.QuerySelectorAll(".letters a").Select(a => a.TextContent).Where(l => Language.Kk.Alphabet.Contains(l, StringComparison.Ordinal)).ToList();
        Assert.Contains("Қ", letters);
        Assert.DoesNotContain("К", letters.SkipWhile(l => l != "Қ"));
        Assert.Equal(letters.OrderBy(l => Language.Kk.Alphabet.IndexOf(l, StringComparison.Ordinal)), letters);
    }
}
