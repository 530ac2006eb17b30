using System.Net;
using System.Text.RegularExpressions;
using CsmPartners.Texts;
using Markdig;
using Markdig.Syntax;

namespace CsmPartners.Web.Rendering;

/// <summary>
/// Markdown in bounded time. Nobody writes a thousand brackets into one paragraph or a table of ten thousand cells, but Markdig and
/// the sanitiser would take seconds over such a text, and Markdig refuses what is nested deeply: it is shown as it was typed.
/// </summary>
internal static partial class CostlyMarkdown
{
    private const int MostOpenersInParagraph = 1000;
    private const int MostTags = 10_000;

    public static string ToHtml(string markdown, MarkdownPipeline pipeline) => Within(markdown, pipeline).Html ?? AsTyped(markdown);

    /// <summary>Null for what is shown as it was typed.</summary>
    public static MarkdownDocument? Parse(string markdown, MarkdownPipeline pipeline) => Within(markdown, pipeline) is { Html: not null, Document: var document } ? document : null;

    private static (MarkdownDocument? Document, string? Html) Within(string markdown, MarkdownPipeline pipeline)
    {
        if (BlankLines().Split(markdown).Any(p => p.Count(c => c is '[' or '(' or '*' or '_' or '`') > MostOpenersInParagraph))
            return (null, null);
        try
        {
            var document = Markdown.Parse(markdown, pipeline);
            var html = document.ToHtml(pipeline);
            return (document, html.Count(c => c == '<') > MostTags ? null : html);
        }
        catch (ArgumentException)
        {
            // Markdig's word for too deep a nesting.
            return (null, null);
        }
    }

    // As many paragraphs as may be; the last has the rest.
    private static string AsTyped(string markdown) =>
        string.Concat(BlankLines().Split(markdown, MostTags / 2).Where(p => !string.IsNullOrWhiteSpace(p)).Select(p => $"<p>{WebUtility.HtmlEncode(p)}</p>\n"));

    [GeneratedRegex(@"\n\s*\n", RegexOptions.None, Patterns.Patience)]
    private static partial Regex BlankLines();
}
