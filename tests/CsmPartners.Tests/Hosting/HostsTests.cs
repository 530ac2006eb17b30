using System.Net;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

/// <summary>Requests for hosts that are not ours, where <c>Site:Address</c> says which is.</summary>
public sealed class HostsTests
{
    [Fact]
    public async Task Another_s_name_gets_a_page_in_three_languages_that_leads_home()
    {
        await using var site = await ConfiguredSite.StartAsync(("Site:Address", "https://partners.example.kz"), ("Site:OtherHosts", "www.example.kz, old.example.kz"));
        using var visitor = site.Visitor();
        foreach (var host in new[] { "partners.example.kz", "PARTNERS.example.kz:443", "www.example.kz", "old.example.kz", "localhost:5000", "127.0.0.1" })
        {
            using var served = await visitor.AskAsync("/kk/partners", ("Host", host));
            Assert.True(served.StatusCode == HttpStatusCode.OK, host);
        }

        foreach (var host in new[] { "evil.example", "partners.example.kz.evil.example", "evil-partners.example.kz", "10.0.0.1", "partners.example.kz@evil.example" })
        {
            using var refused = await visitor.AskAsync("/admin/password", ("Host", host));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.False(refused.Headers.Contains("Set-Cookie"));
            var page = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("evil", page, StringComparison.Ordinal);
            if (host.Contains('@', StringComparison.Ordinal))
                continue;
            Assert.All(Language.All, language => Assert.Contains($"https://partners.example.kz/{language}\"", page, StringComparison.Ordinal));
        }

        // Whoever balances the load asks by number.
        using var health = await visitor.AskAsync("/health/ready", ("Host", "10.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Nothing_on_a_page_follows_the_host_that_a_request_claims()
    {
        await using var site = await ConfiguredSite.StartAsync(("Site:Address", "https://partners.example.kz"), ("Site:OtherHosts", "www.example.kz"));
        using var visitor = site.Visitor();
        foreach (var address in new[] { "/kk", "/en/partners/kunstkamera", "/sitemap.xml", "/robots.txt", "/ru/feed.xml", "/kk/calendar.ics", "/api/v1/partners", "/data/v1/partners.csv", "/en/partners/kunstkamera/cite.bib", "/no-such-page" })
        {
            using var response = await visitor.AskAsync(address, ("Host", "www.example.kz"));
            Assert.DoesNotContain("www.example.kz", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        using var away = await visitor.AskAsync("/admin", ("Host", "www.example.kz"));
        Assert.Equal("/admin/sign-in?from=%2Fadmin", away.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("partners.example.kz")]
    [InlineData("ftp://partners.example.kz")]
    public async Task An_address_that_is_none_stops_the_start(string address)
    {
        // A process of its own: in the tests' process the host may be disposed of before the reason is told.
        var folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
        var (exit, error) = await SiteProcess.RunAsync(folder, [("Site__Address", address)], []);
        Directory.Delete(folder, recursive: true);
        Assert.NotEqual(0, exit);
        Assert.Contains("https://partners.example.kz", error, StringComparison.Ordinal);
    }
}
