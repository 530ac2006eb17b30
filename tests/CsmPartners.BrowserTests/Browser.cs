using System.Collections.Concurrent;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CsmPartners.BrowserTests.Browser))]

namespace CsmPartners.BrowserTests;

/// <summary>The machine's Chromium, over a site of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly TestSite site = new();
    private readonly ConcurrentDictionary<(StaffRole, string), Lazy<Task<Cookie[]>>> colleagues = new();
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

    /// <param name="address">Of the site, or a whole one.</param>
    /// <param name="width">Of the window, in CSS pixels.</param>
    /// <param name="script">Whether pages may run scripts.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="language">Of the browser itself, which strangers are answered in.</param>
    /// <param name="origin">Another name of the site.</param>
    public async Task<IPage> OpenAsync(string address, int width = 1280, bool script = true, ColorScheme scheme = ColorScheme.Light, string? language = null, string? origin = null)
    {
        var context = await chromium!.NewContextAsync(new()
        {
            BaseURL = origin ?? Origin,
            ViewportSize = new() { Width = width, Height = 900 },
            JavaScriptEnabled = script,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = language,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>A member of staff at a screen of the desk: one for each role and language, but somebody new where there is a name.</summary>
    public async Task<IPage> WorkAsync(string address, StaffRole role = StaffRole.Editor, string language = "en", string? name = null, int width = 1280, bool script = true, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await OpenAsync("about:blank", width, script, scheme, language);
        await page.Context.AddCookiesAsync(name is null
            ? await colleagues.GetOrAdd((role, language), _ => new(() => SignInAsync(role, language, null))).Value
            : await SignInAsync(role, language, name));
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

    // By the real form, but without drawing it.
    private async Task<Cookie[]> SignInAsync(StaffRole role, string language, string? name)
    {
        using var person = await DeskClient.SignedInAsync(site, role, language, name);
        return [.. person.Cookies.GetAllCookies().Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly, SameSite = SameSiteAttribute.Lax })];
    }
}
