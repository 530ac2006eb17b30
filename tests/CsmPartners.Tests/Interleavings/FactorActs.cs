using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Interleavings;

/// <summary>What the editor does to a second factor and to passkeys, as requests that are ready to be sent.</summary>
internal static class FactorActs
{
    /// <summary>The editor's second factor.</summary>
    public static async Task<(string Key, List<string> Codes)> SwitchOnAsync(this InterleavingSite site)
    {
        using var page = await site.Editor.GetPageAsync("/admin/account/second-factor");
        var key = page.TextOf(".desk-steps code");
        using var response = await site.Editor.PostFormAsync(page, "form[action='/admin/account/second-factor']", [("Code", Authenticator.Code(key))]);
        using var shown = await response.PageAsync();
        return (key, [.. shown.QuerySelectorAll(".desk-codes code").Select(c => c.TextContent)]);
    }

    /// <summary>From a browser of its own that has given the password.</summary>
    public static async Task<Request> CodeAsync(this InterleavingSite site, string code)
    {
        using var browser = DeskClient.Stranger(site);
        using var half = await browser.SignInAsync(site.Editor.Email, DeskClient.Password);
        using var step = await browser.FollowAsync(half);
        return await Request.PostAsync(browser, step, "form[action='/admin/sign-in/code']", [("Code", code)]);
    }

    public static async Task AddedPasskeyAsync(this InterleavingSite site, SecurityKey key, string name)
    {
        using var page = await site.Editor.GetPageAsync("/admin/account/passkeys");
        using var added = await site.Editor.PostFormAsync(page, "form[data-passkey]", [("Name", name), ("Credential", key.Create(await OptionsAsync(site, site.Editor, page), site.Origin))]);
        Assert.True(added.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect);
    }

    public static async Task<Act> AddPasskeyAsync(this InterleavingSite site, SecurityKey key, string name)
    {
        using var page = await site.Editor.GetPageAsync("/admin/account/passkeys");
        return site.Act($"add {name}", await Request.PostAsync(site.Editor, page, "form[data-passkey]", [("Name", name), ("Credential", key.Create(await OptionsAsync(site, site.Editor, page), site.Origin))]));
    }

    /// <summary>From a browser of its own.</summary>
    public static async Task<Act> EnterByPasskeyAsync(this InterleavingSite site, SecurityKey key)
    {
        using var browser = DeskClient.Stranger(site);
        using var door = await browser.GetPageAsync("/admin/sign-in");
        var options = await OptionsAsync(site, browser, door);
        return site.Act("passkey", await Request.PostAsync(browser, door, "form[data-passkey]", [("Credential", key.Get(options, site.Origin))]));
    }

    public static async Task<Act> RemovePasskeyAsync(this InterleavingSite site) => site.Act("remove", await Request.PostAsync(site.Editor, "/admin/account/passkeys", "form[action$='/removal']", ("Password", DeskClient.Password)));

    private static async Task<string> OptionsAsync(InterleavingSite site, DeskClient person, IHtmlDocument page)
    {
        person.DefaultRequestHeaders.Remove("Origin");
        person.DefaultRequestHeaders.Add("Origin", site.Origin);
        var form = (IHtmlFormElement)page.QuerySelector("form[data-passkey]")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(form.GetAttribute("data-options")!, UriKind.Relative));
        request.Headers.Add("RequestVerificationToken", Support.Forms.FieldsOf(form).First(f => f.Name == "__RequestVerificationToken").Value);
        using var response = await person.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
