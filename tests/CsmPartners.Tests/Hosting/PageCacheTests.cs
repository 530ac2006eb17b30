using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site.Display;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Hosting;

public sealed class PageCacheTests(TestSite site)
{
    private const string Page = "/ru/partners/kunstkamera";

    private PageCache Cache => site.Services.GetRequiredService<PageCache>();

    [Theory]
    [InlineData(null, "")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("identity", "")]
    [InlineData("nonsense;;q", "")]
    public async Task A_page_comes_in_the_form_that_the_visitor_reads_and_the_same_the_second_time(string? accepted, string encoding)
    {
        using var visitor = site.Visitor();
        using var plain = await visitor.AskAsync(Page);
        var expected = await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        for (var time = 0; time < 2; time++)
        {
            using var answer = accepted is null ? await visitor.AskAsync(Page) : await visitor.AskAsync(Page, ("Accept-Encoding", accepted));
            Assert.Equal(encoding, string.Join(',', answer.Content.Headers.ContentEncoding));
            Assert.Equal(expected, Decode(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), encoding));
            Assert.Equal(["Accept", "Accept-Encoding", "Cookie"], answer.Headers.Vary.Order(StringComparer.Ordinal));
            Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
            Assert.Equal(PageCache.Shared, string.Join(", ", answer.Headers.GetValues("Cache-Control")));
        }
    }

    [Fact]
    public async Task A_page_is_drawn_once()
    {
        using var visitor = site.Visitor();
        const string Address = "/ru/countries/de";
        await visitor.TextAsync(Address);
        var before = Cache.Statistics!;
        for (var i = 0; i < 5; i++)
            await visitor.TextAsync(Address);
        var after = Cache.Statistics!;
        Assert.True(after.TotalHits - before.TotalHits >= 5, $"{after.TotalHits - before.TotalHits} hits");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"other\", {0}")]
    [InlineData("W/{0}")]
    [InlineData("{0}")]
    public async Task What_the_visitor_has_is_not_sent_again(string asked)
    {
        using var visitor = site.Visitor();
        using var first = await visitor.AskAsync(Page);
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        using var second = await visitor.AskAsync(Page, ("If-None-Match", asked.Replace("{0}", tag.Tag, StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.NotModified, tag), (second.StatusCode, second.Headers.ETag));
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(first.Headers.Vary, second.Headers.Vary);
        Assert.Equal(first.Headers.CacheControl, second.Headers.CacheControl);
        Assert.Contains("default-src 'none'", second.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var other = await visitor.AskAsync(Page, ("If-None-Match", "\"other\", nonsense"));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using var compressed = await visitor.AskAsync(Page, ("Accept-Encoding", "br"));
        Assert.NotEqual(tag, compressed.Headers.ETag);
    }

    [Fact]
    public async Task Each_reader_has_the_pages_as_they_were_set()
    {
        using var visitor = site.Visitor();
        using var large = await visitor.AskAsync(Page, ("Cookie", $"{DisplaySettings.Cookie}=text=large&contrast=&scheme="));
        using var largePage = await large.PageAsync();
        using var usual = await visitor.AskAsync(Page, ("Cookie", $"{DisplaySettings.Cookie}=text=enormous&contrast=&scheme="));
        using var usualPage = await usual.PageAsync();
        Assert.Equal(("large", null), (largePage.DocumentElement.GetAttribute("data-text"), usualPage.DocumentElement.GetAttribute("data-text")));
        Assert.NotEqual(large.Headers.ETag, usual.Headers.ETag);
    }

    [Fact]
    public async Task Programs_and_people_get_what_each_wishes_for_at_one_address()
    {
        using var visitor = site.Visitor();
        for (var time = 0; time < 2; time++)
        {
            using var page = await visitor.AskAsync(Page, ("Accept", "text/html"));
            using var data = await visitor.AskAsync(Page, ("Accept", "application/ld+json"));
            Assert.Equal(("text/html", "application/ld+json"), (page.Content.Headers.ContentType!.MediaType, data.Content.Headers.ContentType!.MediaType));
        }
    }

    /// <summary>What the first visitor of an address wishes for must not be kept as what every other one gets.</summary>
    [Theory]
    [InlineData("application/*, text/html;q=0.5", "unesco")]
    [InlineData("*/*, text/html;q=0.1, application/xhtml+xml;q=0.1", "british-museum")]
    [InlineData("application/*, application/vnd.api+json, text/html;q=0.5", "british-council")]
    [InlineData("application/json, text/html;q=0.5", "national-folk-museum-of-korea")]
    public async Task Whoever_comes_first_does_not_choose_for_the_others(string accepted, string slug)
    {
        using var visitor = site.Visitor();
        var address = $"/en/partners/{slug}";
        using var first = await visitor.AskAsync(address, ("Accept", accepted));
        using var page = await visitor.AskAsync(address, ("Accept", "text/html"));
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        using var again = await visitor.AskAsync(address, ("Accept", accepted));
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
    }

    [Theory]
    [InlineData("/ru/contact")]
    [InlineData("/ru/display")]
    [InlineData("/ru/search?q=музей")]
    [InlineData("/ru/partners/there-is-none")]
    [InlineData("/ru/partners?country=atlantis")]
    [InlineData("/ru/partners/kunstkamera/cite.bib")]
    public async Task What_is_one_persons_or_nothing_is_kept_by_nobody(string address)
    {
        using var visitor = site.Visitor();
        using var answer = await visitor.AskAsync(address);
        var said = answer.Headers.CacheControl!;
        Assert.True(said.NoCache || said.NoStore, said.ToString());
        Assert.False(said.Public);
        Assert.Null(answer.Headers.ETag);
    }

    [Fact]
    public async Task A_head_is_what_comes_before_the_page()
    {
        using var visitor = site.Visitor();
        foreach (var address in new[] { "/kk/countries/hu", Page })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using var head = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
            using var page = await visitor.AskAsync(address);
            Assert.Equal((page.Headers.ETag, (await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).LongLength), (head.Headers.ETag, head.Content.Headers.ContentLength));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task What_is_published_is_there_at_once_and_what_it_left_alone_is_not_sent_again()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        using var visitor = own.Visitor();
        using var before = await visitor.AskAsync(Page);
        using var other = await visitor.AskAsync("/ru/partners/unesco");
        await own.PublishAsync(async db =>
        {
            var entry = await db.Entries.SingleAsync(e => e.Slug == "kunstkamera", TestContext.Current.CancellationToken);
            entry.Summary = new LocalizedText("Жаңа сөз.", "Новое слово.", "A new word.");
            entry.ChangedAt = entry.ChangedAt.AddSeconds(1);
        });
        using var after = await visitor.AskAsync(Page, ("If-None-Match", before.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Contains("Новое слово.", await after.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var same = await visitor.AskAsync("/ru/partners/unesco", ("If-None-Match", other.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task A_site_that_was_replaced_is_forgotten_with_its_pages()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        using var visitor = own.Visitor();
        var replaced = await RememberAsync(own, visitor);
        await own.PublishAsync(_ => Task.CompletedTask);
        await visitor.TextAsync("/kk/partners");
        for (var tries = 0; tries < 200 && replaced.Any(r => r.IsAlive); tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal([false, false], replaced.Select(r => r.IsAlive));
    }

    /// <summary>In a method of its own, whose variables hold nothing afterwards.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<List<WeakReference>> RememberAsync(TestSite own, HttpClient visitor)
    {
        await visitor.TextAsync("/kk/partners");
        var shelf = Inside(own.Services.GetRequiredService<PageCache>(), "shelf");
        return [new(Inside(shelf, "pages")), new(own.Services.GetRequiredService<PublishedSiteKeeper>().Current)];

        static object Inside(object of, string field) => of.GetType().GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(of)!;
    }

    [Fact]
    public async Task Visitors_inventions_do_not_fill_the_memory()
    {
        await using var own = new SmallCacheSite();
        await own.InitializeAsync();
        using var visitor = own.Visitor();
        using var timeline = await visitor.GetPageAsync("/kk/timeline");
        var years = timeline.QuerySelectorAll("input[name=year]").Select(i => i.GetAttribute("value")!).Order(StringComparer.Ordinal).ToList();
        foreach (var (first, second) in years.SelectMany(first => years.Where(y => string.CompareOrdinal(first, y) < 0).Select(second => (first, second))).Take(300))
            await visitor.TextAsync($"/kk/timeline?year={first}&year={second}");
        Assert.InRange(own.Services.GetRequiredService<PageCache>().Statistics!.CurrentEstimatedSize!.Value, 1, 1_000_000);
        using var page = await visitor.GetPageAsync("/kk/partners/unesco");
        Assert.Equal("ЮНЕСКО", page.TextOf("h1"));
    }

    private sealed class SmallCacheSite : TestSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Cache:Megabytes", "1");
        }
    }

    private static string Decode(byte[] body, string encoding)
    {
        using var raw = new MemoryStream(body);
        using Stream read = encoding switch { "br" => new BrotliStream(raw, CompressionMode.Decompress), "gzip" => new GZipStream(raw, CompressionMode.Decompress), _ => raw };
        using var text = new StreamReader(read, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
