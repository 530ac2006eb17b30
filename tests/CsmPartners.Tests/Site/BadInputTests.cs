using System.Net;
using System.Net.Sockets;
using System.Text;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

/// <summary>Addresses as tired people and attackers type them.</summary>
public sealed class BadInputTests(TestSite site)
{
    [Theory]
    [InlineData("/de/partners", "kk")]
    [InlineData("/ru/partners/no-such-partner", "ru")]
    [InlineData("/en/paintings", "en")]
    [InlineData("/kk/countries/zz", "kk")]
    [InlineData("/ru/countries/russia", "ru")]
    [InlineData("/en/partners?page=0", "en")]
    [InlineData("/en/partners?page=-1", "en")]
    [InlineData("/en/partners?page=1000000000000", "en")]
    [InlineData("/en/partners?page=99", "en")]
    [InlineData("/en/partners?page=two", "en")]
    [InlineData("/en/partners?page=", "en")]
    [InlineData("/ru/exhibitions/%FF%FE", "ru")]
    [InlineData("/ru/..%2f..%2fetc%2fpasswd", "ru")]
    [InlineData("/error/404", "kk")]
    [InlineData("/id/0", "kk")]
    [InlineData("/id/-1", "kk")]
    [InlineData("/id/99999999999999999999", "kk")]
    [InlineData("/id/kunstkamera", "kk")]
    [InlineData("/id/countries/zz", "kk")]
    [InlineData("/sitemap-0.xml", "kk")]
    [InlineData("/sitemap-1.xml", "kk")]
    [InlineData("/sitemap-99999999999.xml", "kk")]
    [InlineData("/de/feed.xml", "kk")]
    [InlineData("/ru/timeline/feed.xml", "ru")]
    [InlineData("/en/calendar.xml", "en")]
    [InlineData("/ru/share/99999-0123456789abcdef.png", "ru")]
    [InlineData("/ru/share/999999999999-0123456789abcdef.png", "ru")]
    [InlineData("/en/share/1.png", "en")]
    [InlineData("/ru/share/%20", "ru")]
    [InlineData("/en/share/%0D%0A", "en")]
    [InlineData("/ru/countries/%20", "ru")]
    [InlineData("/id/countries/%20", "kk")]
    [InlineData("/en/share/museum-0123456789abcdef.svg", "en")]
    [InlineData("/error/500", "kk")]
    public async Task What_is_not_there_is_said_in_the_visitors_language(string address, string language)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync(address, HttpStatusCode.NotFound);
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.NotEmpty(page.Hrefs($"main a[href='/{language}/partners']"));
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
        Assert.DoesNotContain("Exception", page.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/kz", "/kk")]
    [InlineData("/kz/partners/british-museum", "/kk/partners/british-museum")]
    [InlineData("/KZ/Partners/", "/kk/partners")]
    [InlineData("/EN/partners", "/en/partners")]
    [InlineData("/en/partners/", "/en/partners")]
    [InlineData("/en//partners", "/en/partners")]
    [InlineData("/en/Partners/British-Museum/?x=1", "/en/partners/british-museum?x=1")]
    [InlineData("//evil.example/", "/evil.example")]
    [InlineData("/en/partners?page=1", "/en/partners")]
    [InlineData("/en/partners?country=fr&page=1", "/en/partners?country=fr")]
    [InlineData("/en/overview", "/en")]
    public async Task Other_spellings_lead_to_the_one_address_for_good(string address, string target)
    {
        using var visitor = site.Visitor();
        using var response = await visitor.GetAsync(new Uri(site.Origin + address), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(target, response.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/en/partners?country=zz")]
    [InlineData("/en/partners?institution=casino")]
    [InlineData("/en/timeline?year=20014")]
    [InlineData("/en/exhibitions?partner=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/en/partners?letter=%00")]
    public async Task A_choice_that_does_not_exist_finds_nothing_and_says_how_to_go_on(string address)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync(address, HttpStatusCode.NotFound);
        Assert.Contains("unknown value", page.TextOf(".empty"), StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choices_that_contradict_each_other_find_nothing_and_offer_what_each_alone_would_bring()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/partners?country=fr&cooperation=regional");
        Assert.Contains("0 partners", page.TextOf(".result"), StringComparison.Ordinal);
        var offers = page.Hrefs(".empty a").ToList();
        Assert.Contains("/en/partners?country=fr", offers);
        Assert.Contains("/en/partners?cooperation=regional", offers);
        Assert.Contains("/en/partners", offers);
    }

    [Fact]
    public async Task Repeated_choices_of_one_kind_widen_the_list()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/partners?institution=library&institution=archive&institution=library");
        Assert.All(page.QuerySelectorAll(".card .kicker").Select(k => k.TextContent.Trim()), kind => Assert.True(kind is "Library" or "Archive", kind));
        Assert.Equal(2, page.QuerySelectorAll(".chips li").Length - 1);
    }

    [Fact]
    public async Task An_address_of_ten_kilobytes_is_refused_in_the_visitors_language()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync($"/ru/partners?country={new string('a', 10_000)}", HttpStatusCode.RequestUriTooLong);
        Assert.Equal("ru", page.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    public async Task Public_pages_can_only_be_read(string method)
    {
        using var visitor = site.Visitor();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/kk/partners");
        using var response = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains("GET", response.Content.Headers.Allow);
        Assert.Contains("lang=\"kk\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_answers_like_get_without_the_page()
    {
        using var visitor = site.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/kk/partners");
        using var response = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET /ru/exhibitions/%00 HTTP/1.1", "400")]
    [InlineData("GET /ru/exhibitions/\0 HTTP/1.1", "400")]
    [InlineData("GET /ru/exhibitions/\u00d0 HTTP/1.1", "400")]
    [InlineData("GET /ru/exhibitions/%D0 HTTP/1.1", "404")]
    [InlineData("GET /ru/exhibitions/%C0%AF HTTP/1.1", "404")]
    [InlineData("BREW /ru/exhibitions HTTP/1.1", "405")]
    [InlineData("GET /../../etc/passwd HTTP/1.1", "404")]
    public async Task Bytes_that_are_no_address_get_a_page_too_and_the_server_goes_on(string requestLine, string status)
    {
        var origin = new Uri(site.Origin);
        using var socket = new TcpClient();
        await socket.ConnectAsync(origin.Host, origin.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes($"{requestLine}\r\nHost: {origin.Authority}\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy: default-src 'none'", answer, StringComparison.Ordinal);
        Assert.All(Language.All, language => Assert.Contains($"/{language}\"", answer, StringComparison.Ordinal));
    }
}
