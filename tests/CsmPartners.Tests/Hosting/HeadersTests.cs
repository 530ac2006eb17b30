using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

public sealed class HeadersTests(TestSite site)
{
    [Theory]
    [InlineData("/kk")]
    [InlineData("/ru/no-such-page")]
    [InlineData("/en/display")]
    [InlineData("/img/museum.svg")]
    [InlineData("/sitemap.xml")]
    [InlineData("/id/museum")]
    [InlineData("/ru/calendar.ics")]
    public async Task Every_answer_carries_the_headers_that_protect_the_visitor(string address)
    {
        using var visitor = site.Visitor();
        using var response = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("X-Powered-By"));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Pages_are_compressed_for_those_who_can_read_it(string encoding)
    {
        using var visitor = site.Visitor();
        visitor.DefaultRequestHeaders.Add("Accept-Encoding", encoding);
        using var response = await visitor.GetAsync(new Uri("/kk", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
    }

    [Theory]
    [InlineData("/fonts/csm-serif-1.woff2", "font/woff2")]
    [InlineData("/img/museum.svg", "image/svg+xml")]
    public async Task Fonts_and_drawings_may_be_kept(string address, string type)
    {
        using var visitor = site.Visitor();
        using var response = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.MaxAge >= TimeSpan.FromDays(1));
    }
}
