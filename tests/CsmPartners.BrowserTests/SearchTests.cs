using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>How a visitor searches.</summary>
public sealed class SearchTests(Browser browser)
{
    [Theory]
    [InlineData("kk", "Эрмитаждың", "Мемлекеттік Эрмитаж")]
    [InlineData("ru", "эрмитажем", "Государственный Эрмитаж")]
    [InlineData("en", "hermitage", "State Hermitage Museum")]
    public async Task Without_script_the_field_on_every_page_finds(string language, string typed, string title)
    {
        var page = await browser.OpenAsync($"/{language}/timeline", width: 360, script: false);
        await page.FillAsync(".masthead input[type=search]", typed);
        await page.PressAsync(".masthead input[type=search]", "Enter");
        await page.WaitForURLAsync($"**/{language}/search?q=*");
        Assert.Equal(title, await page.TextContentAsync(".hit h2"));
        await page.ClickAsync(".hit h2 a");
        Assert.Equal(title, await page.TextContentAsync("h1"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Suggestions_are_chosen_with_the_keyboard_alone()
    {
        var page = await browser.OpenAsync("/ru/partners");
        var field = page.Locator(".masthead input[type=search]");
        await field.FocusAsync();
        await page.Keyboard.TypeAsync("кунстк");
        await page.WaitForSelectorAsync(".masthead [role=option]:first-child:has-text('Кунсткамера')");
        Assert.Equal("true", await field.GetAttributeAsync("aria-expanded"));
        Assert.Null(await field.GetAttributeAsync("aria-activedescendant"));
        await page.Keyboard.PressAsync("ArrowDown");
        var chosen = page.Locator($"#{await field.GetAttributeAsync("aria-activedescendant")}");
        Assert.Equal("true", await chosen.GetAttributeAsync("aria-selected"));
        Assert.Empty(await page.WrongAsync());
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/ru/partners/kunstkamera");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Suggestions_that_arrive_late_leave_the_chosen_one_alone()
    {
        var page = await browser.OpenAsync("/ru/partners");
        var field = page.Locator(".masthead input[type=search]");
        await field.FocusAsync();
        await page.Keyboard.TypeAsync("кунстк");
        await page.WaitForSelectorAsync(".masthead [role=option]:first-child:has-text('Кунсткамера')");
        // The headers of the next answer arrive, its body only when the test says so.
        await page.EvaluateAsync("""
            () => {
                const json = Response.prototype.json;
                window.arrived = new Promise(arrive => Response.prototype.json = async function () {
                    arrive();
                    await new Promise(go => window.go = go);
                    return json.call(this);
                });
            }
            """);
        await page.Keyboard.TypeAsync("а");
        await page.EvaluateAsync("() => window.arrived");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.EvaluateAsync("async () => { window.go(); await new Promise(done => setTimeout(done, 100)); }");
        Assert.NotNull(await field.GetAttributeAsync("aria-activedescendant"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/ru/partners/kunstkamera");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Escape_closes_the_suggestions_and_Enter_then_searches_for_what_was_typed()
    {
        var page = await browser.OpenAsync("/kk");
        var field = page.Locator(".masthead input[type=search]");
        await field.FocusAsync();
        await page.Keyboard.TypeAsync("музей");
        await page.WaitForSelectorAsync(".masthead [role=option]");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(("false", "музей"), (await field.GetAttributeAsync("aria-expanded"), await field.InputValueAsync()));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/kk/search?q=*");
        Assert.Equal("музей", await page.InputValueAsync("#asked"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_suggestion_is_chosen_with_the_pointer()
    {
        var page = await browser.OpenAsync("/en/search");
        await page.Locator("#asked").FocusAsync();
        await page.Keyboard.TypeAsync("Topkap");
        // Answers to fewer letters may come first.
        await page.ClickAsync(".search-form [role=option]:has-text('Topkap')");
        await page.WaitForURLAsync("**/en/partners/topkapi-palace-museum");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_may_have_been_meant_is_one_click_away_and_filters_keep_the_question()
    {
        var page = await browser.OpenAsync("/kk/search?q=0fpf0cnfy");
        await page.ClickAsync(".search-notice a");
        await page.WaitForURLAsync(url => url.EndsWith("q=" + Uri.EscapeDataString("қазақстан"), StringComparison.Ordinal));
        Assert.Equal("қазақстан", await page.InputValueAsync("#asked"));
        await page.ClickAsync(".facet summary >> nth=0");
        await page.CheckAsync(".facet[open] li:first-child input");
        await page.ClickAsync("h1");
        await page.WaitForURLAsync(url => url.Contains("kind=", StringComparison.Ordinal));
        Assert.Equal("қазақстан", await page.InputValueAsync("#asked"));
        await page.Context.CloseAsync();
    }
}
