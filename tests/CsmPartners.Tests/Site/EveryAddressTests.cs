using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

/// <summary>Every public address, in three languages.</summary>
public sealed class EveryAddressTests(TestSite site)
{
    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Every_address_answers_in_its_language_and_names_its_twins(string language)
    {
        using var visitor = site.Visitor();
        var titles = new Dictionary<string, string>();
        foreach (var path in site.Paths())
        {
            var address = path.In(language);
            using var page = await visitor.GetPageAsync(address);
            Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
            Assert.Single(page.QuerySelectorAll("h1"));
            var description = page.QuerySelector("meta[name=description]")?.GetAttribute("content");
            Assert.False(string.IsNullOrWhiteSpace(description), $"{address} has no description");
            Assert.Equal($"{site.Origin}{address}", page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"));
            var alternates = page.QuerySelectorAll("link[rel=alternate][hreflang]")
                .ToDictionary(l => l.GetAttribute("hreflang")!, l => l.GetAttribute("href")!);
            foreach (var other in Language.All)
                Assert.Equal($"{site.Origin}/{other}{address[3..]}", alternates[other.Code]);
            Assert.True(titles.TryAdd(page.Title!, address), $"{address} has the title of {titles.GetValueOrDefault(page.Title!)}: {page.Title}");
        }
    }
}
