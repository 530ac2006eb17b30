using System.Net;
using System.Net.Http.Headers;
using CsmPartners.Forms;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Site;

/// <summary>How often what machines read has to be sent: not to those who have it.</summary>
public sealed class GeneratedTests(DeskSite site) : IClassFixture<DeskSite>
{
    public static TheoryData<string, string> Files => new()
    {
        { "/sitemap.xml", "application/xml; charset=utf-8" },
        { "/robots.txt", "text/plain; charset=utf-8" },
        { "/kk/feed.xml", "application/atom+xml; charset=utf-8" },
        { "/ru/partners/feed.xml", "application/atom+xml; charset=utf-8" },
        { "/en/calendar.ics", "text/calendar; charset=utf-8" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Whoever_has_the_file_is_told_so(string address, string type)
    {
        using var first = await AskAsync(site, address);
        Assert.Equal(type, first.Content.Headers.ContentType?.ToString());
        Assert.True(first.Headers.CacheControl is { Public: true, MaxAge: { } age } && age <= TimeSpan.FromHours(1));
        var (tag, changed) = (first.Headers.ETag!, first.Content.Headers.LastModified!.Value);
        Assert.NotEmpty(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        foreach (var known in new[] { tag.ToString(), tag.Tag, "*", $"\"other\", {tag}" })
            await IsAsync(HttpStatusCode.NotModified, address, ("If-None-Match", known));
        foreach (var unknown in new[] { "\"other\"", "W/\"\"", "nonsense" })
            await IsAsync(HttpStatusCode.OK, address, ("If-None-Match", unknown));
        await IsAsync(HttpStatusCode.NotModified, address, ("If-Modified-Since", changed.ToString("R")));
        // Of times to come nobody can know (RFC 9110, 13.1.3).
        foreach (var other in new[] { changed.AddSeconds(-1).ToString("R"), changed.AddYears(1).ToString("R"), "yesterday", "", "Tue, 99 Nov 2026 99:99:99 GMT", "2026-11-24" })
            await IsAsync(HttpStatusCode.OK, address, ("If-Modified-Since", other));
        // The tag is the better witness.
        await IsAsync(HttpStatusCode.OK, address, ("If-None-Match", "\"other\""), ("If-Modified-Since", changed.ToString("R")));
        await IsAsync(HttpStatusCode.NotModified, address, ("If-None-Match", tag.ToString()), ("If-Modified-Since", changed.AddDays(-1).ToString("R")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Head_says_what_get_would_without_the_file(string address, string type)
    {
        using var visitor = site.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var answer = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
        using var whole = await AskAsync(site, address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(whole.Headers.ETag, answer.Headers.ETag);
        Assert.Equal(whole.Content.Headers.LastModified, answer.Content.Headers.LastModified);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_compressed_file_has_a_weak_tag_and_is_the_same_file(string address, string type)
    {
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All };
        using var visitor = new HttpClient(handler) { BaseAddress = new Uri(site.Origin) };
        using var plain = await AskAsync(site, address);
        using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.True(answer.Headers.ETag!.IsWeak);
        Assert.Equal(await plain.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_published_changes_the_tag_and_the_time_and_so_does_what_leaves_no_trace_in_an_entry()
    {
        // Of its own: it ends with a change in times to come, of which no other test should know.
        await using var own = new DeskSite();
        await own.InitializeAsync();
        var id = await own.PublishedAsync(EntriesOfTests.Partner($"p{Guid.NewGuid():N}"));
        var before = await StampAsync(own);
        Assert.True((TimeProvider.System.GetUtcNow() - before.Changed).Duration() < TimeSpan.FromMinutes(10));
        await own.ChangeAsync<PartnerForm>(id, null, form => form.Title = new("Өзгерді", "Изменено", "Changed"));
        Assert.True(await own.PublishNewestAsync(id));
        var published = await StampAsync(own);
        Assert.NotEqual(before.Tag, published.Tag);
        Assert.True(published.Changed >= before.Changed);

        var later = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1);
        await own.PublishAsync(async db =>
        {
            (await db.Museums.SingleAsync(TestContext.Current.CancellationToken)).ShortName = new("Ж", "Н", "N");
            db.Add(new AuditEvent { Action = AuditAction.SettingsChanged, At = later });
            db.Add(new AuditEvent { Action = AuditAction.SignedIn, At = later.AddHours(1) });
        });
        var set = await StampAsync(own);
        Assert.NotEqual(published.Tag, set.Tag);
        Assert.Equal(later, set.Changed.UtcDateTime, TimeSpan.FromSeconds(1));
    }

    private static async Task<(EntityTagHeaderValue Tag, DateTimeOffset Changed)> StampAsync(TestSite of)
    {
        using var answer = await AskAsync(of, "/sitemap.xml");
        return (answer.Headers.ETag!, answer.Content.Headers.LastModified!.Value);
    }

    private async Task IsAsync(HttpStatusCode expected, string address, params (string Name, string Value)[] headers)
    {
        using var answer = await AskAsync(site, address, headers);
        Assert.True(answer.StatusCode == expected, $"{address} with {string.Join(", ", headers)} answered {(int)answer.StatusCode}");
        Assert.NotNull(answer.Headers.ETag);
        var length = (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        Assert.Equal(expected == HttpStatusCode.OK, length > 0);
    }

    private static async Task<HttpResponseMessage> AskAsync(TestSite of, string address, params (string Name, string Value)[] headers)
    {
        using var visitor = of.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await visitor.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
