using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

public sealed class SecondFactorTests(DeskSite site)
{
    [Fact]
    public async Task With_codes_switched_on_the_password_alone_opens_nothing_and_each_recovery_code_opens_once()
    {
        using var client = await site.StaffAsync(StaffRole.Publisher);
        var (key, codes) = await SwitchOnAsync(client);
        Assert.Equal(10, codes.Count);

        // With a code.
        using var again = DeskClient.Stranger(site);
        using (var first = await again.SignInAsync(client.Email, DeskClient.Password, "/admin/sign-in?from=%2Fadmin%2Faccount"))
        {
            Assert.Equal("/admin/sign-in/code?from=%2Fadmin%2Faccount", first.Headers.Location?.ToString());
            using (var not = await again.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken))
                Assert.Equal(HttpStatusCode.Redirect, not.StatusCode);
            using var step = await again.FollowAsync(first);
            using var wrong = await again.PostFormAsync(step, "form[action='/admin/sign-in/code']", [("Code", "000000")]);
            Assert.Contains("That code did not work", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            var code = Authenticator.Code(key);
            using var right = await again.PostFormAsync(step, "form[action='/admin/sign-in/code']", [("Code", code)]);
            Assert.Equal("/admin/account", right.Headers.Location?.ToString());
            using var account = await again.FollowAsync(right);

            // Whoever read the same code over a shoulder, and knows the password besides.
            using var thief = DeskClient.Stranger(site);
            using var entered = await thief.SignInAsync(client.Email, DeskClient.Password);
            using var next = await thief.FollowAsync(entered);
            using var replayed = await thief.PostFormAsync(next, "form[action='/admin/sign-in/code']", [("Code", code)]);
            Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        }

        // With a recovery code, once, and however it is typed.
        foreach (var isFirst in new[] { true, false })
        {
            using var lost = DeskClient.Stranger(site);
            using var first = await lost.SignInAsync(client.Email, DeskClient.Password);
            using var step = await lost.FollowAsync(first);
            using var answer = await lost.PostFormAsync(step, "form[action='/admin/sign-in/code']", [("Code", $" {codes[0].Replace("-", isFirst ? " " : "", StringComparison.Ordinal).ToLowerInvariant()} ")]);
            Assert.Equal(isFirst ? HttpStatusCode.Redirect : HttpStatusCode.OK, answer.StatusCode);
        }

        using var page = await client.GetPageAsync("/admin/account/second-factor");
        Assert.Contains("9 recovery codes are left", page.TextOf("main"), StringComparison.Ordinal);

        // Off again; that whoever does it is the person was proved by signing in a moment ago.
        using (var off = await client.PostFormAsync(page, "form.plain-form", button: "[formaction]"))
            Assert.Equal("/admin/account", off.Headers.Location?.ToString());
        using var plain = DeskClient.Stranger(site);
        using var open = await plain.SignInAsync(client.Email, DeskClient.Password);
        Assert.Equal("/admin", open.Headers.Location?.ToString());

        await using var db = site.Database();
        Assert.Equal(2, await db.AuditEvents.CountAsync(a => a.ActorId == client.Id && a.Action == AuditAction.SecondFactorChanged, TestContext.Current.CancellationToken));
        var ways = await db.AuditEvents.Where(a => a.ActorId == client.Id && a.Action == AuditAction.SignedIn).OrderBy(a => a.Id).Select(a => a.Detail).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["Password", "Password and code", "Password and recovery code", "Password"], ways);
    }

    [Fact]
    public async Task The_drawing_and_the_key_are_on_the_page_and_nothing_is_inline()
    {
        using var client = await site.StaffAsync(StaffRole.Editor, "ru");
        using var page = await client.GetPageAsync("/admin/account/second-factor");
        Assert.StartsWith("data:image/svg+xml;base64,", page.QuerySelector("img.desk-qr")?.GetAttribute("src"), StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelector("img.desk-qr")!.GetAttribute("alt")!);
        Assert.True(page.TextOf(".desk-steps code").Length > 30);
        Assert.Empty(page.QuerySelectorAll("[style], script:not([src])"));
    }

    [Fact]
    public async Task Where_the_settings_ask_for_it_a_second_factor_comes_before_everything_else()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        using var publisher = await own.StaffAsync(StaffRole.Publisher);
        using var editor = await own.StaffAsync(StaffRole.Editor);
        using var administrator = await own.StaffAsync(StaffRole.Administrator);
        using (var settings = await administrator.GetPageAsync("/admin/settings"))
        using (var saved = await administrator.PostFormAsync(settings, "form[action='/admin/settings']", [("SecondFactorFrom", "Publisher")]))
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        using (var led = await publisher.GetAsync(new Uri("/admin/audit", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal("/admin/account/second-factor", led.Headers.Location?.ToString());
        using (var free = await editor.GetPageAsync("/admin"))
            Assert.Equal("Home", free.TextOf("h1"));

        // A form in the making is not lost.
        using (var home = await editor.GetPageAsync("/admin/account"))
        using (var kept = await publisher.PostAsync(new Uri("/admin/account", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("Name", "Жаңа есім")]), TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, kept.StatusCode);
            Assert.Contains("Жаңа есім", await kept.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await SwitchOnAsync(publisher);
        using var audit = await publisher.GetPageAsync("/admin/audit");
        Assert.Contains("Settings changed", audit.TextOf("table"), StringComparison.Ordinal);
    }

    private static async Task<(string Key, List<string> RecoveryCodes)> SwitchOnAsync(DeskClient client)
    {
        using var page = await client.GetPageAsync("/admin/account/second-factor");
        var key = page.TextOf(".desk-steps code");
        using (var wrong = await client.PostFormAsync(page, "form[action='/admin/account/second-factor']", [("Code", "12345")]))
            Assert.Contains("id=\"Code-error\"", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var response = await client.PostFormAsync(page, "form[action='/admin/account/second-factor']", [("Code", Authenticator.Code(key))]);
        using var shown = await response.PageAsync();
        return (key, [.. shown.QuerySelectorAll(".desk-codes code").Select(c => c.TextContent)]);
    }
}
