using System.Text.RegularExpressions;
using CsmPartners.Texts;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CsmPartners.Web.Rendering;

/// <summary>
/// Brings what our pages do not allow to what they do, and loses no word: headings move to the second to fourth level, pictures become links
/// named by their alternative text, footnotes stand as they were typed. Addresses that stand in a text by themselves become links.
/// </summary>
internal sealed partial class AllowedMarkdown : IMarkdownExtension
{
    private const int Highest = 2;
    private const int Lowest = 4;

    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.BlockParsers.Insert(0, new FootnoteParser());
        pipeline.InlineParsers.Insert(0, new AddressParser());
        pipeline.DocumentProcessed += document =>
        {
            MoveHeadings(document);
            // What is within first.
            foreach (var link in document.Descendants<LinkInline>().Reverse().ToList())
                Settle(link);
            foreach (var literal in document.Descendants<LiteralInline>().Where(l => l.PreviousSibling is not LiteralInline).ToList())
                LinkMail(literal);
        };
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    public static bool Allows(HeadingBlock heading) => heading.Level is >= Highest and <= Lowest;

    /// <summary>Only where one of them is not allowed: then the highest of the text is the second level, and so on.</summary>
    private static void MoveHeadings(MarkdownDocument document)
    {
        var headings = document.Descendants<HeadingBlock>().ToList();
        if (headings.TrueForAll(Allows))
            return;
        var levels = headings.Select(h => h.Level).Distinct().Order().ToList();
        headings.ForEach(h => h.Level = Math.Min(Highest + levels.IndexOf(h.Level), Lowest));
    }

    /// <summary>No picture, no link without words, no link within a link.</summary>
    private static void Settle(LinkInline link)
    {
        link.IsImage = false;
        if (!link.Descendants<LeafInline>().Any(inline => (inline is LiteralInline literal && !literal.Content.IsEmptyOrWhitespace()) || inline is CodeInline or HtmlEntityInline or AutolinkInline))
            link.AppendChild(new LiteralInline(link.GetDynamicUrl?.Invoke() ?? link.Url ?? ""));
        if (!IsWithinLink(link))
            return;
        // Its words stay in the link around it.
        while (link.FirstChild is { } child)
        {
            child.Remove();
            link.InsertBefore(child);
        }

        link.Remove();
    }

    private static void LinkMail(LiteralInline first)
    {
        if (IsWithinLink(first))
            return;
        var literals = new List<LiteralInline>();
        for (Inline? next = first; next is LiteralInline literal; next = next.NextSibling)
            literals.Add(literal);
        var text = string.Concat(literals.Select(l => l.Content.AsSpan().ToString()));
        if (!text.Contains('@', StringComparison.Ordinal))
            return;
        var at = 0;
        foreach (Match match in MailAddress().Matches(text))
        {
            first.InsertBefore(new LiteralInline(text[at..match.Index]));
            first.InsertBefore(Link("mailto:" + match.Value, match.Value));
            at = match.Index + match.Length;
        }

        if (at == 0)
            return;
        first.InsertBefore(new LiteralInline(text[at..]));
        literals.ForEach(l => l.Remove());
    }

    private static ContainerInline Link(string address, string words) => new LinkInline(address, "") { IsClosed = true }.AppendChild(new LiteralInline(words));

    private static bool IsWithinLink(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline)
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"(?<![\w.+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,7}\.[A-Za-z]{2,63}(?![\w-])", RegexOptions.None, Patterns.Patience)]
    private static partial Regex MailAddress();
}
