using System.Diagnostics;
using System.Net;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.OpenData;

/// <summary>What is answered at an entry's own address: data to whoever asks for them, the page to everybody else, an answer always.</summary>
public sealed class NegotiationTests(DataSite site) : IClassFixture<DataSite>
{
    private const string Html = "text/html";
    private const string Linked = "application/ld+json";
    private const string Json = "application/json";

    public static TheoryData<string, string> Headers => new()
    {
        { "application/ld+json", Linked },
        { "application/json", Json },
        { "APPLICATION/LD+JSON", Linked },
        { "application/ld+json;profile=\"https://linked.art/ns/v1/linked-art.json\"", Linked },
        { "application/ld+json; q=0.9, text/html; q=0.8", Linked },
        { "application/json, application/ld+json", Linked },
        { "application/json, application/ld+json;q=0.5", Json },
        { "application/ld+json, */*;q=0.1", Linked },
        { "text/html;q=0.1, application/json;q=0.2", Json },
        { "application/ld+json;q=0.001, text/html;q=0", Linked },
        { "image/png, application/json;q=0.3", Json },
        { "application/ld+json;q=1, text/*;q=0.9", Linked },
        { "", Html },
        { "*/*", Html },
        { "text/html", Html },
        { "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", Html },
        { "text/html, application/json", Html },
        { "application/json;q=0.5, text/html", Html },
        { "application/json, */*", Json },
        { "application/json, text/plain, */*", Json },
        { "application/ld+json, */*", Linked },
        { "application/json, application/xhtml+xml", Html },
        { "application/*", Html },
        { "application/ld+json;q=0", Html },
        { "application/json;q=0, text/html;q=0", Html },
        { "application/ld+json;q=0.5, text/*", Html },
        { "application/vnd.api+json", Html },
        { "application/problem+json", Html },
        { "text/json", Html },
        { "image/png", Html },
        { "json", Html },
        { "application/json;q=banana, text/html;q=0.9", Json },
        { ";;;,,,json///***", Html },
        { "application/ld+json;profile=\"", Html },
        { "%61pplication/json", Html },
        { "application/", Html },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Whoever_names_JSON_and_likes_it_better_gets_it(string accepted, string expected)
    {
        using var client = site.Visitor();
        foreach (var address in new[] { "/kk/partners/kunstkamera", "/en/exhibitions/hostile-10" })
        {
            using var answer = await client.AskAsync(address, ("Accept", accepted));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(expected, answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("Accept", answer.Headers.Vary);
            Assert.Equal(expected == Html, answer.Content.Headers.ContentLocation is null);
            Assert.Equal(expected != Html, answer.Headers.Contains("Access-Control-Allow-Origin"));
        }

        // The identifier leads to what the page's own address would answer with.
        using var identifier = await client.AskAsync("/id/museum", ("Accept", accepted));
        Assert.Equal(expected == Html ? "/kk" : "/data/v1/museum.jsonld", identifier.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Headers_of_any_length_are_answered_at_once()
    {
        using var client = site.Visitor();
        foreach (var accepted in new[]
        {
            new string('a', 5000),
            string.Concat(Enumerable.Repeat("application/json;q=0.1,", 220)) + "text/html",
            string.Concat(Enumerable.Repeat("json/*;", 700)),
            "application/json;" + string.Concat(Enumerable.Repeat("a=\"\\\"\\\\\";", 500)),
            new string(',', 5000) + "application/json",
            "application/json;q=" + new string('1', 4900),
            "application/json;q=0." + new string('9', 4900),
        })
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.AskAsync("/ru/partners/kunstkamera", ("Accept", accepted));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var ofApi = await client.AskAsync("/api/v1/countries", ("Accept", accepted));
            Assert.True(ofApi.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotAcceptable, $"{(int)ofApi.StatusCode}");
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task The_page_names_the_data_about_it_and_both_are_the_same()
    {
        using var client = site.Visitor();
        using var page = await client.GetPageAsync("/en/partners/kunstkamera");
        var alternate = page.QuerySelector("link[rel=alternate][type='application/ld+json']")!.GetAttribute("href")!;
        using var negotiated = await client.AskAsync("/kk/partners/kunstkamera", ("Accept", Linked));
        Assert.Equal(alternate, site.Origin + negotiated.Content.Headers.ContentLocation);
        Assert.Equal(await client.TextAsync(alternate), await negotiated.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var address in new[] { "/en/partners", "/en", "/en/about", "/en/countries/fr" })
        {
            using var other = await client.AskAsync(address, ("Accept", Linked));
            Assert.Equal(Html, other.Content.Headers.ContentType?.MediaType);
            using var without = await client.GetPageAsync(address);
            Assert.Null(without.QuerySelector("link[type='application/ld+json']"));
        }
    }
}
