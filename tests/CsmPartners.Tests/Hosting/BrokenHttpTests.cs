using System.Diagnostics;
using System.Net;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace CsmPartners.Tests.Hosting;

/// <summary>Bytes that no browser sends: each is refused soon, and the others are served meanwhile and afterwards.</summary>
public sealed class BrokenHttpTests(BrokenHttpTests.Impatient site) : IClassFixture<BrokenHttpTests.Impatient>
{
    private const string Host = "Host: 127.0.0.1\r\n";

    [Theory]
    // Headers without end, in number and in size.
    [InlineData("GET /kk HTTP/1.1\r\n" + Host + "{100 headers}\r\n", "431")]
    [InlineData("GET /kk HTTP/1.1\r\n" + Host + "X: {40000}\r\n\r\n", "431")]
    [InlineData("GET /kk?{40000} HTTP/1.1\r\n" + Host + "\r\n", "414")]
    // A line that is none.
    [InlineData("GET /kk\r\n\r\n", "400")]
    [InlineData("GET  /kk HTTP/1.1\r\n" + Host + "\r\n", "400")]
    [InlineData("GET /kk HTTP/3.7\r\n" + Host + "\r\n", "505")]
    [InlineData("GET /kk HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /kk HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")]
    [InlineData("GET /kk HTTP/1.1\r\nHost: a b\r\n\r\n", "400")]
    [InlineData("GET /kk HTTP/1.1\r\n" + Host + "Spaced : x\r\n\r\n", "400")]
    [InlineData("GET /kk HTTP/1.1\r\n" + Host + "X: a\r\n folded\r\n\r\n", "400")]
    [InlineData("GET /kk HTTP/1.1\r\n" + Host + "X: a\0b\r\n\r\n", "400")]
    [InlineData("GET /kk HTTP/1.1\n" + Host + "\r\n", "400")]
    [InlineData("GET /kk HTTP/1.1\r\nHost: 127.0.0.1\nX: y\r\n\r\n", "400")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003", "400")]
    // Where one request ends and the next begins, told in two ways.
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: 3\r\nContent-Length: 5\r\n\r\na=b&c", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: 3, 3\r\n\r\na=b", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: -1\r\n\r\n", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: 0x3\r\n\r\na=b", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: +3\r\n\r\na=b", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "content-length:+3\r\n\r\na=b", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: +0\r\n\r\n", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: -0\r\n\r\n", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: 3.0\r\n\r\na=b", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: 3e0\r\n\r\na=b", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: 3 3\r\n\r\na=b", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: \u0663\r\n\r\na=b", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: 18446744073709551619\r\n\r\na=b", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length: 99999999999999999999999999999999\r\n\r\na=b", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Length:\r\n\r\n", "400")]
    [InlineData("GET /kk HTTP/1.1\r\n" + Host + "Content-Length: +0\r\n\r\n", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Transfer-Encoding: identity, chunked, identity\r\n\r\n0\r\n\r\n", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "400")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", "400")]
    [InlineData("POST /kk/contact HTTP/1.0\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "4..")]
    [InlineData("POST /kk/contact HTTP/1.1\r\n" + Host + "Connection: close\r\n\r\n", "4..")]
    [InlineData("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n", "4..")]
    [InlineData("OPTIONS * HTTP/1.1\r\n" + Host + "Connection: close\r\n\r\n", "4..")]
    public async Task It_is_refused(string bytes, string status)
    {
        var sent = bytes
            .Replace("{40000}", new string('a', 40_000), StringComparison.Ordinal)
            .Replace("{100 headers}", string.Concat(Enumerable.Range(0, 100).Select(n => $"X-{n}: y\r\n")), StringComparison.Ordinal);
        var watch = Stopwatch.StartNew();
        var answer = await Wire.AskAsync(site, sent);
        Assert.Matches($"^HTTP/1.1 ({status}) ", answer);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}");
        Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Security-Policy: default-src 'none'", answer, StringComparison.Ordinal);
        Assert.Equal(1, answer.Split("HTTP/1.1 ").Length - 1);
        await StillServesAsync();
    }

    [Theory]
    [InlineData("0;\n\r\n\r\n")]
    [InlineData("1;a=\"\n\r\nX\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\nX")]
    [InlineData("-1\r\nX")]
    [InlineData("+1\r\nX\r\n0\r\n\r\n")]
    [InlineData("0x1\r\nX\r\n0\r\n\r\n")]
    [InlineData("1 \r\nX\r\n0\r\n\r\n")]
    [InlineData("1\nX\n0\n\n")]
    [InlineData("3\r\na=bX\r\n0\r\n\r\n")]
    public async Task Chunks_that_are_none_end_the_connection_and_hide_no_second_request(string chunks)
    {
        var answer = await Wire.AskAsync(site, "POST /kk/contact HTTP/1.1\r\n" + Host + "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "GET /en/partners HTTP/1.1\r\n" + Host + "Connection: close\r\n\r\n");
        Assert.DoesNotContain("<html lang=\"en\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(" 200 OK", answer, StringComparison.Ordinal);
        await StillServesAsync();
    }

    [Fact]
    public async Task Requests_on_one_connection_are_answered_in_turn_until_the_first_that_is_none()
    {
        var good = "GET /health/live HTTP/1.1\r\n" + Host + "\r\n";
        var answer = await Wire.AskAsync(site, good + good + "\0\0garbage\r\n\r\n" + good);
        Assert.Equal(["200", "200", "400"], answer.Split("HTTP/1.1 ").Skip(1).Select(a => a[..3]));
    }

    [Theory]
    [InlineData("GET http://127.0.0.1/kk/partners HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", "200")]
    [InlineData("GET http://evil.example/kk/partners HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", "400")]
    public async Task A_whole_address_in_the_request_line_is_taken_only_where_it_names_the_same_host(string bytes, string status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await Wire.AskAsync(site, bytes), StringComparison.Ordinal);

    [Fact]
    public async Task More_than_a_form_holds_is_refused_in_the_visitor_s_language()
    {
        foreach (var (address, length, words) in new[] { ("/kk/display", 70_000, "lang=\"kk\""), ("/ru/preview?key=x", 70_000, "lang=\"ru\""), ("/en/contact", 3_000_000, "lang=\"en\""), ("/admin/sign-in", 5_000_000, "lang=\"kk\"") })
        {
            var answer = await Wire.AskAsync(site, $"POST {address} HTTP/1.1\r\n{Host}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{new string('a', length)}");
            Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
            Assert.Contains(words, answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_of_ten_thousand_fields_is_not_read()
    {
        using var visitor = site.Visitor();
        foreach (var address in new[] { "/kk/display", "/kk/contact", "/admin/sign-in" })
        {
            using var content = new FormUrlEncodedContent(Enumerable.Range(0, 5000).Select(n => KeyValuePair.Create($"f{n}", "")));
            using var response = await visitor.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, $"{address} answered {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task Whoever_sends_a_letter_every_so_often_is_cut_off_and_nobody_waits_for_them()
    {
        var slow = new List<Wire>();
        try
        {
            for (var number = 0; number < 50; number++)
            {
                var wire = await Wire.ToAsync(site);
                slow.Add(wire);
                await wire.SendAsync("GET /kk HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
            }

            var watch = Stopwatch.StartNew();
            await StillServesAsync();
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"Others waited {watch.Elapsed}");
            foreach (var wire in slow)
                Assert.StartsWith("HTTP/1.1 408 ", await wire.ReadToEndAsync(), StringComparison.Ordinal);
        }
        finally
        {
            slow.ForEach(wire => wire.Dispose());
        }
    }

    [Fact]
    public async Task Whoever_says_nothing_is_cut_off_too()
    {
        using var silent = await Wire.ToAsync(site);
        Assert.Equal("", await silent.ReadToEndAsync());
        foreach (var (address, words) in new[] { ("/ru/contact", "Данные шли слишком медленно"), ("/kk/display", "lang=\"kk\""), ("/admin/sign-in", "lang=\"kk\"") })
        {
            using var halfway = await Wire.ToAsync(site);
            await halfway.SendAsync($"POST {address} HTTP/1.1\r\n{Host}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\na=");
            var answer = await halfway.ReadToEndAsync();
            Assert.Matches("^HTTP/1.1 4(00|08) ", answer);
            Assert.Contains(words, answer, StringComparison.Ordinal);
        }

        await StillServesAsync();
    }

    [Fact]
    public async Task No_more_connections_are_held_than_was_said()
    {
        await using var narrow = await ConfiguredSite.StartAsync(("Kestrel:Limits:MaxConcurrentConnections", "3"));
        var open = new List<Wire>();
        try
        {
            for (var number = 0; number < 3; number++)
            {
                open.Add(await Wire.ToAsync(narrow));
                await open[^1].SendAsync("GET /health/live HTTP/1.1\r\n" + Host + "\r\n");
                Assert.NotEqual(0, await open[^1].Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
            }

            Assert.Equal("", await Wire.GetAsync(narrow, "/health/live"));
        }
        finally
        {
            open.ForEach(wire => wire.Dispose());
        }
    }

    private async Task StillServesAsync()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/kk/contacts");
    }

    /// <summary>Waits two seconds for what a visitor's site waits a quarter of a minute for.</summary>
    public sealed class Impatient : TestSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Kestrel:Limits:RequestHeadersTimeout", "00:00:02");
            builder.UseSetting("Kestrel:Limits:KeepAliveTimeout", "00:00:02");
        }
    }
}
