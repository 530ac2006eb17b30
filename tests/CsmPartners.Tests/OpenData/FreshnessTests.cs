using System.Net;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.OpenData;

/// <summary>Whoever has an answer already need not be sent it again.</summary>
public sealed class FreshnessTests(DataSite site) : IClassFixture<DataSite>
{
    public static TheoryData<string, string?> Addresses => new()
    {
        { "/data/v1/partners.csv", null },
        { "/data/v1/partners.json", null },
        { "/data/v1/museum.jsonld", null },
        { "/api/v1/partners", null },
        { "/api/v1/partners/hostile-1", null },
        { "/api/v1/openapi.json", null },
        { "/en/partners/hostile-1", "application/ld+json" },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task An_answer_is_known_again_by_its_tag_and_its_time(string address, string? accepted)
    {
        using var client = site.Visitor();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accepted ?? "*/*");
        using var first = await client.AskAsync(address);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var tag = first.Headers.ETag!.ToString();
        var modified = first.Content.Headers.LastModified!.Value;
        Assert.True(modified <= TimeProvider.System.GetUtcNow().AddSeconds(1));
        Assert.Equal((true, TimeSpan.FromMinutes(5)), (first.Headers.CacheControl!.Public, first.Headers.CacheControl.MaxAge));

        foreach (var (name, value, isKnown) in new[]
        {
            ("If-None-Match", tag, true),
            ("If-None-Match", $"\"other\", {tag[2..]}", true),
            ("If-None-Match", "*", true),
            ("If-None-Match", "\"other\"", false),
            ("If-None-Match", "nonsense, \"", false),
            ("If-Modified-Since", modified.ToString("R"), true),
            ("If-Modified-Since", modified.AddSeconds(-1).ToString("R"), false),
            ("If-Modified-Since", "yesterday", false),
        })
        {
            using var again = await client.AskAsync(address, (name, value));
            Assert.True((again.StatusCode == HttpStatusCode.NotModified) == isKnown, $"{name}: {value} was answered by {(int)again.StatusCode}");
            Assert.Equal(tag, again.Headers.ETag?.ToString());
            if (isKnown)
                Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        using var both = await client.AskAsync(address, ("If-None-Match", "\"other\""), ("If-Modified-Since", modified.ToString("R")));
        Assert.Equal(HttpStatusCode.OK, both.StatusCode);
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        using var withoutBody = await client.SendAsync(head, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, tag), (withoutBody.StatusCode, withoutBody.Headers.ETag?.ToString()));
        Assert.Equal(first.Content.Headers.ContentType, withoutBody.Content.Headers.ContentType);
        Assert.Empty(await withoutBody.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_publication_makes_another_tag()
    {
        using var client = site.Visitor();
        using var before = await client.AskAsync("/data/v1/partners.csv");
        await site.PublishAsync(_ => Task.CompletedTask);
        using var after = await client.AskAsync("/data/v1/partners.csv", ("If-None-Match", before.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task Files_are_compressed_and_sent_piece_by_piece()
    {
        using var client = site.Visitor();
        foreach (var address in new[] { "/data/v1/partners.csv", "/data/v1/partners.json" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Accept-Encoding", "br");
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
            Assert.Null(answer.Content.Headers.ContentLength);
        }
    }
}
