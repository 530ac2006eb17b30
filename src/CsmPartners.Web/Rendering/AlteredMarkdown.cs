using System.Text.RegularExpressions;
using CsmPartners.Texts;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CsmPartners.Web.Rendering;

/// <summary>What visitors will not see as it was written, and why: for whoever writes it.</summary>
internal static partial class AlteredMarkdown
{
    private static readonly MarkdownPipeline Pipeline = Reading();

    /// <returns>Each rule once, with some of the places.</returns>
    public static IEnumerable<(TextWarning Rule, string Evidence)> In(string markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return [];
        if (CostlyMarkdown.Parse(markdown, Pipeline) is not { } document)
            return [(TextWarning.MarkdownAsTyped, "")];
        return Found(markdown, document).GroupBy(found => found.Rule).OrderBy(group => group.Key)
            .Select(group => (group.Key, Evidence.List([.. group.Select(found => found.Words).Distinct(StringComparer.Ordinal)])));
    }

    private static IEnumerable<(TextWarning Rule, string Words)> Found(string markdown, MarkdownDocument document)
    {
        foreach (var part in document.Descendants())
        {
            var source = Source(markdown, part.Span);
            var rule = part switch
            {
                HeadingBlock heading when !AllowedMarkdown.Allows(heading) => TextWarning.MovedHeadings,
                LinkInline { IsImage: true } => TextWarning.PicturesAsLinks,
                LinkInline { Url: { } address } when !IsAllowed(address) => TextWarning.LinksToNowhere,
                AutolinkInline { IsEmail: false } link when !IsAllowed(link.Url) => TextWarning.LinksToNowhere,
                HtmlBlock or HtmlInline => TextWarning.HtmlAsTyped,
                ParagraphBlock { Parser: FootnoteParser } => TextWarning.FootnotesAsTyped,
                _ => (TextWarning?)null,
            };
            if (rule is { } found)
                yield return (found, source);
        }
    }

    private static string Source(string markdown, SourceSpan span) =>
        span.Start < 0 || span.End >= markdown.Length || span.IsEmpty ? "" : markdown[span.Start..(span.End + 1)];

    private static bool IsAllowed(string address) => Scheme().Match(address) is not { Success: true } scheme || scheme.Value.ToLowerInvariant() is "http:" or "https:" or "mailto:";

    // As it would be read with everything allowed.
    private static MarkdownPipeline Reading()
    {
        var pipeline = new MarkdownPipelineBuilder().UsePipeTables().Use(new References((_, _) => null));
        pipeline.BlockParsers.Insert(0, new FootnoteParser());
        return pipeline.Build();
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]{0,40}:", RegexOptions.None, Patterns.Patience)]
    private static partial Regex Scheme();
}
