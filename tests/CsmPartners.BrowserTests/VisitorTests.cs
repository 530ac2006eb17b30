using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>What a visitor does.</summary>
public sealed class VisitorTests(Browser browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_visitor_narrows_the_list_and_keeps_the_choice_in_another_language(bool script)
    {
        var page = await browser.OpenAsync("/en/partners", script: script);
        await page.ClickAsync("summary:has-text('Kind of institution')");
        await page.CheckAsync("label:has-text('Library') input");
        if (script)
            await page.ClickAsync("h1");
        else
            await page.ClickAsync(".filters button");
        await page.WaitForURLAsync("**/en/partners?institution=library");
        await page.ClickAsync("[data-language=ru]");
        await page.WaitForURLAsync("**/ru/partners?institution=library");
        Assert.Equal("ru", await page.GetAttributeAsync("html", "lang"));
        Assert.Equal("Библиотека", (await page.TextContentAsync(".chips a"))?.Replace("×", "", StringComparison.Ordinal).Trim());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_language_last_chosen_is_remembered_at_the_bare_address()
    {
        var page = await browser.OpenAsync("/kk");
        await page.ClickAsync("[data-language=ru]");
        await page.WaitForURLAsync("**/ru");
        await page.GotoAsync("/");
        Assert.EndsWith("/ru", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task With_the_keyboard_alone_a_visitor_skips_to_the_content_and_opens_a_filter()
    {
        var page = await browser.OpenAsync("/en/partners");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#content", await Focused(page, "e => e.getAttribute('href')"));
        await page.Keyboard.PressAsync("Enter");
        for (var i = 0; i < 20 && await Focused(page, "e => e.tagName") != "SUMMARY"; i++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("true", await Focused(page, "e => String(e.parentElement.open)"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("false", await Focused(page, "e => String(e.parentElement.open)"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_reader_s_settings_stay_and_lead_back_to_the_page_they_came_from()
    {
        var page = await browser.OpenAsync("/ru/partners?institution=library", script: false);
        await page.ClickAsync(".display-link");
        await page.CheckAsync("[name=text][value=large]");
        await page.CheckAsync("[name=scheme][value=dark]");
        await page.ClickAsync("main button");
        Assert.EndsWith("/ru/partners?institution=library", page.Url, StringComparison.Ordinal);
        Assert.Equal("large", await page.GetAttributeAsync("html", "data-text"));
        Assert.Equal("dark", await page.GetAttributeAsync("html", "data-scheme"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task On_a_narrow_window_the_menu_opens_without_script_and_closes_with_Escape()
    {
        var page = await browser.OpenAsync("/ru/partners", width: 360, script: false);
        var exhibitions = page.Locator(".sections a[href='/ru/exhibitions']");
        Assert.False(await exhibitions.IsVisibleAsync());
        await page.ClickAsync(".menu-button");
        Assert.True(await exhibitions.IsVisibleAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await exhibitions.IsVisibleAsync());
        await page.ClickAsync(".menu-button");
        await exhibitions.ClickAsync();
        await page.WaitForURLAsync("**/ru/exhibitions");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Paper_carries_the_content_and_its_address_but_no_controls()
    {
        var page = await browser.OpenAsync("/en/partners/kunstkamera");
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        Assert.True(await page.Locator("h1").IsVisibleAsync());
        Assert.True(await page.Locator(".cite").IsVisibleAsync());
        foreach (var control in new[] { ".sections", ".languages", ".crumbs", ".colophon nav" })
            Assert.False(await page.Locator(control).IsVisibleAsync(), control);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/kk")]
    [InlineData("/ru/partners")]
    public async Task The_page_is_light_to_load_and_asks_no_other_host(string address)
    {
        var page = await browser.OpenAsync("about:blank");
        var client = await page.Context.NewCDPSessionAsync(page);
        await client.SendAsync("Network.enable");
        var sizes = new Dictionary<string, double>();
        var addresses = new Dictionary<string, string>();
        client.Event("Network.responseReceived").OnEvent += (_, e) =>
            addresses[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("response").GetProperty("url").GetString()!;
        client.Event("Network.loadingFinished").OnEvent += (_, e) =>
            sizes[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("encodedDataLength").GetDouble();
        await page.GotoAsync(browser.Origin + address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        // What came from the cache or stands in the style sheet itself has no size.
        var loaded = sizes.Where(s => s.Value > 0).Select(s => $"{s.Value,8:0} {addresses[s.Key]}").ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', loaded));
        Assert.All(addresses.Values.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)), url => Assert.StartsWith(browser.Origin, url, StringComparison.Ordinal));
        Assert.True(loaded.Count is >= 5 and <= 6, string.Join('\n', loaded));
        Assert.True(sizes.Values.Sum() <= 90_000, string.Join('\n', loaded));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Nothing_on_a_page_breaks_the_content_security_policy()
    {
        foreach (var address in new[] { "/kk", "/ru/partners", "/en/display", "/kk/timeline", "/kk/map", "/en/countries", "/ru/contact" })
        {
            var page = await browser.OpenAsync("about:blank");
            var messages = new List<string>();
            page.Console += (_, message) => messages.Add(message.Text);
            await page.GotoAsync(browser.Origin + address, new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.Equal([], messages);
            await page.Context.CloseAsync();
        }
    }

    [Theory]
    [InlineData("/kk")]
    [InlineData("/ru/partners/kunstkamera")]
    [InlineData("/en/exhibitions?year=2014")]
    public async Task What_a_page_says_to_machines_is_data_to_the_browser_and_no_script(string address)
    {
        var page = await browser.OpenAsync("about:blank");
        await page.AddInitScriptAsync("window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective + ' ' + e.blockedURI))");
        await page.GotoAsync(browser.Origin + address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Empty(await page.EvaluateAsync<string[]>("() => refused"));
        Assert.Equal("https://schema.org", await page.EvaluateAsync<string>("() => JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@context']"));
        // That the browser would have told: it throws and says so.
        await page.EvaluateAsync("() => { try { document.head.append(Object.assign(document.createElement('script'), { textContent: '1' })) } catch { } }");
        Assert.NotEmpty(await page.EvaluateAsync<string[]>("() => refused"));
        await page.Context.CloseAsync();
    }

    private static Task<string> Focused(IPage page, string property) => page.EvaluateAsync<string>($"() => ({property})(document.activeElement)");
}
