using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>What the form does for those who write.</summary>
public sealed class EditingTests(Browser browser)
{
    private const string Body = "#Body-En";

    [Fact]
    public async Task With_the_keyboard_alone_a_text_is_formatted_and_undone()
    {
        var page = await browser.WorkAsync("/admin/projects/new");
        await page.FocusAsync("[data-preview=Body-Ru]");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("bold", await Focused(page, "e => e.dataset.do"));
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("heading", await Focused(page, "e => e.dataset.do"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("Body-En", await Focused(page, "e => e.id"));
        await page.Keyboard.TypeAsync("Years");
        Assert.Equal("## Years", await page.InputValueAsync(Body));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+b");
        await page.Keyboard.TypeAsync("strong");
        Assert.Equal("## Years\n\n**strong**", await page.InputValueAsync(Body));
        await page.Keyboard.PressAsync("Shift+Control+ArrowLeft");
        await page.Keyboard.PressAsync("Control+b");
        Assert.Equal("## Years\n\nstrong", await page.InputValueAsync(Body));
        await page.Keyboard.PressAsync("Control+z");
        Assert.Equal("## Years\n\n**strong**", await page.InputValueAsync(Body));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Body-En", await Focused(page, "e => e.dataset.preview"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task From_the_middle_of_a_text_one_key_saves_and_a_link_leads_to_each_part()
    {
        var page = await browser.WorkAsync("/admin/pages/new");
        await page.FillAsync("#Title-En", "Saved by a key");
        await page.ClickAsync(Body);
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        foreach (var part in await page.Locator(".edit-parts a").AllAsync())
        {
            await part.PressAsync("Enter");
            await page.Keyboard.PressAsync("Tab");
            var id = (await part.GetAttributeAsync("href"))![1..];
            Assert.Equal(id, await Focused(page, "e => { const part = e.closest('section'); return part.id || part.getAttribute('aria-labelledby'); }"));
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_reference_to_an_entry_is_found_by_any_of_its_names()
    {
        var page = await browser.WorkAsync("/admin/projects/new");
        await page.FillAsync(Body, "with colleagues");
        await page.EvaluateAsync("() => document.querySelector('#Body-En').setSelectionRange(5, 15)");
        await page.ClickAsync(".toolbar[aria-controls=Body-En] [data-do=reference]");
        await page.Keyboard.TypeAsync("Эрмитаж");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal("with [[partner:state-hermitage-museum|colleagues]]", await page.InputValueAsync(Body));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_preview_is_what_visitors_read(bool script)
    {
        var page = await browser.WorkAsync($"/admin/entries/{browser.EntryId("kunstkamera")}/edit", script: script);
        IPage shown = page;
        if (script)
            await page.ClickAsync("[data-preview=Body-Ru]");
        else
            shown = await page.Context.RunAndWaitForPageAsync(() => page.ClickAsync("[data-preview=Body-Ru]"));
        await shown.Locator(".text-preview .prose").WaitForAsync();
        var drawn = await shown.InnerHTMLAsync(".text-preview .prose");
        await page.Context.NewPageAsync();
        var visitor = page.Context.Pages[^1];
        await visitor.GotoAsync("/ru/partners/kunstkamera");
        Assert.Equal((await visitor.InnerHTMLAsync(".prose")).Trim(), drawn.Trim());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_typed_survives_the_closing_of_the_window_and_is_offered_not_forced()
    {
        var page = await browser.WorkAsync("/admin/exhibitions/new");
        var context = page.Context;
        await page.FillAsync("#Title-Kk", "Алтын адам");
        await page.ClickAsync("#Participations");
        await page.FillAsync("#Participations-1-Partner", "Second");
        await page.CloseAsync(new() { RunBeforeUnload = false });
        page = await context.NewPageAsync();
        await page.GotoAsync("/admin/exhibitions/new");
        Assert.Equal("", await page.InputValueAsync("#Title-Kk"));
        await page.ClickAsync("[data-kept=back]");
        Assert.Equal("Алтын адам", await page.InputValueAsync("#Title-Kk"));
        Assert.Equal("Second", await page.InputValueAsync("#Participations-1-Partner"));
        await page.FillAsync("#Participations-1-Partner", "");
        await page.SelectOptionAsync("#Direction", "Abroad");
        await page.ClickAsync(".save-bar button");
        await page.WaitForURLAsync("**/edit");
        await page.GotoAsync("/admin/exhibitions/new");
        Assert.Equal(0, await page.Locator(".kept").CountAsync());
        await context.CloseAsync();
    }

    [Fact]
    public async Task Kept_text_on_top_of_an_older_revision_does_not_undo_a_colleagues_work()
    {
        var address = $"/admin/entries/{browser.EntryId("guimet-museum")}/edit";
        var first = await browser.WorkAsync(address, name: "Dana");
        await first.FillAsync("#Summary-En", "Kept by Dana.");
        await first.EvaluateAsync("() => dispatchEvent(new Event('pagehide'))");
        var second = await browser.WorkAsync(address, name: "Marat");
        await second.FillAsync("#Summary-Ru", "Сохранено Маратом.");
        await second.ClickAsync(".save-bar button");
        await second.Locator(".notice").WaitForAsync();
        first.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await first.GotoAsync(address);
        await first.ClickAsync("[data-kept=back]");
        await first.ClickAsync(".save-bar button");
        await first.Locator(".notice").WaitForAsync();
        Assert.Equal("Kept by Dana.", await first.InputValueAsync("#Summary-En"));
        Assert.Equal("Сохранено Маратом.", await first.InputValueAsync("#Summary-Ru"));
        await first.Context.CloseAsync();
        await second.Context.CloseAsync();
    }

    [Fact]
    public async Task Leaving_with_unsaved_text_asks_and_saving_does_not()
    {
        var page = await browser.WorkAsync("/admin/pages/new");
        var asked = 0;
        page.Dialog += (_, dialog) =>
        {
            asked++;
            _ = dialog.AcceptAsync();
        };
        await page.ClickAsync("#Title-En");
        await page.GotoAsync("/admin/pages/new");
        Assert.Equal(0, asked);
        await page.ClickAsync("#Title-En");
        await page.Keyboard.TypeAsync("A page");
        await page.GotoAsync("/admin/pages/new");
        Assert.Equal(1, asked);
        await page.ClickAsync("#Title-En");
        await page.Keyboard.TypeAsync("Another page");
        await page.DblClickAsync(".save-bar button");
        await page.WaitForURLAsync("**/edit");
        Assert.Equal(1, asked);
        Assert.Equal("Another page", await page.InputValueAsync("#Title-En"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Rows_are_added_and_removed_without_a_journey_and_can_be_brought_back()
    {
        var page = await browser.WorkAsync("/admin/projects/new");
        await page.ClickAsync("#People");
        Assert.Equal("People-1-Name-Kk", await Focused(page, "e => e.id"));
        await page.Keyboard.TypeAsync("Әлкей");
        await page.ClickAsync("[data-rows=People] > .row:nth-of-type(2) .row-remove");
        Assert.Equal("", await page.InputValueAsync("#People-1-Name-Kk"));
        Assert.False(await page.Locator("#People-1-Name-Kk").IsVisibleAsync());
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("Әлкей", await page.InputValueAsync("#People-1-Name-Kk"));
        Assert.True(await page.Locator("#People-1-Name-Kk").IsVisibleAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Dates_say_what_they_mean_and_texts_say_when_little_room_is_left()
    {
        var page = await browser.WorkAsync("/admin/projects/new", language: "kk");
        await page.FillAsync("#Starts", "2014-05");
        await Assertions.Expect(page.Locator("output[for=Starts]")).ToHaveTextAsync("2014 ж. мамыр");
        await page.FillAsync("#Starts", "2014-13");
        await Assertions.Expect(page.Locator("output[for=Starts]")).ToHaveTextAsync("");
        await page.FillAsync("#Title-Kk", new string('ә', 290));
        await Assertions.Expect(page.Locator(".counter")).ToHaveTextAsync("Тағы 10 таңба сыяды");
        await page.FillAsync("#Title-Kk", new string('ә', 303));
        await Assertions.Expect(page.Locator(".counter.over")).ToHaveTextAsync("Артық таңба саны: 3");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Colleagues_see_each_other_and_hear_of_a_newer_revision()
    {
        var address = $"/admin/entries/{browser.EntryId("matrica-museum")}/edit";
        var first = await browser.WorkAsync(address, name: "Aizhan");
        var second = await browser.WorkAsync(address, name: "Ruslan");
        Assert.Contains("Aizhan", await second.TextContentAsync(".others"), StringComparison.Ordinal);
        await second.FillAsync("#Summary-En", "A museum in Százhalombatta.");
        await second.ClickAsync(".save-bar button");
        await second.Locator(".notice").WaitForAsync();
        await first.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        await Assertions.Expect(first.Locator(".others")).ToContainTextAsync("Ruslan has saved a newer revision");
        await first.Context.CloseAsync();
        await second.Context.CloseAsync();
    }

    [Fact]
    public async Task After_a_refusal_the_problems_are_read_first_and_lead_to_their_fields()
    {
        var page = await browser.WorkAsync("/admin/projects/new");
        await page.FillAsync("#Slug", "Not An Address");
        await page.FillAsync("#Ends", "2014-02-30");
        await page.ClickAsync(".save-bar button");
        await Assertions.Expect(page.Locator(".problems")).ToBeFocusedAsync();
        await page.ClickAsync(".problems a[href='#Ends']");
        Assert.Equal("Ends", await Focused(page, "e => e.id"));
        Assert.Equal("2014-02-30", await page.InputValueAsync("#Ends"));
        await page.ClickAsync(".problems a[href='#Title']");
        Assert.Equal("Title-Kk", await Focused(page, "e => e.id"));
        Assert.Equal(0, await page.Locator(".kept").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_form_takes_a_further_row_keeps_what_was_wrong_and_saves()
    {
        var page = await browser.WorkAsync("/admin/exhibitions/new", language: "ru", script: false);
        await page.FillAsync("#Title-Ru", "Золото степи");
        await page.FillAsync("#Starts", "2014-02-30");
        await page.FillAsync("#Participations-0-Partner", "kunstkamera");
        await page.SelectOptionAsync("#Participations-0-Role", "Host");
        await page.ClickAsync("#Participations");
        Assert.True(await page.Locator("#Participations-1-Partner").IsVisibleAsync());
        Assert.Equal("kunstkamera", await page.InputValueAsync("#Participations-0-Partner"));
        await page.ClickAsync(".save-bar button");
        Assert.Contains("2014-02-30", await page.TextContentAsync("#Starts-error"), StringComparison.Ordinal);
        Assert.Equal("Золото степи", await page.InputValueAsync("#Title-Ru"));
        await page.FillAsync("#Starts", "2014-02");
        await page.ClickAsync(".save-bar button");
        Assert.EndsWith("/edit", page.Url, StringComparison.Ordinal);
        Assert.Equal("февраль 2014 г.", (await page.TextContentAsync("output[for=Starts]"))?.Trim());
        Assert.Contains("(kunstkamera)", await page.InputValueAsync("#Participations-0-Partner"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private static Task<string> Focused(IPage page, string property) => page.EvaluateAsync<string>($"() => ({property})(document.activeElement)");
}
