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

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        playwright?.Dispose();
        await site.DisposeAsync();
    }
}
