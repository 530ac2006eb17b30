using System.Net;
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
    public async Task No_link_is_broken_and_no_entry_is_an_orphan()
    {
        using var visitor = site.Visitor();
        var seen = new HashSet<string> { "/" };
        var queue = new Queue<string>(seen);
        var broken = new List<string>();
        while (queue.TryDequeue(out var address))
        {
            Assert.True(seen.Count < Most, "The site's links never end");
            using var response = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            if (response.StatusCode == HttpStatusCode.Found && address == "/")
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
