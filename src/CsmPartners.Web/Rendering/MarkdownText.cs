using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using AngleSharp.Html.Parser;
using CsmPartners.Entries;
using CsmPartners.Media;
using CsmPartners.Published;
using Ganss.Xss;
using Markdig;
using Microsoft.AspNetCore.Html;

namespace CsmPartners.Web.Rendering;

/// <summary>Bodies as safe HTML. Each is rendered once per published site and language.</summary>
public sealed class MarkdownText(HtmlEncoder encoder)
{
    private readonly ConditionalWeakTable<PublishedSite, ConcurrentDictionary<(int Entry, int Language), HtmlString>> rendered = [];
    private readonly HtmlSanitizer sanitizer = Strict();

    public IHtmlContent Body(PublishedSite site, Entry entry, Language language) =>
        rendered.GetOrCreateValue(site).GetOrAdd(
            (entry.Id, language.Index),
            _ => new HtmlString(Render(site, entry.Body.In(language), language)));

    /// <summary>HTML made of Markdown: no raw HTML, no scripts, only elements and addresses from the short list.</summary>
    /// <param name="language">Of the page; names that the text refers to are in it.</param>
    public string Render(PublishedSite site, LocalText text, Language language)
    {
        var markdown = text.Text;
        var figures = new PlacesOfFigures(site, language, encoder);
        var references = new References((target, words) =>
            (figures.Find(target, words) ?? Resolve(site, language, target, words)) is not { } found ? null
            : found.Language == text.Language ? found with { Language = null } : found);
        var html = Drawn(Pipeline().UsePipeTables());
        // Where signs of tables stand between others, Markdig takes words for the rule below a head, or puts the rows into another order.
        if (markdown.Contains('|', StringComparison.Ordinal) && Drawn(Pipeline()) is var whole && LosesLetters(html, whole))
            html = whole;
        return figures.Fill(html);

        string Drawn(MarkdownPipelineBuilder pipeline) => sanitizer.Sanitize(CostlyMarkdown.ToHtml(markdown, pipeline.Build()));

        MarkdownPipelineBuilder Pipeline() => new MarkdownPipelineBuilder().DisableHtml().Use(references).Use<AllowedMarkdown>();
    }

    private static bool LosesLetters(string html, string whole)
    {
        var (letters, at) = (LettersOf(html), 0);
        foreach (var letter in LettersOf(whole))
        {
            at = letters.IndexOf(letter, at) + 1;
            if (at == 0)
                return true;
        }

        return false;
    }

    private static string LettersOf(string html)
    {
        using var page = new HtmlParser().ParseDocument(html);
        return string.Concat(page.Body!.TextContent.Where(char.IsLetterOrDigit));
    }

    /// <summary>Where one of our references leads; null for what is none.</summary>
    internal static Reference? Resolve(PublishedSite site, Language language, string target, string? words)
    {
        var links = new Links(language);
        if (target.Split(':', 2) is [var name, var slug])
        {
            if (EntryKinds.Find(name) is not { } kind)
                return null;
            var entry = site.Find(kind, slug) ?? site.FindRedirect(kind, slug);
            var address = entry is { State: EntryState.Published } ? links.Entry(entry) : null;
            return words is null && entry?.Title.In(language) is var (title, spoken)
                ? new Reference(address, title, Language: spoken)
                : new Reference(address, words ?? slug);
        }

        if (words is null)
            return null;
        return target switch
        {
            "countries" => new Reference(links.Countries, words),
            "map" => new Reference(links.Map, words),
            "timeline" => new Reference(links.Timeline, words),
            "contact" => new Reference(links.Contact(), words),
            _ when Enum.GetValues<EntryKind>().Where(k => k.List() == target && target.Length > 0).ToList() is [var kind] =>
                new Reference(links.List(kind), words),
            _ => null,
        };
    }

    internal static HtmlSanitizer Strict()
    {
        var strict = new HtmlSanitizer { KeepChildNodes = true };
        Only(strict.AllowedTags, "p", "h2", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "blockquote", "hr", "br", "code", "pre",
            "table", "thead", "tbody", "tr", "th", "td", "span");
        Only(strict.AllowedAttributes, "href", "start", "lang");
        Only(strict.AllowedSchemes, "http", "https", "mailto");
        strict.FilterUrl += (_, filtered) => filtered.SanitizedUrl = LocalAddress.IsOfAnotherHost(filtered.OriginalUrl) ? null : filtered.SanitizedUrl;
        strict.AllowedCssProperties.Clear();
        strict.AllowedAtRules.Clear();
        return strict;
    }

    private static void Only(ISet<string> allowed, params IEnumerable<string> names)
    {
        allowed.Clear();
        allowed.UnionWith(names);
    }
}
