using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Codes and passkeys: each code opens once, and what one adds another does not lose.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class FactorOrderTests(InterleavingSite site)
{
    [Fact]
    public async Task One_code_sent_twice_at_once_opens_once()
    {
        await site.BeginAsync();
        var (key, _) = await SwitchOnAsync();
        var (one, other) = (await CodeAsync("000000"), await CodeAsync("000000"));
        await site.ExploreAsync(
            order => OnceAsync(order, 10),
            new Act("code", () => site.SendAsync(one.With("000000", Authenticator.Code(key)))),
            new Act("the same code", () => site.SendAsync(other.With("000000", Authenticator.Code(key)))));
    }

    [Fact]
    public async Task One_recovery_code_sent_twice_at_once_opens_once()
    {
        await site.BeginAsync();
        var (_, codes) = await SwitchOnAsync();
        await site.ExploreAsync(
            order => OnceAsync(order, 9),
            site.Act("recovery code", await CodeAsync(codes[0])),
            site.Act("the same code", await CodeAsync(codes[0])));
    }

    [Fact]
    public async Task Two_recovery_codes_sent_at_once_are_both_used_up()
    {
        await site.BeginAsync();
        var (_, codes) = await SwitchOnAsync();
        await site.ExploreAsync(
            async order => Assert.Equal(10 - order.Taken, await CodesLeftAsync(order)),
            site.Act("recovery code", await CodeAsync(codes[0])),
            site.Act("another", await CodeAsync(codes[1])));
    }

    [Fact]
    public async Task A_passkey_added_while_another_is_removed_stays()
    {
        await site.BeginAsync();
        using var old = new SecurityKey();
        using var more = new SecurityKey();
        await AddedAsync(old, "Old");
        await site.ExploreAsync(
            async order =>
            {
                var names = await NamesAsync(order);
                var lines = await order.LinesAsync();
                Assert.Equal(lines.Contains(AuditAction.PasskeyAdded), names.Contains("More"));
                Assert.Equal(lines.Contains(AuditAction.PasskeyRemoved), !names.Contains("Old"));
                Assert.Equal(lines.Distinct(), lines);
            },
            await AddAsync(more, "More"),
            await RemoveAsync());
    }

    [Fact]
    public async Task Two_passkeys_added_at_once_are_both_there_or_one_is_refused()
    {
        await site.BeginAsync();
        using var one = new SecurityKey();
        using var other = new SecurityKey();
        await site.ExploreAsync(
            async order => Assert.Equal((await order.LinesAsync()).Count(l => l == AuditAction.PasskeyAdded), (await NamesAsync(order)).Count),
            await AddAsync(one, "One"),
            await AddAsync(other, "Other"));
    }

    [Fact]
    public async Task A_passkey_removed_twice_at_once_is_removed_once()
    {
        await site.BeginAsync();
        using var old = new SecurityKey();
        await AddedAsync(old, "Old");
        await site.ExploreAsync(
            async order =>
            {
                Assert.Empty(await NamesAsync(order));
                Assert.Single(await order.LinesAsync(), AuditAction.PasskeyRemoved);
            },
            await RemoveAsync(),
            await RemoveAsync());
    }

    private async Task<(string Key, List<string> Codes)> SwitchOnAsync()
    {
        using var page = await site.Editor.GetPageAsync("/admin/account/second-factor");
        var key = page.TextOf(".desk-steps code");
        using var response = await site.Editor.PostFormAsync(page, "form[action='/admin/account/second-factor']", [("Code", Authenticator.Code(key))]);
        using var shown = await response.PageAsync();
        return (key, [.. shown.QuerySelectorAll(".desk-codes code").Select(c => c.TextContent)]);
    }

    /// <summary>From a browser of its own that has given the password.</summary>
    private async Task<Request> CodeAsync(string code)
    {
        using var browser = DeskClient.Stranger(site);
        using var half = await browser.SignInAsync(site.Editor.Email, DeskClient.Password);
        using var step = await browser.FollowAsync(half);
        return await Request.PostAsync(browser, step, "form[action='/admin/sign-in/code']", [("Code", code)]);
    }

    private async Task OnceAsync(Order order, int codesLeft)
    {
        Assert.Equal(1, order.Taken);
        Assert.Single(await order.LinesAsync(), AuditAction.SignedIn);
        Assert.Equal(codesLeft, await CodesLeftAsync(order));
    }

    private Task<int> CodesLeftAsync(Order order) => order.ReadAsync(async db =>
        (await db.UserTokens.Where(t => t.UserId == site.Editor.Id && t.Name == "RecoveryCodes").Select(t => t.Value).SingleAsync())!.Split(';', StringSplitOptions.RemoveEmptyEntries).Length);

    private async Task AddedAsync(SecurityKey key, string name)
    {
        using var page = await site.Editor.GetPageAsync("/admin/account/passkeys");
        using var added = await site.Editor.PostFormAsync(page, "form[data-passkey]", [("Name", name), ("Credential", key.Create(await OptionsAsync(page), site.Origin))]);
        Assert.Equal(System.Net.HttpStatusCode.OK, added.StatusCode);
    }

    private async Task<Act> AddAsync(SecurityKey key, string name)
    {
        using var page = await site.Editor.GetPageAsync("/admin/account/passkeys");
        return site.Act($"add {name}", await Request.PostAsync(site.Editor, page, "form[data-passkey]", [("Name", name), ("Credential", key.Create(await OptionsAsync(page), site.Origin))]));
    }

    private async Task<Act> RemoveAsync() => site.Act("remove", await Request.PostAsync(site.Editor, "/admin/account/passkeys", "form[action$='/removal']", ("Password", DeskClient.Password)));

    private async Task<string> OptionsAsync(IHtmlDocument page)
    {
        site.Editor.DefaultRequestHeaders.Remove("Origin");
        site.Editor.DefaultRequestHeaders.Add("Origin", site.Origin);
        var form = (IHtmlFormElement)page.QuerySelector("form[data-passkey]")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(form.GetAttribute("data-options")!, UriKind.Relative));
        request.Headers.Add("RequestVerificationToken", Support.Forms.FieldsOf(form).First(f => f.Name == "__RequestVerificationToken").Value);
        using var response = await site.Editor.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task<List<string>> NamesAsync(Order order) =>
        order.ReadAsync(async db => (await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == site.Editor.Id).ToListAsync()).ConvertAll(p => p.Data.Name ?? ""));
}
