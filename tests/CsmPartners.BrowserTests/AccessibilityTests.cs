using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>axe on every kind of page, in all colours and in the largest type; and that no page is wider than its window.</summary>
public sealed class AccessibilityTests(Browser browser)
{
    public static TheoryData<string> KindsOfPages =>
    [
        "/kk", "/ru/partners", "/en/partners?country=ru&institution=museum", "/en/partners?country=fr&cooperation=regional",
        "/kk/partners/kunstkamera", "/ru/countries", "/en/countries/ru", "/kk/map", "/ru/map?activity=exhibition", "/kk/projects", "/ru/projects/kazakh-collections-of-the-russian-museum-of-ethnography",
        "/en/exhibitions", "/kk/exhibitions/applied-art-of-turkmenistan-2014", "/ru/trainings/staff-training-british-museum",
        "/en/agreements/agreement-tang-west-market-museum-2014", "/kk/events/museums-of-central-asia-seminar-2013",
        "/ru/publications/month-at-the-museum-guide", "/kk/timeline", "/en/about", "/ru/contacts", "/kk/display", "/ru/no-such-page",
        "/kk/contact", "/ru/contact?about=partner:kunstkamera", "/en/contact/thanks",
        "/kk/search?q=көрмелерде", "/ru/search?q=0fpf0cnfy", "/en/search?q=эрмитаж&country=ru", "/kk/search?q=ыыыыыы", "/en/search",
        "/kk/data",
    ];

    [Theory]
    [MemberData(nameof(KindsOfPages))]
    public async Task Axe_finds_nothing_wrong_in_any_colours_or_size_of_type_and_no_page_is_wider_than_a_small_window(string address)
    {
        // 320 CSS pixels: also what 400 % zoom leaves of a window of 1280.
        var page = await browser.OpenAsync(address, width: 320);
        Assert.Empty(await page.TooWideAsync());
        await page.SetViewportSizeAsync(1280, 900);
        await page.OpenDetailsAsync();
        var wrong = new List<string>(await page.WrongAsync());
        wrong.AddRange(await page.FaintInHighContrastAsync());
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.ReadAsAsync("", "largest");
        wrong.AddRange((await page.WrongAsync()).Select(w => $"Dark, in the largest type: {w}"));
        await page.SetViewportSizeAsync(360, 800);
        wrong.AddRange((await page.TooWideAsync()).Select(w => $"In the largest type {w}"));
        Assert.Equal([], wrong);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_a_reader_chose_stands_on_every_page_as_these_tests_write_it()
    {
        var page = await browser.OpenAsync("/en/display");
        await page.CheckAsync("[name=text][value=largest]");
        await page.CheckAsync("[name=contrast][value=high]");
        await page.ClickAsync("main button");
        foreach (var address in new[] { "/kk/partners", "/admin/sign-in" })
        {
            await page.GotoAsync(address);
            Assert.Equal(("largest", "high"), (await page.GetAttributeAsync("html", "data-text"), await page.GetAttributeAsync("html", "data-contrast")));
        }

        await page.Context.CloseAsync();
    }
}
