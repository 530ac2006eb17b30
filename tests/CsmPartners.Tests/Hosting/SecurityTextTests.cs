using System.Globalization;
using System.Net;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

public sealed class SecurityTextTests(TestSite site)
{
    private const string Address = "/.well-known/security.txt";

    [Theory]
    [InlineData("security@example.kz", "mailto:security@example.kz")]
    [InlineData("https://example.kz/security", "https://example.kz/security")]
    public async Task Whoever_finds_a_weakness_is_told_where_to_report_it(string contact, string said)
    {
        await using var own = await ConfiguredSite.StartAsync(("Security:Contact", contact), ("Site:Address", "https://partners.example.kz"));
        using var visitor = own.Visitor();
        using var answer = await visitor.AskAsync(Address);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1]);
        Assert.Equal(said, lines["Contact"]);
        Assert.Equal("kk, ru, en", lines["Preferred-Languages"]);
        Assert.Equal("https://partners.example.kz" + Address, lines["Canonical"]);
        var left = DateTimeOffset.Parse(lines["Expires"], CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow();
        Assert.InRange(left.TotalDays, 100, 365);
    }

    [Fact]
    public async Task Without_an_address_of_its_own_it_names_the_form_to_the_museum_which_is_there()
    {
        await using var own = await ConfiguredSite.StartAsync(("Site:Address", "https://partners.example.kz"));
        using var visitor = own.Visitor();
        using var answer = await visitor.AskAsync(Address);
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["kk", "ru", "en"], lines.Where(l => l.StartsWith("Contact: https://partners.example.kz/", StringComparison.Ordinal)).Select(l => l[37..39]));
        Assert.Single(lines, l => l.StartsWith("Expires: ", StringComparison.Ordinal));
        foreach (var contact in lines.Where(l => l.StartsWith("Contact: ", StringComparison.Ordinal)))
        {
            using var form = await visitor.GetPageAsync(new Uri(contact[9..]).PathAndQuery);
            Assert.NotNull(form.QuerySelector(VisitorsLetters.Form));
        }
    }

    [Fact]
    public async Task A_site_without_a_configured_address_names_where_it_was_asked()
    {
        using var visitor = site.Visitor();
        Assert.Contains($"Contact: {site.Origin}/kk/contact\n", await visitor.TextAsync(Address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("http://example.kz")]
    [InlineData("javascript:alert(1)")]
    public async Task A_contact_that_is_none_stops_the_start(string contact)
    {
        await using var own = new ConfiguredSite(("Security:Contact", contact));
        await Assert.ThrowsAnyAsync<Exception>(async () => await own.InitializeAsync());
    }
}
