using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Hosting;

/// <summary>What a proxy says of a visitor, and who may say it.</summary>
public sealed class ProxiesTests
{
    [Theory]
    [InlineData("", "203.0.113.7", "203.0.113.7")]
    [InlineData("", "10.9.9.9, 203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.1, 10.0.0.0/8", "198.51.100.1, 203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData("10.0.0.5", "203.0.113.7", "127.0.0.1")]
    [InlineData("", "no address", "127.0.0.1")]
    public async Task The_record_has_the_visitor_s_address_where_a_known_proxy_says_it(string proxies, string said, string recorded)
    {
        await using var site = await ConfiguredSite.StartAsync(("Proxy:Addresses", proxies));
        using var stranger = DeskClient.Stranger(site);
        stranger.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", said);
        var email = $"{Guid.NewGuid():N}@museum.test";
        using var refused = await stranger.SignInAsync(email, "wrong");
        await using var db = site.Database();
        Assert.Equal(recorded, (await db.SignInFailures.SingleAsync(f => f.Email == email, TestContext.Current.CancellationToken)).Address);
    }

    [Fact]
    public async Task A_stranger_cannot_say_that_it_was_HTTPS_or_another_host()
    {
        await using var site = await ConfiguredSite.StartAsync(("Proxy:Addresses", "10.0.0.5"));
        using var visitor = site.Visitor();
        using var response = await visitor.AskAsync("/admin/sign-in", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Prefix", "/evil"), ("Forwarded", "host=evil.example;proto=https"), ("X-Original-URL", "/en"), ("X-Rewrite-URL", "/en"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        Assert.All(response.Headers.GetValues("Set-Cookie"), c => Assert.StartsWith("csm-", c, StringComparison.Ordinal));
        Assert.DoesNotContain("evil", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_surroundings_cannot_make_everybody_a_proxy()
    {
        var folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
        try
        {
            using var program = await SiteProcess.ListeningAsync(folder, ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"), ("Proxy__Addresses", "10.0.0.5"));
            using var visitor = program.Browser(new());
            using var response = await visitor.AskAsync("/admin/sign-in", ("X-Forwarded-Proto", "https"), ("Host", "partners.example.kz"));
            Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
