using CsmPartners.Staff;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>axe on the desk, light and dark, and at the width of a phone.</summary>
public sealed class DeskAccessibilityTests(Browser browser)
{
    public static TheoryData<string> Screens =>
    [
        "/admin", "/admin/media", "/admin/media/new", "/admin/partners/new", "/admin/exhibitions/new", "/admin/publications/new",
        "/admin/partners", "/admin/entries/1", "/admin/entries/1/compare?from=1&to=1", "/admin/translations", "/admin/people", "/admin/audit", "/admin/settings", "/admin/account", "/admin/bin",
    ];

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Axe_finds_nothing_wrong_and_no_screen_is_wider_than_a_phone(string address)
    {
        var messages = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await browser.WorkAsync("about:blank", StaffRole.Administrator, "kk", scheme: scheme);
            page.Console += (_, message) => messages.Add(message.Text);
            await page.GotoAsync(browser.Origin + address, new() { WaitUntil = WaitUntilState.NetworkIdle });
            await ExamineAsync(page);
            await page.SetViewportSizeAsync(320, 800);
            await AssertFitsAsync(page);
            await page.Context.CloseAsync();
        }

        Assert.Equal([], messages);
    }

    [Fact]
    public async Task The_form_with_everything_open_on_it_has_nothing_wrong_either()
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await browser.WorkAsync("/admin/exhibitions/new", language: "ru", scheme: scheme);
            await page.FillAsync("#Starts", "2014-02-30");
            await page.FillAsync("#Title-Ru", new string('я', 301));
            await page.FillAsync("#Body-Ru", "## Часть\n\nТекст с **выделением**.");
            await page.ClickAsync(".save-bar button");
            await page.Locator(".problems").WaitForAsync();
            await page.ClickAsync("[data-preview=Body-Ru]");
            await page.ClickAsync("#People");
            await page.ClickAsync("[data-rows=People] > .row:nth-of-type(2) .row-remove");
            await page.Locator(".text-preview .prose").WaitForAsync();
            await ExamineAsync(page);
            await page.SetViewportSizeAsync(320, 800);
            await AssertFitsAsync(page);
            await page.Context.CloseAsync();
        }
    }

    private static async Task ExamineAsync(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
        Assert.Equal([], result.Violations.Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
    }

    private static async Task AssertFitsAsync(IPage page)
    {
        var wide = await page.EvaluateAsync<string[]>(
            """
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className).slice(0, 5)
            """);
        Assert.Equal([], wide);
    }
}
