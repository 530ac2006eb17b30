using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>Citing a page, as a researcher does.</summary>
public sealed class CitationTests(Browser browser)
{
    [Fact]
    public async Task A_citation_is_copied_as_it_stands_and_the_button_says_so()
    {
        var page = await browser.OpenAsync("/ru/partners/kunstkamera");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var messages = new List<string>();
        page.Console += (_, message) => messages.Add(message.Text);
        await page.ClickAsync("#cite");
        var citation = page.Locator(".cite dd").First;
        var button = citation.Locator("button");
        await button.WaitForAsync();
        Assert.Equal("Копировать: ГОСТ Р 7.0.5–2008", await button.GetAttributeAsync("aria-label"));
        var words = (await citation.TextContentAsync())!.Replace("Копировать", "", StringComparison.Ordinal).Trim();
        await button.ClickAsync();
        await page.Locator(".cite button:has-text('Скопировано')").WaitForAsync();
        Assert.Equal(words, await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        Assert.Contains("(дата обращения: ", words, StringComparison.Ordinal);
        Assert.Equal([], messages);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_citations_open_and_the_files_are_saved_under_telling_names()
    {
        var page = await browser.OpenAsync("/kk/partners/kunstkamera", script: false);
        Assert.False(await page.Locator(".cite dd").First.IsVisibleAsync());
        await page.FocusAsync("#cite");
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator(".cite dd").First.IsVisibleAsync());
        Assert.Equal(0, await page.Locator(".cite button").CountAsync());
        foreach (var extension in new[] { "bib", "ris" })
        {
            var saved = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync($".cite a[href$='.{extension}']"));
            Assert.Equal($"csm-partners-kunstkamera-kk.{extension}", saved.SuggestedFilename);
        }

        await page.Context.CloseAsync();
    }
}
