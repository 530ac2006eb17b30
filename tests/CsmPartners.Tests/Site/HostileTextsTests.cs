using System.Globalization;
using System.Xml.Linq;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Site;

/// <summary>Titles that no form would accept, or that mean something in a format that machines read, however they came into the database.</summary>
public sealed class HostileTextsTests(HostileTextsTests.Hostile site) : IClassFixture<HostileTextsTests.Hostile>
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Hostile.Texts.Length)];

    [Fact]
    public async Task The_sitemap_lists_them()
    {
        using var visitor = site.Visitor();
        var listed = SitemapFile.Read(await visitor.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken)).Select(l => l.Address).ToHashSet();
        Assert.All(Numbers, number => Assert.Contains($"{site.Origin}/ru/exhibitions/hostile-{number.Data}", listed));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task The_feed_carries_them_as_text(int number)
    {
        var (feed, xml) = await FeedsTests.ReadAsync(site, "/kk/exhibitions/feed.xml");
        Assert.Equal(Hostile.Tame[number], feed.Items.Single(i => i.Links[0].Uri.AbsolutePath.EndsWith($"/hostile-{number}", StringComparison.Ordinal)).Title.Text);
        Assert.Equal(feed.Items.Count(), xml.Root!.Elements(FeedsTests.Atom + "entry").Count());
        Assert.All(xml.Descendants(), element => Assert.Equal(FeedsTests.Atom, element.Name.Namespace));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task The_calendar_carries_them_as_text(int number)
    {
        using var visitor = site.Visitor();
        var file = await visitor.GetStringAsync(new Uri("/en/calendar.ics", UriKind.Relative), TestContext.Current.CancellationToken);
        var calendar = Ical.Net.Calendar.Load(file)!;
        var shown = calendar.Events.Single(e => e.Url!.AbsolutePath.EndsWith($"/hostile-{number}", StringComparison.Ordinal));
        // A calendar's text may have lines.
        Assert.Equal(Hostile.Tame[number], shown.Summary!.Replace('\n', ' '));
        Assert.Equal(calendar.Events.Count, file.Split("\r\n").Count(l => l == "BEGIN:VEVENT"));
        Assert.DoesNotContain(file.Split("\r\n"), l => l.StartsWith("ATTACH", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_page_s_data_and_head_carry_them_as_text(int number)
    {
        using var visitor = site.Visitor();
        // Not by the strict parser: the page of a title with control characters is none that it would take.
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await visitor.GetStringAsync(new Uri($"/kk/exhibitions/hostile-{number}", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.All(page.QuerySelectorAll("script"), script => Assert.True(script.HasAttribute("src") || script.GetAttribute("type") == "application/ld+json"));
        Assert.Empty(page.QuerySelectorAll("img[src='x']"));
        var nodes = StructuredDataTests.Read(page);
        await using var db = site.Database();
        var entry = await db.Entries.SingleAsync(e => e.Slug == $"hostile-{number}", TestContext.Current.CancellationToken);
        Assert.Equal(Hostile.Tame[number], nodes[site.Origin + Links.Id(entry)].GetProperty("name").GetString());
        using var picture = await visitor.GetAsync(new Uri(page.QuerySelector("meta[property='og:image']")!.GetAttribute("content")!), TestContext.Current.CancellationToken);
        Assert.True(picture.IsSuccessStatusCode);
    }

    public sealed class Hostile : TestSite, IAsyncLifetime
    {
        internal static readonly string[] Texts =
        [
            "</script><script>alert(1)</script><img src=x onerror=alert(2)>", "]]> <![CDATA[ -->", "Fish & Chips &amp; &#x0; &quot;", "One\r\nATTACH:http://evil.example/\r\nEND:VEVENT\r\nBEGIN:VEVENT",
            "Көрме 🎨👩‍👩‍👧 сурет", "abc \u202egnp.exe\u202c \u2066def", "a;b,c\\n\\;\"d\": 'e'", "{{constructor}} ${7*7} %0d%0a {0}", "\u0001\u0008\ufffe\uffff x \ud800", new('ұ', 300),
        ];

        internal static readonly string[] Tame =
        [
            "</script><script>alert(1)</script><img src=x onerror=alert(2)>", "]]> <![CDATA[ -->", "Fish & Chips &amp; &#x0; &quot;", "One ATTACH:http://evil.example/ END:VEVENT BEGIN:VEVENT",
            "Көрме 🎨👩‍👩‍👧 сурет", "abc gnp.exe def", "a;b,c\\n\\;\"d\": 'e'", "{{constructor}} ${7*7} %0d%0a {0}", "x", new('ұ', 300),
        ];

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await base.InitializeAsync();
            await PublishAsync(db =>
            {
                db.AddRange(Texts.Select((text, i) => new Exhibition
                {
                    Slug = $"hostile-{i.ToString(CultureInfo.InvariantCulture)}", Title = new(text, text, text), Summary = new(text, text, text),
                    Period = new Period { Starts = PartialDate.Parse("2031-05-07") }, Venues = [new Venue { Name = new(text, text, text) }], ChangedAt = DateTime.UnixEpoch.AddYears(80),
                }));
                return Task.CompletedTask;
            });
        }
    }
}
