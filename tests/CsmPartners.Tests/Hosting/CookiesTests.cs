using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

public sealed class CookiesTests(DeskSite site)
{
    [Fact]
    public async Task Over_HTTPS_every_cookie_belongs_to_this_host_alone()
    {
        var (client, browser) = HttpsBrowser.On(site);
        using var _ = client;
        using (var display = await client.GetPageAsync("/kk/display"))
        using (var chosen = await client.PostFormAsync(display, "form[action$='/display']", [("text", "large")]))
            Assert.Equal(HttpStatusCode.Found, chosen.StatusCode);
        await SignInAsync(client);
        using (var home = await client.GetPageAsync("/admin"))
        {
            using var language = await client.PostFormAsync(home, ".desk-languages", button: "[value=en]");
            using var left = await client.PostFormAsync(home, "form[action='/admin/sign-out']");
            Assert.Equal("/admin/sign-in", left.Headers.Location?.ToString());
        }

        var names = browser.Set.Select(c => c.Split('=')[0]).Distinct().ToList();
        foreach (var name in new[] { "csm-form", "csm-display", "csm-desk", "csm-lang", "csm-notice" })
            Assert.Contains("__Host-" + name, names);
        Assert.Contains(names, n => n.StartsWith("__Host-csm-desk-device-", StringComparison.Ordinal));
        Assert.All(browser.Set, cookie =>
        {
            var parts = cookie.Split("; ");
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("path=/", parts);
            Assert.Contains("secure", parts);
            Assert.DoesNotContain(parts, p => p.StartsWith("domain", StringComparison.OrdinalIgnoreCase));
            Assert.Contains(parts, p => p is "samesite=lax" or "samesite=strict");
            // The pages' own script remembers the language too.
            Assert.True(parts.Contains("httponly") || cookie.StartsWith("__Host-csm-lang=", StringComparison.Ordinal), cookie);
        });
    }

    [Fact]
    public async Task Public_pages_do_not_look_at_the_desk_s_cookie()
    {
        var (client, browser) = HttpsBrowser.On(site);
        using var _ = client;
        await SignInAsync(client);
        browser.Set.Clear();
        using (await client.GetPageAsync("/kk/partners"))
        using (await client.GetPageAsync("/kk/no-such-page", HttpStatusCode.NotFound))
        {
        }

        // The desk renews it at every click.
        Assert.Empty(browser.Set);
        using (await client.GetPageAsync("/admin"))
            Assert.Contains(browser.Set, c => c.StartsWith("__Host-csm-desk=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Over_HTTPS_a_cookie_that_a_neighbour_may_have_set_is_not_listened_to()
    {
        var (client, browser) = HttpsBrowser.On(site);
        using var _ = client;
        await SignInAsync(client);
        using var visitor = site.Visitor();
        var session = browser.Cookies["__Host-csm-desk"];
        using var planted = await visitor.AskAsync("/admin", ("X-Forwarded-Proto", "https"), ("Cookie", $"csm-desk={session}"));
        Assert.Equal("/admin/sign-in?from=%2Fadmin", planted.Headers.Location?.ToString());
        using var own = await visitor.AskAsync("/admin", ("X-Forwarded-Proto", "https"), ("Cookie", $"csm-lang=ru; __Host-csm-desk={session}"));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        using var language = await visitor.AskAsync("/", ("X-Forwarded-Proto", "https"), ("Cookie", "csm-lang=ru"), ("Accept-Language", "en"));
        Assert.Equal("/en", language.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_site_whose_address_begins_with_https_has_such_cookies_whatever_the_proxy_says()
    {
        await using var own = await ConfiguredSite.StartAsync(("Site:Address", "https://partners.example.kz"));
        using var visitor = own.Visitor();
        using var door = await visitor.AskAsync("/admin/sign-in");
        Assert.All(door.Headers.GetValues("Set-Cookie"), c => Assert.StartsWith("__Host-", c, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a=b=c; ;;; =; __Host-=x; __Host-csm-lang")]
    [InlineData("\"\\; csm-display=%; __Host-__Host-csm-lang=ru")]
    public async Task Nonsense_among_the_cookies_does_no_harm(string cookies)
    {
        using var visitor = site.Visitor();
        using var response = await visitor.AskAsync("/kk", ("X-Forwarded-Proto", "https"), ("Cookie", cookies));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task SignInAsync(HttpClient client)
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        using var door = await client.GetPageAsync("/admin/sign-in");
        using var entered = await client.PostFormAsync(door, "form[action='/admin/sign-in']", [("Email", person.Email), ("Password", DeskClient.Password)]);
        Assert.Equal("/admin", entered.Headers.Location?.ToString());
    }
}
