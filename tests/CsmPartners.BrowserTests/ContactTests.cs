using CsmPartners.Tests.Support;
using CsmPartners.Visitors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>A visitor writes to the museum, with the keyboard alone.</summary>
public sealed class ContactTests(Browser browser)
{
    private const string Send = ".letter-form button";

    [Theory]
    [InlineData("kk", true)]
    [InlineData("ru", false)]
    public async Task A_mistake_is_pointed_out_by_keyboard_with_script_and_without(string language, bool script)
    {
        var page = await browser.OpenAsync($"/{language}/partners/kunstkamera", script: script);
        await page.ClickAsync(".mistake a");
        await page.WaitForURLAsync($"**/{language}/contact?about=partner:kunstkamera");
        var hands = Hands.At(page, keyboard: true);
        await hands.PressAsync(Send);
        // What is wrong is read first, and its link leads into the field.
        Assert.Equal("problems", await FocusedAsync(page, "e => e.className"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("Text", await FocusedAsync(page, "e => e.id"));
        Assert.Equal("correction", await page.EvaluateAsync<string>("() => document.querySelector('[name=kind]:checked').value"));

        var mark = $"{Guid.NewGuid():N}";
        await hands.TypeAsync("#Text", $"Жылы басқа: 2014 емес, 2013. {mark}");
        await hands.TypeAsync("#Email", "no address");
        await Task.Delay(CsmPartners.Web.Site.Contact.FormSeals.Quickest, TestContext.Current.CancellationToken);
        await hands.PressAsync(Send);
        Assert.Equal(["#Email"], await page.Locator(".problems a").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))"));
        Assert.Contains(mark, await page.InputValueAsync("#Text"), StringComparison.Ordinal);
        await hands.TypeAsync("#Email", "reader@example.kz");
        await hands.PressAsync(Send);
        await page.WaitForURLAsync("**/contact/thanks?about=partner:kunstkamera");
        // Loaded anew, the page sends nothing anew.
        await page.ReloadAsync();
        await using (var db = browser.Site.Database())
        {
            var letter = await db.Letters.SingleAsync(l => l.Text.Contains(mark), TestContext.Current.CancellationToken);
            Assert.Equal((LetterState.New, LetterKind.Correction, language, browser.EntryId("kunstkamera")), (letter.State, letter.Kind, letter.Language, letter.EntryId));
        }
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Nobody_who_sees_hears_or_tabs_through_the_form_meets_the_trap()
    {
        var page = await browser.OpenAsync("/en/contact");
        Assert.False(await page.Locator("[name=website]").IsVisibleAsync());
        Assert.DoesNotContain("Leave this field empty", await page.Locator("main").AriaSnapshotAsync(), StringComparison.Ordinal);
        await page.FocusAsync("#Email");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("BUTTON", await FocusedAsync(page, "e => e.tagName"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Axe_finds_nothing_wrong_with_a_form_to_be_mended(string language)
    {
        var page = await browser.OpenAsync($"/{language}/contact?about=partner:kunstkamera", width: 320);
        await page.FillAsync("#Email", "no address");
        await page.ClickAsync(Send);
        await page.Locator(".problems").WaitForAsync();
        Assert.Empty(await page.TooWideAsync());
        await page.SetViewportSizeAsync(1280, 900);
        var wrong = new List<string>(await page.WrongAsync());
        wrong.AddRange(await page.FaintInHighContrastAsync());
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.ReadAsAsync("", "largest");
        wrong.AddRange((await page.WrongAsync()).Select(w => $"Dark, in the largest type: {w}"));
        await page.SetViewportSizeAsync(480, 800);
        wrong.AddRange((await page.TooWideAsync()).Select(w => $"In the largest type {w}"));
        Assert.Equal([], wrong);
        await page.Context.CloseAsync();
    }

    private static Task<string> FocusedAsync(IPage page, string property) => page.EvaluateAsync<string>($"() => ({property})(document.activeElement)");
}
