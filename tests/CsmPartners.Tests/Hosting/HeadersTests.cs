using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

public sealed class HeadersTests(TestSite site)
{
    private static readonly (string Name, string Value)[] Always =
    [
        ("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types csm-inert"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("X-Permitted-Cross-Domain-Policies", "none"),
    ];

    [Theory]
    [InlineData("GET", "/kk", 200)]
    [InlineData("HEAD", "/kk", 200)]
    [InlineData("GET", "/", 302)]
    [InlineData("GET", "/KK/Partners/", 301)]
    [InlineData("GET", "/id/museum", 303)]
    [InlineData("GET", "/ru/no-such-page", 404)]
    [InlineData("GET", "/error/500", 404)]
    [InlineData("POST", "/kk/partners", 405)]
    [InlineData("TRACE", "/kk/partners", 405)]
    [InlineData("POST", "/kk/display", 400)]
    [InlineData("GET", "/en/display", 200)]
    [InlineData("GET", "/img/museum.svg", 200)]
    [InlineData("GET", "/css/site.css", 200)]
    [InlineData("GET", "/media/none.jpg", 404)]
    [InlineData("GET", "/sitemap.xml", 200)]
    [InlineData("GET", "/robots.txt", 200)]
    [InlineData("GET", "/ru/calendar.ics", 200)]
    [InlineData("GET", "/en/feed.xml", 200)]
    [InlineData("GET", "/en/search/suggestions?q=museum", 200)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/admin", 302)]
    [InlineData("GET", "/ADMIN", 301)]
    [InlineData("GET", "/admin/sign-in", 200)]
    [InlineData("POST", "/admin/sign-in", 400)]
    [InlineData("POST", "/admin/account", 401)]
    [InlineData("GET", "/admin/no-such-screen", 404)]
    public async Task Every_answer_carries_the_headers_that_protect_the_visitor(string method, string address, int status)
    {
        using var visitor = site.Visitor();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, UriKind.Relative));
        using var response = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        foreach (var (name, value) in Always)
            Assert.Equal([value], response.Headers.GetValues(name));
        Assert.Contains("camera=()", response.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("X-Powered-By"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"), "Over plain HTTP it means nothing");
        if (address.StartsWith("/admin", StringComparison.OrdinalIgnoreCase))
            Assert.True(response.Headers.CacheControl?.NoStore, "What is the desk's is kept nowhere");
    }

    [Theory]
    [InlineData("/api/v1/partners")]
    [InlineData("/api/v1/no-such-list")]
    [InlineData("/data/v1/partners.csv")]
    public async Task Open_data_may_be_read_by_other_sites_and_is_no_page(string address)
    {
        using var visitor = site.Visitor();
        using var response = await visitor.AskAsync(address);
        Assert.Equal(["cross-origin"], response.Headers.GetValues("Cross-Origin-Resource-Policy"));
        foreach (var (name, value) in Always.Where(h => h.Name != "Cross-Origin-Resource-Policy"))
            Assert.Equal([value], response.Headers.GetValues(name));
    }

    [Theory]
    [InlineData("GET /ru/exhibitions/%00 HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData("nonsense\r\n\r\n", "400")]
    public async Task What_the_server_itself_refuses_carries_them_too(string bytes, string status)
    {
        var answer = await Wire.AskAsync(site, bytes);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        foreach (var (name, value) in Always)
            Assert.Contains($"\r\n{name}: {value}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nCache-Control: no-store\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/kk")]
    [InlineData("/ru/no-such-page")]
    [InlineData("/css/site.css")]
    [InlineData("/KK")]
    [InlineData("/admin")]
    [InlineData("/admin/no-such-screen")]
    public async Task Whoever_came_by_HTTPS_comes_so_for_a_year(string address)
    {
        using var visitor = site.Visitor();
        using var response = await visitor.AskAsync(address, ("X-Forwarded-Proto", "https"), ("Host", "partners.example.kz"));
        Assert.Equal(["max-age=31536000; includeSubDomains"], response.Headers.GetValues("Strict-Transport-Security"));
        Assert.EndsWith("; upgrade-insecure-requests", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var here = await visitor.AskAsync(address, ("X-Forwarded-Proto", "https"), ("Host", "localhost"));
        Assert.False(here.Headers.Contains("Strict-Transport-Security"), "Everything else on the developer's machine would have to be HTTPS");
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
