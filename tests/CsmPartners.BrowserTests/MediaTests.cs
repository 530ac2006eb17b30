using CsmPartners.Entries;
using CsmPartners.Tests.Media;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

public sealed class MediaTests(Browser browser)
{
    [Theory]
    [InlineData(true, ColorScheme.Light)]
    [InlineData(false, ColorScheme.Dark)]
    public async Task A_picture_goes_from_a_persons_disk_to_a_visitors_page(bool script, ColorScheme scheme)
    {
        var page = await browser.WorkAsync("/admin/media/new", language: script ? "kk" : "en", script: script, scheme: scheme);
        await CheckAsync(page, script, "new");
        await page.SetInputFilesAsync("#files", new FilePayload { Name = "drawing.png", MimeType = "image/png", Buffer = "<svg/>"u8.ToArray() });
        await page.ClickAsync("main button");
        await Assertions.Expect(page.Locator("#files-error")).ToContainTextAsync("drawing.png");
        await CheckAsync(page, script, "refused");
        await page.SetInputFilesAsync("#files", new FilePayload { Name = "carpet.jpg", MimeType = "image/jpeg", Buffer = TestFiles.Jpeg(1600, 1000) });
        await page.ClickAsync("main button");
        await CheckAsync(page, script, "file");
        foreach (var (field, words) in new[] { ("Title-Kk", "Өрнекті кілем"), ("Title-Ru", "Ковёр с узором"), ("Title-En", "Patterned carpet"), ("Alt-Kk", "Қызыл жолағы бар сұр кілем"), ("Alt-Ru", "Серый ковёр с красным углом"), ("Credit-En", "Photo: the museum"), ("Licence-En", "CC BY 4.0") })
            await page.FillAsync("#" + field, words);
        if (script)
            await page.ClickAsync("[data-focal]", new() { Position = new() { X = 20, Y = 20 } });
        else
            await page.FillAsync("#FocalX", "5");
        await page.ClickAsync("#media button");
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        Assert.True(int.Parse(await page.InputValueAsync("#FocalX"), System.Globalization.CultureInfo.InvariantCulture) < 10);

        var id = int.Parse(page.Url.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await page.GotoAsync("/admin/media");
        await CheckAsync(page, script, "list");
        var paper = await UploadAsync(page, "memorandum.pdf", TestFiles.Pdf());
        var second = await UploadAsync(page, "second.jpg", TestFiles.Jpeg(900, 1200));
        await browser.Site.PublishAsync(async db => (await db.Entries.OfType<Partner>().SingleAsync(p => p.Slug == "kunstkamera")).Media = [id, second, paper]);
        await page.GotoAsync("/en/partners/kunstkamera");
        if (script)
            await page.EvaluateAsync("() => Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode(); }))");
        await CheckAsync(page, script, "partner");
        await page.GotoAsync($"/admin/media/{id}");
        await Assertions.Expect(page.Locator("section[aria-labelledby=uses] li a")).ToHaveCountAsync(1);
        await CheckAsync(page, script, "used");
        await page.Context.CloseAsync();
    }

    private static async Task<int> UploadAsync(IPage page, string name, byte[] bytes)
    {
        await page.GotoAsync("/admin/media/new");
        await page.SetInputFilesAsync("#files", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = bytes });
        await page.ClickAsync("main button");
        return int.Parse(page.Url.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>axe, and that a small window holds the page; a look at it where <c>CSM_TEST_PICTURES</c> names a folder.</summary>
    private static async Task CheckAsync(IPage page, bool script, string name)
    {
        if (Environment.GetEnvironmentVariable("CSM_TEST_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{(script ? "light" : "dark")}.png"), FullPage = true });

        if (!script)
            return;
        var result = await page.RunAxe();
        Assert.Equal([], result.Violations.Select(v => $"{name} {v.Id}: {v.Nodes[0].Html}"));
        await page.SetViewportSizeAsync(320, 800);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than a small window");
        await page.SetViewportSizeAsync(1280, 900);
    }
}
