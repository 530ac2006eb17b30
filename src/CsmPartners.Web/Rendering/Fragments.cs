using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using CsmPartners.Published;
using CsmPartners.Web.Site;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CsmPartners.Web.Rendering;

/// <summary>
/// Pieces of pages that depend on the published site, the language and what they show, and on nothing else of the request:
/// drawn once for each published site. A new site brings new pieces, so nothing is ever stale.
/// </summary>
public sealed class Fragments(HtmlEncoder encoder)
{
    // A bound for sites of many entries: beyond it pieces are drawn each time.
    private const int Most = 50_000;

    private readonly ConditionalWeakTable<PublishedSite, ConcurrentDictionary<(string View, int Language, object About, int Level), HtmlString>> drawn = [];

    /// <param name="about">
    /// What the piece shows: with the view and the language, all that it depends on. There has to be a bounded number of them, since
    /// visitors' inventions must not fill the memory; null for what is drawn for this request alone.
    /// </param>
    /// <param name="level">Of its headings.</param>
    public ValueTask<IHtmlContent> DrawAsync(IHtmlHelper html, SitePage page, string view, object model, object? about, int level = 0)
    {
        // What is not published yet may change with every look at it.
        if (page.Site is not { } site || about is null || page.Preview is not null)
            return new(html.PartialAsync(view, model));
        var pieces = drawn.GetOrCreateValue(site);
        var key = (view, page.Language.Index, about, level);
        return pieces.TryGetValue(key, out var piece) ? new(piece) : new(DrawAnewAsync());

        async Task<IHtmlContent> DrawAnewAsync()
        {
            await using var writer = new StringWriter();
            (await html.PartialAsync(view, model)).WriteTo(writer, encoder);
            var fresh = new HtmlString(writer.ToString());
            if (pieces.Count < Most)
                pieces.TryAdd(key, fresh);
            return fresh;
        }
    }
}
