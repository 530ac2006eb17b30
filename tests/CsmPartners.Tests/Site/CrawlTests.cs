using System.Net;
using System.Xml.Linq;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

/// <summary>What a visitor reaches by links alone.</summary>
public sealed class CrawlTests(TestSite site)
{
    private const int Most = 5000;

    [Fact]
    public async Task No_link_is_broken_no_entry_is_an_orphan_and_the_sitemap_lists_every_page_that_may_be_indexed()
    {
        using var visitor = site.Visitor();
        var seen = new HashSet<string> { "/" };
        var queue = new Queue<string>(seen);
        var broken = new List<string>();
        var indexed = new List<string>();
        while (queue.TryDequeue(out var address))
        {
            Assert.True(seen.Count < Most, "The site's links never end");
            using var response = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            if (response.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther && (address == "/" || address.StartsWith("/id/", StringComparison.Ordinal)))
            {
                Enqueue(response.Headers.Location!.ToString());
                continue;
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                broken.Add($"{address}: {(int)response.StatusCode}");
                continue;
            }

            if (response.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            using var page = await visitor.GetPageAsync(address);
            if (page.QuerySelector("meta[name=robots]") is null && page.Hrefs("link[rel=canonical]").Contains(site.Origin + address))
                indexed.Add(address);
            foreach (var target in page.Hrefs("a[href], link[href], use[href]").Concat(page.QuerySelectorAll("script[src]").Select(s => s.GetAttribute("src")!)))
            {
                Assert.False(string.IsNullOrEmpty(target), $"{address} has an empty link");
                if (target.StartsWith('#'))
                    Assert.True(page.GetElementById(target[1..]) is not null, $"{address} points to {target}, which is not there");
                else if (target.StartsWith(site.Origin + "/", StringComparison.Ordinal))
                    Enqueue(target[site.Origin.Length..]);
                else if (target.StartsWith('/'))
                    Enqueue(target);
                else
                    Assert.True(target.StartsWith("https://", StringComparison.Ordinal) || target.StartsWith("http://", StringComparison.Ordinal), $"{address} leads to {target}");
            }
        }

        Assert.Empty(broken);
        Assert.Equal([], Entries().Except(seen));
        var listed = XDocument.Parse(await visitor.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal(indexed.Order(StringComparer.Ordinal), listed.Descendants().Where(e => e.Name.LocalName == "loc").Select(e => e.Value[site.Origin.Length..]).Order(StringComparer.Ordinal));

        void Enqueue(string target)
        {
            target = target.Split('#')[0];
            // The settings page remembers where the reader came from: one address of it is enough.
            if (target.Contains("/display?", StringComparison.Ordinal))
                target = target.Split('?')[0];
            if (seen.Add(target))
                queue.Enqueue(target);
        }
    }

    private IEnumerable<string> Entries()
    {
        var published = site.Services.GetRequiredService<PublishedSiteKeeper>().Current!;
        return from language in Language.All
               from entry in published.Partners.Concat<Entry>(published.Activities).Concat(published.Pages)
               select new Web.Rendering.Links(language).Entry(entry);
    }
}
