using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>axe on every kind of page, light and dark; and that no page is wider than its window.</summary>
public sealed class AccessibilityTests(Browser browser)
{
    public static TheoryData<string> KindsOfPages =>
    [
        "/kk", "/ru/partners", "/en/partners?country=ru&institution=museum", "/en/partners?country=fr&cooperation=regional",
        "/kk/partners/kunstkamera", "/ru/countries", "/en/countries/ru", "/kk/projects", "/ru/projects/kazakh-collections-of-the-russian-museum-of-ethnography",
        "/en/exhibitions", "/kk/exhibitions/applied-art-of-turkmenistan-2014", "/ru/trainings/staff-training-british-museum",
        "/en/agreements/agreement-tang-west-market-museum-2014", "/kk/events/museums-of-central-asia-seminar-2013",
        "/ru/publications/month-at-the-museum-guide", "/kk/timeline", "/en/about", "/ru/contacts", "/kk/display", "/ru/no-such-page",
    ];

    [Theory]
    [MemberData(nameof(KindsOfPages))]
    public async Task Axe_finds_nothing_wrong_in_light_and_dark(string address)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await browser.OpenAsync(address, scheme: scheme);
            foreach (var details in await page.Locator("details").AllAsync())
                await details.EvaluateAsync("d => { d.removeAttribute('name'); d.open = true; }");
            var result = await page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
            Assert.Equal([], result.Violations.Select(v => $"{scheme} {v.Id}: {v.Nodes[0].Html}"));
            await page.Context.CloseAsync();
        }
    }

    [Theory]
    [MemberData(nameof(KindsOfPages))]
    public async Task Axe_finds_nothing_wrong_in_high_contrast_and_the_largest_type(string address)
    {
        var page = await browser.OpenAsync("/en/display");
        await page.CheckAsync("[name=text][value=largest]");
        await page.CheckAsync("[name=contrast][value=high]");
        await page.ClickAsync("main button");
        await page.GotoAsync(address);
        Assert.Equal("largest", await page.GetAttributeAsync("html", "data-text"));
        var result = await page.RunAxe();
        Assert.Equal([], result.Violations.Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
        await page.SetViewportSizeAsync(480, 800);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The largest type makes the page wider than its window");
        await page.Context.CloseAsync();
    }

    [Theory]
    [MemberData(nameof(KindsOfPages))]
    public async Task No_page_is_wider_than_a_small_window(string address)
    {
        // 320 CSS pixels: also what 400 % zoom leaves of a window of 1280.
        var page = await browser.OpenAsync(address, width: 320);
        var wide = await page.EvaluateAsync<string[]>(
            """
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className).slice(0, 5)
            """);
        Assert.Equal([], wide);
        await page.Context.CloseAsync();
    }
}
