using System.Buffers;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace CsmPartners.Web.Rendering;

/// <summary>An address of the web that stands in a text by itself, "https://example.org/a_b", without the signs that end the sentence.</summary>
internal sealed class AddressParser : InlineParser
{
    // In characters; longer ones are no addresses.
    private const int Longest = 2000;

    private static readonly string[] Schemes = ["https://", "http://"];
    private static readonly SearchValues<char> Ends = SearchValues.Create("<>\"«»“”„[]`*\\|");

    public AddressParser() => OpeningCharacters = ['h', 'H'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (char.IsLetterOrDigit(slice.PeekCharExtra(-1)))
            return false;
        var text = slice.AsSpan();
        text = text[..Math.Min(text.Length, Longest)];
        if (LengthOf(text) is not (> 0 and var length))
            return false;
        var address = text[..length].ToString();
        processor.Inline = new LinkInline(address, "") { IsClosed = true }.AppendChild(new LiteralInline(address));
        slice.Start += length;
        return true;
    }

    /// <summary>Zero where no address begins.</summary>
    private static int LengthOf(ReadOnlySpan<char> text)
    {
        var host = 0;
        foreach (var scheme in Schemes)
            host = host == 0 && text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? scheme.Length : host;
        if (host == 0 || host == text.Length || !char.IsLetterOrDigit(text[host]))
            return 0;
        var (end, open) = (host, 0);
        for (; end < text.Length && !char.IsWhiteSpace(text[end]) && !char.IsControl(text[end]) && !Ends.Contains(text[end]) && !IsEntity(text[end..]); end++)
        {
            open += text[end] switch { '(' => 1, ')' => -1, _ => 0 };
            if (open < 0)
                break;
        }

        return text[..end].TrimEnd(".,:;!?'’_~…–—(").Length;
    }

    /// <summary>Whether "&amp;lt;" or the like begins here, which Markdown reads as one sign.</summary>
    private static bool IsEntity(ReadOnlySpan<char> text)
    {
        if (text[0] != '&')
            return false;
        var end = 1;
        while (end < text.Length && end < 34 && (char.IsAsciiLetterOrDigit(text[end]) || (end == 1 && text[end] == '#')))
            end++;
        return end > 1 && end < text.Length && text[end] == ';';
    }
}
