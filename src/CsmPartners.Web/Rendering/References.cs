using CsmPartners.Entries;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CsmPartners.Web.Rendering;

/// <summary>
/// Markdown for a link to an entry or a list: <c>[[partner:kunstkamera]]</c>, <c>[[partner:kunstkamera|with the Kunstkamera]]</c>,
/// <c>[[exhibitions|exhibitions]]</c>. Without words of its own it shows the target's name in the page's language.
/// A picture, <c>[[media:12]]</c>, stands as a figure where it is all that its paragraph holds.
/// </summary>
internal sealed class References(Func<string, string?, Reference?> resolve) : IMarkdownExtension
{
    // In characters. Without a bound each of many brackets would search the whole text.
    private const int Longest = 500;

    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new Parser(resolve));

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is not HtmlRenderer html)
            return;
        html.ObjectRenderers.ReplaceOrAdd<ParagraphRenderer>(new FigureParagraphs());
        html.ObjectRenderers.Insert(0, new ForeignWordsRenderer());
    }

    private sealed class ReferenceInline : LinkInline
    {
        public ReferenceInline(Reference reference)
            : base(reference.Address!, "")
        {
            IsClosed = true;
            Figure = reference.Figure;
        }

        public string? Figure { get; }
    }

    /// <summary>In another language than the text's.</summary>
    private sealed class ForeignWords(Language language) : ContainerInline
    {
        public Language Language => language;
    }

    private sealed class ForeignWordsRenderer : HtmlObjectRenderer<ForeignWords>
    {
        protected override void Write(HtmlRenderer renderer, ForeignWords obj)
        {
            renderer.Write($"<span lang=\"{obj.Language.Code}\">");
            renderer.WriteChildren(obj);
            renderer.Write("</span>");
        }
    }

    private sealed class FigureParagraphs : ParagraphRenderer
    {
        protected override void Write(HtmlRenderer renderer, ParagraphBlock obj)
        {
            if (obj.Inline is { FirstChild: ReferenceInline { Figure: { } figure, NextSibling: null } })
                renderer.EnsureLine().Write(figure).EnsureLine();
            else
                base.Write(renderer, obj);
        }
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
            // A link without words would have nothing to press: empty ones are as good as none.
            if (resolve(parts[0].Trim(), parts is [_, var own] && !string.IsNullOrWhiteSpace(own) ? own.Trim() : null) is not { } reference)
                return false;
            var words = Words(reference);
            processor.Inline = reference.Address is null ? words : new ReferenceInline(reference).AppendChild(words);
            slice.Start += end + 2;
            return true;
        }

        private static Inline Words(Reference reference)
        {
            var words = new LiteralInline(reference.Words);
            return reference.Language is { } language ? new ForeignWords(language) { IsClosed = true }.AppendChild(words) : words;
        }
    }
}

/// <summary>Where a reference leads (null: nowhere that a visitor could see) and what it shows.</summary>
/// <param name="Figure">What stands in its place where it is all that a paragraph holds.</param>
/// <param name="Language">Of the words, where that is not the text's.</param>
internal readonly record struct Reference(string? Address, string Words, string? Figure = null, Language? Language = null);
