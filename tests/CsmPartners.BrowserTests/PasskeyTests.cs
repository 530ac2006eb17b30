using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>Passkeys in the browser's own hands, with an authenticator that Chromium plays.</summary>
public sealed class PasskeyTests(Browser browser)
{
    private const string Failed = "[data-passkey-failed]";

    [Fact]
    public async Task A_passkey_is_added_opens_the_desk_and_opens_it_no_more_once_removed()
    {
        var (page, device) = await SignInAsync("en");
        await AddAsync(page, "Office computer");
        await Assertions.Expect(page.Locator(".desk-codes li")).ToHaveCountAsync(10);
        await page.GotoAsync("/admin/account/passkeys");
        await Assertions.Expect(page.Locator("main h2")).ToHaveTextAsync("Office computer");

        await SignOutAsync(page);
        await page.ClickAsync("form[data-passkey=get] button");
        await Assertions.Expect(page.Locator(".desk-sections")).ToBeVisibleAsync();

        await page.GotoAsync("/admin/account/passkeys");
        await page.ClickAsync("form[action$='/removal'] button");
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main h2")).ToHaveCountAsync(0);

        // The device still has it.
        Assert.Equal(1, await device.CountAsync());
        await SignOutAsync(page);
        await page.ClickAsync("form[data-passkey=get] button");
        await Assertions.Expect(page.Locator(".notice")).ToHaveTextAsync("The passkey did not work. Try again, or use your password.");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("kk", "Кілт қосылмады", "Кіру кілті жұмыс істемеді")]
    [InlineData("ru", "Ключ не добавлен", "С ключом доступа не получилось")]
    [InlineData("en", "The passkey was not added", "The passkey did not work")]
    public async Task Whoever_cancels_is_told_so_in_their_language_and_can_try_again(string language, string notAdded, string notOpened)
    {
        var (page, device) = await SignInAsync(language);
        await device.RefuseAsync(true);
        await AddAsync(page, "Телефон");
        await Assertions.Expect(page.Locator(Failed)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(Failed)).ToContainTextAsync(notAdded);
        Assert.Equal("Телефон", await page.InputValueAsync("#Name"));
        await Assertions.Expect(page.Locator("main h2")).ToHaveCountAsync(0);
        await device.RefuseAsync(false);
        await page.ClickAsync("form[data-passkey=create] button");
        await Assertions.Expect(page.Locator(".desk-codes li")).ToHaveCountAsync(10);

        await SignOutAsync(page);
        await device.RefuseAsync(true);
        await page.ClickAsync("form[data-passkey=get] button");
        await Assertions.Expect(page.Locator(Failed)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(Failed)).ToContainTextAsync(notOpened);
        Assert.EndsWith("/admin/sign-in", page.Url, StringComparison.Ordinal);
        await device.RefuseAsync(false);
        await page.ClickAsync("form[data-passkey=get] button");
        await Assertions.Expect(page.Locator(".desk-sections")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_a_name_the_device_is_not_even_asked()
    {
        var (page, device) = await SignInAsync("ru");
        await AddAsync(page, "  ");
        await Assertions.Expect(page.Locator("#Name-error")).ToBeVisibleAsync();
        Assert.Equal(0, await device.CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Until_the_script_is_there_nothing_can_be_pressed_that_needs_it()
    {
        var door = await browser.OpenAsync("/admin/sign-in", script: false);
        await Assertions.Expect(door.Locator("form[action='/admin/sign-in'] button")).ToBeVisibleAsync();
        await Assertions.Expect(door.Locator("form[data-passkey] button")).ToBeHiddenAsync();
        await door.Context.CloseAsync();
        var own = await browser.WorkAsync("/admin/account/passkeys", script: false);
        await Assertions.Expect(own.Locator("[data-passkey-missing]")).ToBeVisibleAsync();
        await Assertions.Expect(own.Locator("form[data-passkey] button")).ToBeHiddenAsync();
        await own.Context.CloseAsync();
    }

    private static async Task AddAsync(IPage page, string name)
    {
        await page.GotoAsync("/admin/account/passkeys");
        await page.FillAsync("#Name", name);
        await page.ClickAsync("form[data-passkey=create] button");
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.ClickAsync("form[action='/admin/sign-out'] button");
        await page.Locator("form[data-passkey=get] button").WaitForAsync();
    }

    private async Task<(IPage Page, Device Device)> SignInAsync(string language)
    {
        var person = await DeskClient.PersonAsync(browser.Site, StaffRole.Editor, language);
        // A passkey belongs to a name; a number is none.
        var page = await browser.OpenAsync("/admin/sign-in", origin: browser.Origin.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), language: language);
        var device = await Device.BesideAsync(page);
        await page.FillAsync("#Email", person.Email!);
        await page.FillAsync("#Password", DeskClient.Password);
        await page.ClickAsync("form[action='/admin/sign-in'] button");
        return (page, device);
    }

    /// <summary>A telephone or computer that keeps passkeys and knows its owner's finger.</summary>
    private sealed class Device(ICDPSession session, string id)
    {
        public static async Task<Device> BesideAsync(IPage page)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("WebAuthn.enable");
            var made = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
            {
                ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
            });
            return new(session, made!.Value.GetProperty("authenticatorId").GetString()!);
        }

        /// <summary>From now on the owner does not, or does, show the finger.</summary>
        public async Task RefuseAsync(bool refuses) =>
            await session.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = id, ["isUserVerified"] = !refuses });

        public async Task<int> CountAsync() =>
            (await session.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = id }))!.Value.GetProperty("credentials").GetArrayLength();
    }
}
