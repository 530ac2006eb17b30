using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>axe, put into a page once and asked as often as wanted.</summary>
internal static class Axe
{
    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private static readonly string Script = ReadScript();

    /// <summary>All that axe finds wrong, each with the element: "label: &lt;input …&gt;".</summary>
    public static Task<string[]> WrongAsync(this IPage page) => AskAsync(page, new { type = "tag", values = Tags });

    /// <summary>Texts that are hard to tell from their ground in the colours that the page has now.</summary>
    public static Task<string[]> FaintAsync(this IPage page) => AskAsync(page, new { type = "rule", values = new[] { "color-contrast" } });

    /// <summary>The same in high contrast, light and dark; the page is light and of ordinary contrast afterwards.</summary>
    public static async Task<IReadOnlyList<string>> FaintInHighContrastAsync(this IPage page)
    {
        var faint = new List<string>();
        await page.ReadAsAsync("high", "");
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            faint.AddRange((await page.FaintAsync()).Select(f => $"{scheme}, high contrast: {f}"));
        }

        await page.ReadAsAsync("", "");
        return faint;
    }

    /// <summary>As the server writes it for a reader who has chosen it.</summary>
    public static Task ReadAsAsync(this IPage page, string contrast, string text) => page.EvaluateAsync(
        "wishes => Object.entries(wishes).forEach(([name, value]) => value ? document.documentElement.setAttribute('data-' + name, value) : document.documentElement.removeAttribute('data-' + name))",
        new { contrast, text });

    /// <summary>What reaches beyond the right edge of the window.</summary>
    public static Task<string[]> TooWideAsync(this IPage page) => page.EvaluateAsync<string[]>(
        """
        () => document.documentElement.scrollWidth <= innerWidth ? [] : ['The page is wider than its window', ...[...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className).slice(0, 5)]
        """);

    public static Task OpenDetailsAsync(this IPage page) =>
        page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => { d.removeAttribute('name'); d.open = true; })");

    private static async Task<string[]> AskAsync(IPage page, object runOnly)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(
            "async runOnly => (await axe.run(document, { runOnly: JSON.parse(runOnly), resultTypes: ['violations'] })).violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html}`))",
            JsonSerializer.Serialize(runOnly));
    }

    private static string ReadScript()
    {
        using var stream = typeof(AxeResult).Assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
