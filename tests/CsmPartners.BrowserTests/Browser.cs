using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CsmPartners.BrowserTests.Browser))]

namespace CsmPartners.BrowserTests;

/// <summary>The machine's Chromium, over a site of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly TestSite site = new();
    private IPlaywright? playwright;
    private IBrowser? chromium;

    public string Origin => site.Origin;

    public TestSite Site => site;

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CSM_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task<IPage> OpenAsync(string address, int width = 1280, bool script = true, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await chromium!.NewContextAsync(new()
        {
            BaseURL = Origin,
            ViewportSize = new() { Width = width, Height = 900 },
            JavaScriptEnabled = script,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>A new member of staff at a screen of the desk.</summary>
    public async Task<IPage> WorkAsync(string address, StaffRole role = StaffRole.Editor, string language = "en", string? name = null, int width = 1280, bool script = true, ColorScheme scheme = ColorScheme.Light)
    {
        var person = await DeskClient.PersonAsync(site, role, language, name);
        var page = await OpenAsync("/admin/sign-in", width, script, scheme);
        await page.FillAsync("[name=Email]", person.Email!);
        await page.FillAsync("[name=Password]", DeskClient.Password);
        await page.ClickAsync("main form button");
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>The number of an entry of the museum's own record.</summary>
    public int EntryId(string slug)
    {
        using var db = site.Database();
        return db.Entries.Single(e => e.Slug == slug).Id;
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        playwright?.Dispose();
        await site.DisposeAsync();
    }
}
