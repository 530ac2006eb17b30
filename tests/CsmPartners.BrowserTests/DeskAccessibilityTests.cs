using CsmPartners.Tests.Support;
using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>
/// Every screen of the desk, found in the program itself: axe at the widths of a computer and of a telephone, its colours light, dark
/// and in high contrast, and that it is no wider than a small window.
/// </summary>
public sealed class DeskAccessibilityTests(DeskScreens desk) : IClassFixture<DeskScreens>
{
    /// <summary>Asked by scripts, or leading on to another screen.</summary>
    private static readonly string[] NoScreens = ["/admin/meaning", "/admin/suggest", "/admin/media/suggest", "/admin/entries/bulk", "/admin/entries/bulk/done"];

    /// <summary>The languages take turns; the guide's texts, which differ in all, are looked at in each.</summary>
    public static TheoryData<string, string> Screens
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (screen, turn) in Screen.All.Select((s, i) => (s, i)))
            {
                foreach (var language in Language.All.Where(l => l.Index == turn % Language.All.Count || screen.Route == "/admin/guide/{name}"))
                    data.Add(screen.Name, language.Code);
            }

            return data;
        }
    }

    [Fact]
    public void No_screen_is_left_out() => Assert.Equal(
        desk.Browser.Site.DeskActions().Where(a => a.Method == "GET").Select(a => a.Address).Except(NoScreens).Order(),
        Screen.All.Select(s => s.Route).Where(r => r.StartsWith("/admin", StringComparison.Ordinal)).Distinct().Order());

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Axe_finds_nothing_wrong_on(string name, string language)
    {
        desk.Said.Clear();
        var page = await Screen.All.Single(s => s.Name == name).Open(desk, language);
        Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
        await page.OpenDetailsAsync();
        var wrong = new List<string>(await page.WrongAsync());
        await page.SetViewportSizeAsync(360, 800);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        wrong.AddRange((await page.WrongAsync()).Select(w => $"Dark, at 360 pixels: {w}"));
        wrong.AddRange(await page.FaintInHighContrastAsync());
        await page.SetViewportSizeAsync(320, 800);
        wrong.AddRange(await page.TooWideAsync());
        await page.SetViewportSizeAsync(1280, 900);
        Assert.Equal([], wrong);
        Assert.Equal([], desk.Said);
    }
}
