using System.ServiceModel.Syndication;
using System.Xml;
using System.Xml.Linq;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

/// <summary>The feeds as feed readers read them.</summary>
public sealed class FeedsTests(TestSite site)
{
    public static TheoryData<string> Feeds =>
    [
        .. Language.All.SelectMany(l => new[] { $"/{l}/feed.xml" }.Concat(Enum.GetValues<EntryKind>().Where(k => k != EntryKind.Page).Select(k => $"/{l}/{k.List()}/feed.xml"))),
    ];

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task A_feed_tells_the_newest_changes_in_its_language(string address)
    {
        var published = site.Services.GetRequiredService<PublishedSiteKeeper>().Current!;
        using var visitor = site.Visitor();
        var (feed, xml) = await ReadAsync(site, address);
        var language = Language.Find(address.Split('/')[1])!;
        Assert.Equal(language.Code, feed.Language);
        Assert.Equal(site.Origin + address, feed.Id);
        Assert.Equal(site.Origin + address, Link(feed.Links, "self"));
        Assert.NotEmpty(feed.Title.Text);
        Assert.NotEmpty(Assert.Single(feed.Authors).Name);
        using (await visitor.GetPageAsync(Link(feed.Links, "alternate"))) { }

        var shown = published.Partners.Concat<Entry>(published.Activities).Concat(published.Pages)
            .Where(e => address.Split('/').Length == 3 || address.Contains($"/{e.Kind.List()}/", StringComparison.Ordinal))
            .OrderByDescending(e => e.ChangedAt).ThenByDescending(e => e.Id).Take(50).ToList();
        Assert.Equal(shown.Select(e => $"{site.Origin}{Links.Id(e)}#{language}"), feed.Items.Select(i => i.Id));
        Assert.Equal(shown.Select(e => e.Title.In(language).Text), feed.Items.Select(i => i.Title.Text));
        Assert.Equal(shown.Select(e => site.Origin + new Links(language).Entry(e)), feed.Items.Select(i => Link(i.Links, "alternate")));
        Assert.All(shown.Zip(feed.Items), pair => Assert.Equal(pair.First.ChangedAt, pair.Second.LastUpdatedTime.UtcDateTime, TimeSpan.FromSeconds(1)));
        Assert.Equal(feed.Items.Max(i => i.LastUpdatedTime), feed.LastUpdatedTime);
        Assert.All(xml.Descendants(Atom + "link"), link => Assert.True(Uri.TryCreate(link.Attribute("href")!.Value, UriKind.Absolute, out _)));
    }

    [Fact]
    public async Task A_list_with_nothing_in_it_has_a_feed_all_the_same()
    {
        await using var empty = new TestSite();
        await empty.InitializeAsync();
        await empty.PublishAsync(db =>
        {
            foreach (var held in db.Entries.OfType<Event>())
                held.State = EntryState.Hidden;
            return Task.CompletedTask;
        });
        var (feed, _) = await ReadAsync(empty, "/en/events/feed.xml");
        Assert.Empty(feed.Items);
        Assert.True(feed.LastUpdatedTime.Year > 2000);
    }

    internal static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    internal static async Task<(SyndicationFeed Feed, XDocument Xml)> ReadAsync(TestSite site, string address)
    {
        using var visitor = site.Visitor();
        var text = await visitor.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var formatter = new Atom10FeedFormatter();
        using var reader = XmlReader.Create(new StringReader(text));
        Assert.True(formatter.CanRead(reader));
        formatter.ReadFrom(reader);
        return (formatter.Feed, XDocument.Parse(text));
    }

    private static string Link(IEnumerable<SyndicationLink> links, string relation) => links.Single(l => l.RelationshipType == relation).Uri.AbsoluteUri;
}

/// <summary>How a feed changes.</summary>
public sealed class ChangingFeedsTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Fact]
    public async Task What_is_published_stands_first_and_what_is_withdrawn_is_gone()
    {
        var id = await site.PublishedAsync(EntriesOfTests.Partner("Новый партнёр"));
        foreach (var address in new[] { "/ru/feed.xml", "/ru/partners/feed.xml" })
        {
            var (feed, _) = await FeedsTests.ReadAsync(site, address);
            Assert.Equal("Новый партнёр", feed.Items.First().Title.Text);
        }

        var (before, _) = await FeedsTests.ReadAsync(site, "/ru/partners/feed.xml");
        await site.PublishNewestAsync(id);
        var (after, _) = await FeedsTests.ReadAsync(site, "/ru/partners/feed.xml");
        Assert.Equal(before.Items.First().Id, after.Items.First().Id);
        await site.WithdrawAsync(id, new("", "", ""));
        var (left, _) = await FeedsTests.ReadAsync(site, "/ru/partners/feed.xml");
        Assert.DoesNotContain(before.Items.First().Id, left.Items.Select(i => i.Id));
    }

    [Fact]
    public async Task A_text_in_another_language_says_which()
    {
        var form = EntriesOfTests.Partner("x");
        (form.Title, form.Summary) = (new("", "Только по-русски", ""), new("", "", "In English."));
        await site.PublishedAsync(form);
        var (_, xml) = await FeedsTests.ReadAsync(site, "/kk/feed.xml");
        var entry = xml.Descendants(FeedsTests.Atom + "entry").First();
        Assert.Equal(("Только по-русски", "ru"), Text("title"));
        Assert.Equal(("In English.", "en"), Text("summary"));

        (string, string?) Text(string name) => (entry.Element(FeedsTests.Atom + name)!.Value, entry.Element(FeedsTests.Atom + name)!.Attribute(XNamespace.Xml + "lang")?.Value);
    }
}
