using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>The map as people see it and go through it.</summary>
public sealed class MapTests(Browser browser)
{
    [Fact]
    public async Task With_the_keyboard_alone_a_visitor_reaches_the_marks_sees_which_one_and_follows_it()
    {
        var page = await browser.OpenAsync("/en/map", script: false);
        await page.Locator(".filters button").FocusAsync();
        await TabToAsync(page, "e => e.closest('.map-inset')");
        Assert.Equal("#europe", await Focused(page, "e => e.getAttribute('href')"));
        // A frame leads to the window of its own, and the keyboard goes on there.
        await page.Keyboard.PressAsync("Enter");
        Assert.EndsWith("#europe", page.Url, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("London: 2 partners", await Focused(page, "e => e.querySelector('title').textContent"));
        Assert.Equal("rgb(255, 255, 255)", await Focused(page, "e => getComputedStyle(e.querySelector('.map-touch')).stroke"));
        await TabToAsync(page, "e => e.textContent.includes('Hamburg')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/en/partners/markk-hamburg");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_gathered_mark_leads_to_its_place_in_the_list_beside_the_map()
    {
        var page = await browser.OpenAsync("/ru/map", script: false);
        await page.Locator(".map-wide .map-mark:has-text('Санкт-Петербург')").ClickAsync();
        Assert.Contains("#at-", page.Url, StringComparison.Ordinal);
        var place = page.Locator(".places :target");
        Assert.Contains("Санкт-Петербург", await place.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(11, await place.Locator("a").CountAsync());
        // The list scrolled, the map is still in sight.
        Assert.True(await IsInSightAsync(place) && await IsInSightAsync(page.Locator("#europe + .map-frame")));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("kk", 1280)]
    [InlineData("ru", 1280)]
    [InlineData("en", 1280)]
    [InlineData("kk", 360)]
    [InlineData("ru", 360)]
    [InlineData("en", 360)]
    public async Task No_name_overlaps_another_or_a_mark_and_every_mark_is_large_enough_to_hit(string language, int width)
    {
        var page = await browser.OpenAsync($"/{language}/map", width);
        await page.EvaluateAsync("() => document.fonts.ready");
        var wrong = await page.EvaluateAsync<string[]>(
            """
            () => {
                const wrong = [];
                for (const map of document.querySelectorAll('.map-frame .map')) {
                    const edge = map.getBoundingClientRect();
                    if (edge.width === 0) continue;
                    const parts = [...map.querySelectorAll('.map-name, .map-dot, .map-landmark circle')].map(e => ({ name: e.textContent || e.parentElement.textContent.trim() + ' (mark)', box: e.getBoundingClientRect() }));
                    parts.forEach(({ name, box }, i) => {
                        if (box.left < edge.left || box.right > edge.right || box.top < edge.top || box.bottom > edge.bottom) wrong.push(`${name} is cut off`);
                        for (const other of parts.slice(i + 1))
                            if (box.left < other.box.right - 1 && other.box.left < box.right - 1 && box.top < other.box.bottom - 3 && other.box.top < box.bottom - 3) wrong.push(`${name} meets ${other.name}`);
                    });
                    for (const mark of map.querySelectorAll('a')) {
                        const box = mark.querySelector('.map-touch, rect').getBoundingClientRect();
                        if (Math.min(box.width, box.height) < 24) wrong.push(`${mark.textContent.trim()} is ${box.width} wide`);
                    }
                }
                return wrong;
            }
            """);
        Assert.Equal([], wrong);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_wants_large_type_gets_large_names_on_the_map_too()
    {
        var page = await browser.OpenAsync("/ru/map");
        var name = page.Locator(".map-name:visible:has-text('Санкт-Петербург')");
        var ordinary = (await name.BoundingBoxAsync())!.Height;
        await page.ReadAsAsync("", "largest");
        Assert.True((await name.BoundingBoxAsync())!.Height > 1.4 * ordinary);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("kk", 1280)]
    [InlineData("ru", 1280)]
    [InlineData("en", 1280)]
    public async Task The_sections_stand_in_one_row_on_a_wide_window(string language, int width)
    {
        var page = await browser.OpenAsync($"/{language}/map", width);
        var tops = await page.Locator(".sections a").EvaluateAllAsync<double[]>("links => links.map(a => a.getBoundingClientRect().top)");
        Assert.Single(tops.Distinct());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task On_a_narrow_window_the_figure_scrolls_in_a_frame_that_the_keyboard_reaches()
    {
        var page = await browser.OpenAsync("/kk/timeline", width: 320);
        var frame = page.Locator("figure.chart > .chart-window");
        Assert.True(await frame.EvaluateAsync<bool>("e => e.scrollWidth > e.clientWidth && document.documentElement.scrollWidth <= innerWidth"));
        await frame.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync("() => document.querySelector('figure.chart > .chart-window').scrollLeft > 0");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Paper_has_the_map_for_wide_screens_and_the_whole_list()
    {
        var page = await browser.OpenAsync("/en/map", width: 360);
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        Assert.Equal(0, await page.Locator(".map-narrow:visible").CountAsync());
        Assert.Equal(3, await page.Locator(".map-wide:visible").CountAsync());
        Assert.True(await page.Locator(".places").EvaluateAsync<bool>("e => e.scrollHeight <= e.clientHeight + 1"));
        await page.Context.CloseAsync();
    }

    private static Task<bool> IsInSightAsync(ILocator place) =>
        place.EvaluateAsync<bool>("e => { const box = e.getBoundingClientRect(); return box.top < innerHeight && box.bottom > 0; }");

    private static async Task TabToAsync(IPage page, string condition)
    {
        for (var i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>($"() => Boolean(({condition})(document.activeElement))"))
                return;
        }

        Assert.Fail($"The keyboard does not reach what {condition} asks for");
    }

    private static Task<string> Focused(IPage page, string property) => page.EvaluateAsync<string>($"() => ({property})(document.activeElement)");
}
