using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

public sealed class PasskeyTests(DeskSite site)
{
    [Fact]
    public async Task A_passkey_opens_the_desk_and_the_password_alone_no_longer_does()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var key = new SecurityKey();
        using (var page = await client.GetPageAsync("/admin/account/passkeys"))
        using (var added = await client.PostFormAsync(page, "form[data-passkey]", [("Name", "Office"), ("Credential", key.Create(await OptionsAsync(client, page), site.Origin))]))
        using (var codes = await added.PageAsync())
            Assert.Equal(10, codes.QuerySelectorAll(".desk-codes code").Length);

        using var other = DeskClient.Stranger(site);
        using (var half = await other.SignInAsync(client.Email, DeskClient.Password))
            Assert.StartsWith("/admin/sign-in/code", half.Headers.Location?.ToString(), StringComparison.Ordinal);
        using (var refused = await other.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);

        using (var entered = await EnterAsync(other, key))
        using (var home = await other.FollowAsync(entered))
            Assert.Equal(client.Name, home.TextOf(".desk-tools a[href='/admin/account']"));

        using (var list = await client.GetPageAsync("/admin/account/passkeys"))
        {
            Assert.Equal("Office", list.TextOf("h2"));
            using (var renamed = await client.PostFormAsync(list, "form[action$='/name']", [("Name", "Үй")]))
            using (var after = await client.FollowAsync(renamed))
                Assert.Equal("Үй", after.TextOf("h2"));
            using var removed = await client.PostFormAsync(list, "form[action$='/removal']");
            using var none = await client.FollowAsync(removed);
            Assert.Empty(none.QuerySelectorAll("main h2"));
        }

        using var gone = DeskClient.Stranger(site);
        using (var refused = await EnterAsync(gone, key))
            Assert.Equal("/admin/sign-in", refused.Headers.Location?.ToString());
        await using var db = site.Database();
        var actions = await db.AuditEvents.Where(a => a.ActorId == client.Id && (a.Action == AuditAction.PasskeyAdded || a.Action == AuditAction.PasskeyRemoved)).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([AuditAction.PasskeyAdded, AuditAction.PasskeyRemoved], actions);
        Assert.True(await db.AuditEvents.AnyAsync(a => a.ActorId == client.Id && a.Action == AuditAction.SignedIn && a.Detail == "Passkey", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_left_does_not_come_in_by_passkey_either()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var key = new SecurityKey();
        using (var page = await client.GetPageAsync("/admin/account/passkeys"))
        using (await client.PostFormAsync(page, "form[data-passkey]", [("Name", "Office"), ("Credential", key.Create(await OptionsAsync(client, page), site.Origin))]))
        await using (var db = site.Database())
        {
            (await db.Users.SingleAsync(p => p.Id == client.Id, TestContext.Current.CancellationToken)).DeactivatedAt = DateTime.UnixEpoch;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var other = DeskClient.Stranger(site);
        using var refused = await EnterAsync(other, key);
        Assert.Equal("/admin/sign-in", refused.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"id\":\"\\ud800\",\"type\":\"public-key\",\"response\":{}}")]
    public async Task A_passkey_that_is_none_is_refused_in_words(string credential)
    {
        using var stranger = DeskClient.Stranger(site);
        using var page = await stranger.GetPageAsync("/admin/sign-in");
        foreach (var hasAsked in new[] { false, true })
        {
            if (hasAsked)
                await OptionsAsync(stranger, page);
            using var response = await stranger.PostFormAsync(page, "form[data-passkey]", [("Credential", credential)]);
            using var door = await stranger.FollowAsync(response);
            Assert.Contains("The passkey did not work", door.TextOf("[role=status]"), StringComparison.Ordinal);
        }
    }

    private static async Task<HttpResponseMessage> EnterAsync(DeskClient client, SecurityKey key)
    {
        using var door = await client.GetPageAsync("/admin/sign-in");
        return await client.PostFormAsync(door, "form[data-passkey]", [("Credential", key.Get(await OptionsAsync(client, door), client.Site.Origin))]);
    }

    /// <summary>As the script asks; from then on the browser says where its requests come from.</summary>
    private static async Task<string> OptionsAsync(DeskClient client, IHtmlDocument page)
    {
        client.DefaultRequestHeaders.Remove("Origin");
        client.DefaultRequestHeaders.Add("Origin", client.Site.Origin);
        var form = (IHtmlFormElement)page.QuerySelector("form[data-passkey]")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(form.GetAttribute("data-options")!, UriKind.Relative));
        request.Headers.Add("RequestVerificationToken", Support.Forms.FieldsOf(form).First(f => f.Name == "__RequestVerificationToken").Value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
