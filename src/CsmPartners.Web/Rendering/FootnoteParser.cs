using Markdig.Parsers;
using Markdig.Syntax;

namespace CsmPartners.Web.Rendering;

/// <summary>
/// "[^1]: words" as a paragraph of its own. Our pages have no footnotes, and Markdown would take a note of one word for the address of a link
/// and show it nowhere.
/// </summary>
internal sealed class FootnoteParser : BlockParser
{
    public FootnoteParser() => OpeningCharacters = ['['];

    public static bool IsFootnote(ReadOnlySpan<char> line) =>
        line.StartsWith("[^", StringComparison.Ordinal) && line[2..].IndexOf(']') is > 0 and var end && line[(end + 3)..].StartsWith(':');

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsCodeIndent || !IsFootnote(processor.Line.AsSpan()))
            return BlockState.None;
        processor.NewBlocks.Push(new ParagraphBlock(this) { Column = processor.Column, Span = new SourceSpan(processor.Start, processor.Line.End) });
        return BlockState.Break;
    }
}
