using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Codes of the second step: each opens once.</summary>
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
}
