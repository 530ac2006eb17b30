using System.Text.RegularExpressions;

namespace CsmPartners.Texts;

/// <summary>A Markdown text taken apart: what a visitor reads, and what it points to. Takes time linear in the text.</summary>
internal sealed partial class Prose
{
    private Prose(string text)
    {
        Headings = [.. HeadingPattern.Matches(text).Select(match => match.Groups["level"].Value)];
        Text = TargetPattern.Replace(text, Take);
        Spoken = QuotedPattern.Replace(Text, " ");
    }

    /// <summary>Without the addresses of links and the targets of references.</summary>
    public string Text { get; }

    /// <summary>Without what stands in quotation marks or parentheses either: names may be in any language there.</summary>
    public string Spoken { get; }

    /// <summary>"##" for each heading of the second level.</summary>
    public List<string> Headings { get; }

    /// <summary>Where links lead; addresses that differ only in a language are the same.</summary>
    public HashSet<string> Links { get; } = new(StringComparer.Ordinal);

    /// <summary>"partner:kunstkamera".</summary>
    public HashSet<string> References { get; } = new(StringComparer.Ordinal);

    public static Prose Of(string text) => new(text);

    public static MatchCollection WordsIn(string text) => WordPattern.Matches(text);

    private string Take(Match match)
    {
        if (match.Groups["reference"] is { Success: true } reference)
        {
            References.Add(Letters.InOneLine(reference.Value).ToLowerInvariant());
            return match.Groups["words"].Success ? $" {match.Groups["words"].Value} " : " ";
        }

        var target = match.Groups["target"].Value.TrimEnd('.', ',', ';', ':', '!', '?', '/');
        if (target.Length > 0)
            Links.Add(LanguagePattern.Replace(target, "*"));
        return match.Value[0] == ']' ? "] " : " ";
    }

    // Each part excludes what could begin the next, or is bounded, so that no text makes the search go over it again and again.
    [GeneratedRegex(
        """
        \[\[ (?<reference> [^\[\]|\n]{1,200} ) (?: \| (?<words> [^\[\]\n]{0,400} ) )? \]\]
        | \] \( [ ]{0,3} <? (?<target> (?> (?: [^\s()<>] | \( [^\s()<>]{0,200} \) ){1,2000} ) ) >?
        | (?<target> (?: https?:// | mailto: | www\. ) [^\s<>()\[\]«»“”"]{1,2000} )
        | < (?<target> [^\s<>@]{1,64} @ [^\s<>]{1,255} ) >
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex TargetPattern { get; }

    [GeneratedRegex(@"(?<=//)(kk|kz|ru|en)(?=\.)|(?<=/)(kk|kz|ru|en)(?=/|$)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex LanguagePattern { get; }

    [GeneratedRegex(@"^ {0,3}(?<level>#{1,6})(?=[ \t\n]|\z)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex HeadingPattern { get; }

    [GeneratedRegex("""«[^«»\n]{0,300}»|“[^“”\n]{0,300}”|„[^„“”\n]{0,300}[“”]|"[^"\n]{0,300}"|\([^()\n]{0,300}\)""", RegexOptions.None, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex QuotedPattern { get; }

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]*", RegexOptions.None, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex WordPattern { get; }
}
