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
    [InlineData("/en/partners?country={101}")]
    [InlineData("/en/partners?country=FR")]
    [InlineData("/en/exhibitions?year=2014&partner={3000}")]
    [InlineData("/en/timeline?kind=exhibition&kind={101}")]
    public async Task A_choice_that_does_not_exist_finds_nothing_and_says_how_to_go_on(string address)
    {
        using var visitor = site.Visitor();
        address = address.Replace("{101}", new string('a', 101), StringComparison.Ordinal).Replace("{3000}", new string('b', 3000), StringComparison.Ordinal);
        using var page = await visitor.GetPageAsync(address, HttpStatusCode.NotFound);
        Assert.Contains("unknown value", page.TextOf(".chips"), StringComparison.Ordinal);
        Assert.Contains("unknown value", page.Title, StringComparison.Ordinal);
        // Beside a known value of the same facet an unknown one hides nothing.
        if (!address.Contains("kind=exhibition&", StringComparison.Ordinal))
            Assert.Contains("unknown value", page.TextOf(".empty"), StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("partners", "country={0}&")]
    [InlineData("partners", "country={0}&institution={0}&cooperation={0}&letter={0}&")]
    [InlineData("exhibitions", "partner={0}&")]
    [InlineData("timeline", "year={0}&kind=x{0}&")]
    [InlineData("map", "activity={0}&year={0}&")]
    [InlineData("partners", "country=zz&")]
    public async Task Two_hundred_invented_choices_are_one_chip_one_word_and_a_small_page(string list, string part)
    {
        using var visitor = site.Visitor();
        var query = string.Concat(Enumerable.Range(0, 200).Select(n => string.Format(System.Globalization.CultureInfo.InvariantCulture, part, $"z{n}")));
        var address = $"/en/{list}?{query[..Math.Min(query.Length, 4000)]}".TrimEnd('&');
        using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 1, 30_000);
        using var page = await answer.PageAsync(HttpStatusCode.NotFound);
        Assert.Single(page.QuerySelectorAll(".chips li"), chip => chip.TextContent.Contains("unknown value", StringComparison.Ordinal));
        Assert.InRange(page.Title!.Split("unknown value").Length - 1, 0, 1);
        Assert.DoesNotContain("z17", text, StringComparison.Ordinal);
        // The way back leaves what is known.
        Assert.Contains($"/en/{list}", page.Hrefs(".chips a"));
    }

    [Fact]
    public async Task Hundreds_of_known_choices_do_not_repeat_each_other()
    {
        using var visitor = site.Visitor();
        using var list = await visitor.GetPageAsync("/en/timeline");
        var chosen = string.Join('&', list.QuerySelectorAll(".facet input").Select(i => $"{i.GetAttribute("name")}={Uri.EscapeDataString(i.GetAttribute("value")!)}"));
        // Repeated, as many times as an address holds.
        var query = string.Join('&', Enumerable.Repeat(chosen, 10))[..4000];
        using var spelt = await visitor.GetAsync(new Uri($"/en/timeline?{query[..query.LastIndexOf('&')]}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MovedPermanently, spelt.StatusCode);
        var text = await visitor.GetStringAsync(spelt.Headers.Location, TestContext.Current.CancellationToken);
        Assert.InRange(text.Length, 1, 150_000);
        Assert.Contains("class=\"clear\" href=\"/en/timeline\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/kk?x={0}", "/kk")]
    [InlineData("/ru/partners/kunstkamera?x={0}", "/ru/partners/kunstkamera")]
    [InlineData("/ru/partners/kunstkamera?country=fr&page={0}", "/ru/partners/kunstkamera")]
    [InlineData("/en/partners/kunstkamera/cite.bib?{0}", "/en/partners/kunstkamera/cite.bib")]
    [InlineData("/en/partners?x={0}", "/en/partners")]
    [InlineData("/en/partners?x={0}&country=fr&y", "/en/partners?country=fr")]
    [InlineData("/en/partners?COUNTRY=fr&%63ountry=fr&country=", "/en/partners?country=fr")]
    [InlineData("/en/partners?institution=museum&country=fr", "/en/partners?country=fr&institution=museum")]
    [InlineData("/en/partners?country=%66r", "/en/partners?country=fr")]
    [InlineData("/en/partners?page=02", "/en/partners?page=2")]
    [InlineData("/en/partners?page=2&page={0}", "/en/partners?page=2")]
    [InlineData("/en/partners/cite.ris?x={0}&country=fr", "/en/partners/cite.ris?country=fr")]
    [InlineData("/en/exhibitions?&&&x={0}", "/en/exhibitions")]
    [InlineData("/en/timeline?%00={0}", "/en/timeline")]
    [InlineData("/en/map?{0}=%FF", "/en/map")]
    [InlineData("/kk/countries?x={0}", "/kk/countries")]
    [InlineData("/kk/countries/fr?country=de", "/kk/countries/fr")]
    [InlineData("/ru/data?x={0}", "/ru/data")]
    [InlineData("/ru/about?x={0}", "/ru/about")]
    [InlineData("/en/search?q=silk&utm_source={0}&page=1&x", "/en/search?q=silk&page=1")]
    [InlineData("/en/search/suggestions?x={0}&q=silk", "/en/search/suggestions?q=silk")]
    [InlineData("/en/contact?x={0}&about=partner:kunstkamera", "/en/contact?about=partner:kunstkamera")]
    [InlineData("/en/display?from=/en&x={0}", "/en/display?from=/en")]
    [InlineData("/en/preview?x={0}&key=k", "/en/preview?key=k")]
    [InlineData("/kk/feed.xml?x={0}", "/kk/feed.xml")]
    [InlineData("/kk/partners/feed.xml?x={0}", "/kk/partners/feed.xml")]
    [InlineData("/kk/calendar.ics?x={0}", "/kk/calendar.ics")]
    [InlineData("/sitemap.xml?x={0}", "/sitemap.xml")]
    [InlineData("/robots.txt?x={0}", "/robots.txt")]
    [InlineData("/id/1?x={0}", "/id/1")]
    [InlineData("/?x={0}", "/")]
    [InlineData("/api/v1/partners/kunstkamera?x={0}", "/api/v1/partners/kunstkamera")]
    [InlineData("/api/v1/openapi.json?x={0}", "/api/v1/openapi.json")]
    [InlineData("/data/v1/partners.json?x={0}", "/data/v1/partners.json")]
    [InlineData("/data/v1/partners.csv?x={0}", "/data/v1/partners.csv")]
    [InlineData("/data/v1/partners.csv?separator=semicolon&bom=1", "/data/v1/partners.csv?bom=1&separator=semicolon")]
    [InlineData("/data/v1/partners.csv?bom=2&separator={0}", "/data/v1/partners.csv")]
    [InlineData("/data/v1/museum.jsonld?x={0}", "/data/v1/museum.jsonld")]
    [InlineData("/css/site.css?x={0}", "/css/site.css")]
    [InlineData("/.well-known/security.txt?x={0}", "/.well-known/security.txt")]
    public async Task What_an_address_does_not_read_is_taken_away_by_one_redirect(string address, string target)
    {
        using var visitor = site.Visitor();
        foreach (var invented in new[] { "1", "", "%2F%2Fevil.example", new string('a', 3900) })
        {
            using var response = await visitor.GetAsync(new Uri(site.Origin + string.Format(System.Globalization.CultureInfo.InvariantCulture, address, invented), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.MovedPermanently, target), (response.StatusCode, response.Headers.Location?.ToString()));
        }

        using var there = await visitor.GetAsync(new Uri(target, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.MovedPermanently, there.StatusCode);
    }

    [Theory]
    [InlineData("/health/live?x=1")]
    [InlineData("/en/partners?country=fr")]
    [InlineData("/en/partners?letter=%23")]
    [InlineData("/ru/partners?letter=%D0%93")]
    [InlineData("/en/partners?country=fr&institution=museum")]
    public async Task What_an_address_reads_stays(string address)
    {
        using var visitor = site.Visitor();
        using var response = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.MovedPermanently, response.StatusCode);
    }

    [Fact]
    public async Task A_program_that_misspells_a_filter_is_told_so_and_not_sent_on()
    {
        using var visitor = site.Visitor();
        using var response = await visitor.GetAsync(new Uri("/api/v1/partners?contry=fr", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Choices_that_contradict_each_other_find_nothing_and_offer_what_each_alone_would_bring()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/partners?cooperation=regional&country=fr");
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
        using var page = await visitor.GetPageAsync("/en/partners?institution=archive&institution=library");
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
