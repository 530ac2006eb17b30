using CsmPartners.Entries;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Syntax.Inlines;

namespace CsmPartners.Web.Rendering;

/// <summary>
/// Markdown for a link to an entry or a list: <c>[[partner:kunstkamera]]</c>, <c>[[partner:kunstkamera|with the Kunstkamera]]</c>,
/// <c>[[exhibitions|exhibitions]]</c>. Without words of its own it shows the target's name in the page's language.
/// </summary>
internal sealed class References(Func<string, string?, Reference?> resolve) : IMarkdownExtension
{
    // In characters. Without a bound each of many brackets would search the whole text.
    private const int Longest = 500;

    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new Parser(resolve));

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    private sealed class Parser : InlineParser
    {
        private readonly Func<string, string?, Reference?> resolve;

        public Parser(Func<string, string?, Reference?> resolve)
        {
            this.resolve = resolve;
            OpeningCharacters = ['['];
        }

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            if (slice.PeekChar() != '[')
                return false;
            var text = slice.AsSpan();
            text = text[..Math.Min(text.Length, Longest)];
            var end = text.IndexOf("]]", StringComparison.Ordinal);
            if (end < 3 || text[..end].Contains('\n'))
                return false;
            var parts = text[2..end].ToString().Split('|', 2);
            if (resolve(parts[0].Trim(), parts.Length > 1 ? parts[1].Trim() : null) is not { } reference)
                return false;
            processor.Inline = reference.Address is null
                ? new LiteralInline(reference.Words)
                : new LinkInline(reference.Address, "") { IsClosed = true }.AppendChild(new LiteralInline(reference.Words));
            slice.Start += end + 2;
            return true;
        }
    }
}

/// <summary>Where a reference leads (null: nowhere that a visitor could see) and what it shows.</summary>
internal readonly record struct Reference(string? Address, string Words);
