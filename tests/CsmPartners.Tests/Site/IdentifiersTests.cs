using System.Net;
using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Site;

/// <summary>The identifiers of things, whatever language their pages are in and whatever they are called.</summary>
public sealed class IdentifiersTests(DeskSite site) : IClassFixture<DeskSite>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

    [Theory]
    [InlineData(null, null, "kk")]
    [InlineData("de,en;q=0.9,ru;q=0.8", null, "en")]
    [InlineData("ru", null, "ru")]
    [InlineData("ru", "en", "en")]
    [InlineData("nonsense;;;q=x", null, "kk")]
    public async Task An_identifier_leads_to_the_page_in_the_visitor_s_language(string? language, string? cookie, string found)
    {
        var partner = await EntryAsync("kunstkamera");
        using var answer = await AskAsync(Links.Id(partner), Browser, language, cookie);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal($"/{found}/partners/kunstkamera", answer.Headers.Location?.ToString());
        Assert.Equal(["Accept", "Accept-Language", "Cookie"], answer.Headers.Vary);
        Assert.Equal(["/id/museum", "/id/countries/fr"], new[] { Links.MuseumId, Links.Id(Country.Find("FR")!) });
        Assert.Equal($"/{found}", (await AskAsync("/id/museum", Browser, language, cookie)).Headers.Location?.ToString());
        Assert.Equal($"/{found}/countries/fr", (await AskAsync("/id/countries/fr", Browser, language, cookie)).Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("application/ld+json", true)]
    [InlineData("application/json", true)]
    [InlineData("APPLICATION/LD+JSON;profile=\"https://linked.art/ns/v1/linked-art.json\"", true)]
    [InlineData("application/ld+json, */*", true)]
    [InlineData("application/ld+json;q=0.9, text/html;q=0.8", true)]
    [InlineData("text/html, application/ld+json", false)]
    [InlineData("text/html, application/ld+json;q=0.9", false)]
    [InlineData("application/ld+json;q=0, */*", false)]
    [InlineData("application/*", false)]
    [InlineData("*/*", false)]
    [InlineData(Browser, false)]
    [InlineData("", false)]
    [InlineData("json please", false)]
    [InlineData("application/ld+json;q=two", true)]
    public async Task Whoever_prefers_data_is_led_to_the_data(string accept, bool data)
    {
        var partner = await EntryAsync("kunstkamera");
        using var answer = await AskAsync(Links.Id(partner), accept);
        Assert.Equal(data ? $"/data/v1/entries/{partner.Id}.jsonld" : "/kk/partners/kunstkamera", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Every_kind_of_entry_has_one()
    {
        await using var db = site.Database();
        foreach (var entry in (await db.Entries.Where(e => e.State == EntryState.Published).ToListAsync(TestContext.Current.CancellationToken)).DistinctBy(e => e.Kind))
        {
            using var answer = await AskAsync(Links.Id(entry), Browser, "en");
            Assert.Equal(new Links(Language.En).Entry(entry), answer.Headers.Location?.ToString());
        }
    }

    [Fact]
    public async Task A_withdrawn_entry_is_gone_with_its_reason_and_one_that_was_never_published_is_not_found()
    {
        var id = await site.PublishedAsync(EntriesOfTests.Partner($"p{Guid.NewGuid():N}"));
        await site.WithdrawAsync(id, new("", "", "Entered by mistake."));
        using (var gone = await AskAsync($"/id/{id}", Browser, "en"))
        {
            using var page = await gone.PageAsync(HttpStatusCode.Gone);
            Assert.Contains("Entered by mistake.", page.TextOf("main"), StringComparison.Ordinal);
            Assert.Contains("Accept-Language", gone.Headers.Vary);
        }

        var draft = await site.EntryAsync(EntriesOfTests.Partner($"p{Guid.NewGuid():N}"));
        using var missing = await AskAsync($"/id/{draft}", Browser, "ru");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("Accept-Language", missing.Headers.Vary);
    }

    [Fact]
    public async Task The_identifier_of_a_partner_that_was_merged_leads_to_the_one_that_stays()
    {
        var into = await site.PublishedAsync(EntriesOfTests.Partner($"p{Guid.NewGuid():N}"));
        var other = await site.PublishedAsync(EntriesOfTests.Partner($"p{Guid.NewGuid():N}"));
        await using (var db = site.Database())
        {
            var line = new AuditEvent { Action = AuditAction.Merged, At = TimeProvider.System.GetUtcNow().UtcDateTime };
            Assert.True(await db.MergePartnersAsync(new PartnerMerge(into, other, new Author(null, ""), ""), line, TimeProvider.System, TestContext.Current.CancellationToken));
        }

        await site.LookAsync();
        using var one = await AskAsync($"/id/{into}", Browser);
        using var merged = await AskAsync($"/id/{other}", Browser);
        Assert.Equal(HttpStatusCode.SeeOther, merged.StatusCode);
        Assert.Equal(one.Headers.Location, merged.Headers.Location);
    }

    private async Task<Entry> EntryAsync(string slug)
    {
        await using var db = site.Database();
        return await db.Entries.SingleAsync(e => e.Slug == slug, TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> AskAsync(string address, string accept, string? language = null, string? cookie = null)
    {
        using var visitor = site.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (language is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        if (cookie is not null)
            request.Headers.Add("Cookie", $"csm-lang={cookie}");
        return await visitor.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
