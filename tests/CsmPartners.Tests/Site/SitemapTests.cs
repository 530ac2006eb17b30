using System.Globalization;
using System.Net;
using System.Xml.Linq;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

/// <summary>The sitemap, by the rules of sitemaps.org.</summary>
public sealed class SitemapTests(TestSite site)
{
    [Fact]
    public async Task Every_address_answers_is_its_page_s_own_and_names_the_same_twins_as_the_page()
    {
        using var visitor = site.Visitor();
        var listed = SitemapFile.Read(await visitor.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.True(listed.Count > 300);
        Assert.Equal(listed.Count, listed.Select(l => l.Address).Distinct().Count());
        var alternates = listed.ToDictionary(l => l.Address, l => l.Alternates);
        foreach (var address in listed)
        {
            using var page = await visitor.GetPageAsync(address.Address);
            Assert.Equal(address.Address, page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"));
            Assert.Null(page.QuerySelector("meta[name=robots]"));
            Assert.Equal(address.Alternates, page.QuerySelectorAll("link[rel=alternate][hreflang]").ToDictionary(l => l.GetAttribute("hreflang")!, l => l.GetAttribute("href")!));
            Assert.Equal(address.Address, address.Alternates[page.DocumentElement.GetAttribute("lang")!]);
            foreach (var twin in address.Alternates.Where(a => a.Key != "x-default"))
                Assert.Equal(address.Alternates, alternates[twin.Value]);
        }
    }

    [Fact]
    public async Task For_readers_of_any_other_language_there_is_an_address_that_leads_to_one_of_the_twins()
    {
        using var visitor = site.Visitor();
        var listed = SitemapFile.Read(await visitor.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken));
        foreach (var twins in listed.Select(l => l.Alternates).DistinctBy(a => a["x-default"]))
        {
            using var answer = await visitor.GetAsync(new Uri(twins["x-default"]), TestContext.Current.CancellationToken);
            var found = answer.StatusCode == HttpStatusCode.OK ? twins["x-default"] : site.Origin + answer.Headers.Location;
            Assert.Contains(found, twins.Where(t => t.Key != "x-default").Select(t => t.Value));
        }
    }

    [Fact]
    public async Task An_entry_was_changed_when_its_record_says_so_and_a_list_when_the_newest_of_what_it_shows()
    {
        var published = site.Services.GetRequiredService<PublishedSiteKeeper>().Current!;
        using var visitor = site.Visitor();
        var changed = SitemapFile.Read(await visitor.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken)).ToDictionary(l => l.Address, l => l.ChangedAt);
        foreach (var entry in published.Partners.Concat<Entry>(published.Activities).Concat(published.Pages.Where(p => p.Slug != Page.Overview)))
            Assert.Equal(Seconds(entry.ChangedAt), changed[site.Origin + new Links(Language.Ru).Entry(entry)]);
        foreach (var kind in EntryKinds.Activities)
            Assert.Equal(Seconds(published.Activities.Where(a => a.Kind == kind).Max(a => a.ChangedAt)), changed[site.Origin + new Links(Language.En).List(kind)]);
    }

    [Fact]
    public async Task Robots_may_read_what_is_public_and_are_told_of_the_sitemap()
    {
        using var visitor = site.Visitor();
        var robots = await visitor.GetStringAsync(new Uri("/robots.txt", UriKind.Relative), TestContext.Current.CancellationToken);
        var lines = robots.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        Assert.All(lines, line => Assert.Matches("^(User-agent|Disallow|Allow|Sitemap): \\S+$", line));
        Assert.Equal("User-agent: *", lines[0]);
        Assert.Contains($"Sitemap: {site.Origin}/sitemap.xml", lines);
        var rules = lines.Where(l => l.StartsWith("Disallow: ", StringComparison.Ordinal)).Select(l => l["Disallow: ".Length..]).ToList();
        foreach (var refused in new[] { "/admin", "/admin/entries", "/kk/preview?key=1", "/ru/partners?country=fr&institution=museum", "/en/display?from=%2Fen", "/kk/search?q=a" })
            Assert.True(IsRefused(refused), refused);
        var listed = SitemapFile.Read(await visitor.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken));
        foreach (var allowed in listed.SelectMany(l => l.Alternates.Values).Distinct().Select(a => a[site.Origin.Length..]).Concat(["/kk/partners?country=fr", "/css/site.css", "/kk/feed.xml", "/kk/share/museum-0123456789abcdef.png", "/media/1.jpg"]))
            Assert.False(IsRefused(allowed), allowed);

        // RFC 9309: a rule is the beginning of an address, where an asterisk stands for anything.
        bool IsRefused(string address) => rules.Any(rule => System.Text.RegularExpressions.Regex.IsMatch(
            address, "^" + System.Text.RegularExpressions.Regex.Escape(rule).Replace("\\*", ".*", StringComparison.Ordinal), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static DateTime Seconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}

/// <summary>What is not listed, and a record too large for one file.</summary>
public sealed class SitemapOfManyTests(SitemapOfManyTests.Many site) : IClassFixture<SitemapOfManyTests.Many>
{
    [Fact]
    public async Task A_record_too_large_for_one_file_is_listed_in_parts_each_of_which_is_small_enough()
    {
        using var visitor = site.Visitor();
        var index = await visitor.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken);
        var parts = SitemapFile.ReadIndex(index);
        Assert.Equal(2, parts.Count);
        var all = new List<string>();
        foreach (var part in parts)
        {
            var file = await visitor.GetStringAsync(new Uri(part), TestContext.Current.CancellationToken);
            var addresses = SitemapFile.Read(file);
            Assert.InRange(addresses.Count, 1, 50_000);
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(file), 1, 50_000_000);
            all.AddRange(addresses.Select(a => a.Address));
        }

        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Superset(Language.All.SelectMany(l => Enumerable.Range(0, Many.Count).Select(i => $"{site.Origin}/{l}/partners/{Many.Slug(i)}")).ToHashSet(), all.ToHashSet());
        using var beyond = await visitor.GetAsync(new Uri("/sitemap-3.xml", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
    }

    [Fact]
    public async Task Even_at_their_longest_so_many_addresses_stay_below_fifty_megabytes()
    {
        using var visitor = site.Visitor();
        var first = await visitor.GetStringAsync(new Uri("/sitemap-1.xml", UriKind.Relative), TestContext.Current.CancellationToken);
        var url = XDocument.Parse(first).Root!.Elements().Last(e => e.Value.Contains("/partners/", StringComparison.Ordinal)).ToString(SaveOptions.None);
        // The longest list's name instead of this one, and the longest name that a host can have, in all five addresses.
        var longest = url.Length + (5 * ("publications".Length - "partners".Length + 253));
        Assert.Equal(Entry.SlugLength, Many.Slug(0).Length);
        Assert.InRange((long)longest * SitemapFile.ReadIndexPartLength(first), 1, 50_000_000);
    }

    [Fact]
    public async Task What_visitors_cannot_read_in_a_language_is_not_listed_in_it()
    {
        using var visitor = site.Visitor();
        var listed = new List<SitemapFile>();
        foreach (var part in SitemapFile.ReadIndex(await visitor.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken)))
            listed.AddRange(SitemapFile.Read(await visitor.GetStringAsync(new Uri(part), TestContext.Current.CancellationToken)));
        Assert.DoesNotContain(listed, l => l.Address.Contains(Many.Withdrawn, StringComparison.Ordinal) || l.Address.Contains(Many.Hidden, StringComparison.Ordinal));
        Assert.DoesNotContain(listed, l => l.Address.EndsWith($"/kk/partners/{Many.WithoutKazakh}", StringComparison.Ordinal));
        var russian = listed.Single(l => l.Address.EndsWith($"/ru/partners/{Many.WithoutKazakh}", StringComparison.Ordinal));
        Assert.Equal(["en", "ru", "x-default"], russian.Alternates.Keys.Order(StringComparer.Ordinal));
        Assert.Null(listed.Single(l => l.Address.EndsWith($"/ru/partners/{Many.NeverChanged}", StringComparison.Ordinal)).ChangedAt);

        using var page = await visitor.GetPageAsync($"/kk/partners/{Many.WithoutKazakh}");
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
    }

    public sealed class Many : TestSite, IAsyncLifetime
    {
        public const int Count = 7_000;
        public const string Withdrawn = "withdrawn-one";
        public const string Hidden = "hidden-one";
        public const string WithoutKazakh = "without-kazakh";
        public const string NeverChanged = "never-changed";

        public static string Slug(int number) => number.ToString(CultureInfo.InvariantCulture).PadLeft(Entry.SlugLength, 'a');

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await base.InitializeAsync();
            await PublishAsync(db =>
            {
                db.AddRange(Enumerable.Range(0, Count).Select(i => Partner(Slug(i))));
                var (withdrawn, hidden, kazakh, never) = (Partner(Withdrawn), Partner(Hidden), Partner(WithoutKazakh), Partner(NeverChanged));
                (withdrawn.State, hidden.State, never.ChangedAt) = (EntryState.Withdrawn, EntryState.Hidden, default);
                kazakh.Body = new("", "Текст.", "Text.");
                db.AddRange(withdrawn, hidden, kazakh, never);
                return Task.CompletedTask;
            });
        }

        private static Partner Partner(string slug) => new()
        {
            Slug = slug, Title = new(slug, slug, slug), Body = new("Мәтін.", "Текст.", "Text."), ChangedAt = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        };
    }
}
