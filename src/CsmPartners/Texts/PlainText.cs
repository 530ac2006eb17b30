using System.Text.RegularExpressions;

namespace CsmPartners.Texts;

/// <summary>Markdown as one line of words, for a glance at a text. References without words of their own are passed over.</summary>
public static partial class PlainText
{
    public static string Of(string markdown) =>
        Letters.InOneLine(Signs.Replace(Prose.Of(Blocks.Replace(markdown, "")).Text, "")).Replace(" .", ".", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal);

    // Signs at the beginning of lines; rows of dashes under headings and between the head and the body of a table.
    [GeneratedRegex(@"^[ \t]{0,3}(?:[#>]{1,6}[ \t]|[-*+][ \t]|\d{1,3}[.)][ \t]|[-=|: \t]{3,}$)", RegexOptions.Multiline, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Blocks { get; }

    // What is left of a link when its address is gone, and signs inside lines.
    [GeneratedRegex("""\][ ]*(?:"[^"\n]{0,200}"[ ]*)?\)|[*_`|\[\]\\]""", RegexOptions.None, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Signs { get; }
}
