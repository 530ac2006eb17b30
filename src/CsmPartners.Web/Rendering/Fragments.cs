using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using CsmPartners.Published;
using CsmPartners.Web.Site;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Key = (string View, int Language, object About, int Level);

namespace CsmPartners.Web.Rendering;

/// <summary>
/// Pieces of pages that depend on the published site, the language and what they show, and on nothing else of the request:
/// drawn once for each published site. A new site brings new pieces, so nothing is ever stale.
/// </summary>
public sealed class Fragments(HtmlEncoder encoder)
{
    // Characters: 200 MB, more than a museum's record takes. Beyond it pieces are drawn each time.
    private const long Most = 100_000_000;

    private readonly ConditionalWeakTable<PublishedSite, Pieces> drawn = [];

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
        return pieces.Find(key) is { } piece ? new(piece) : new(DrawAnewAsync());

        async Task<IHtmlContent> DrawAnewAsync()
        {
            await using var writer = new StringWriter();
            (await html.PartialAsync(view, model)).WriteTo(writer, encoder);
            var fresh = new Fragment(writer.ToString());
            pieces.Keep(key, fresh);
            return fresh;
        }
    }

    private sealed class Pieces
    {
        private readonly ConcurrentDictionary<Key, Fragment> all = [];

        private long length;

        public Fragment? Find(Key key) => all.GetValueOrDefault(key);

        public void Keep(Key key, Fragment fresh)
        {
            if (Interlocked.Read(ref length) + fresh.Length <= Most && all.TryAdd(key, fresh))
                Interlocked.Add(ref length, fresh.Length);
        }
    }

    /// <summary>Written at once. What cannot be written like that is first copied by MVC, a thousand characters at a time.</summary>
    private sealed class Fragment(string html) : IHtmlAsyncContent
    {
        public int Length => html.Length;

        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(html);

        public ValueTask WriteToAsync(TextWriter writer) => new(writer.WriteAsync(html));
    }
}
