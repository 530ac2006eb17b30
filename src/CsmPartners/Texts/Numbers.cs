using System.Globalization;
using System.Text.RegularExpressions;

namespace CsmPartners.Texts;

/// <summary>The numbers that a text writes in digits.</summary>
internal sealed partial class Numbers
{
    private Numbers(string text)
    {
        foreach (Match match in Pattern.Matches(text))
        {
            if (match.Groups["day"].Success)
            {
                Stated.Add(Plain(match.Groups["day"].Value));
                Years.Add(match.Groups["year"].Value);
                continue;
            }

            var number = Plain(match.Groups["number"].Value) + (match.Groups["thousand"].Success ? "000" : "");
            if (number.Length == 4 && number[0] is '1' or '2' && match.Groups["number"].Length == 4)
                Years.Add(number);
            else if (match.Groups["ordinal"].Success)
                Ordinals.Add(number);
            else
                Stated.Add(number);
        }
    }

    public List<string> Stated { get; } = [];

    /// <summary>Written "19th" here, another language may write them in words or Roman figures.</summary>
    public HashSet<string> Ordinals { get; } = new(StringComparer.Ordinal);

    /// <summary>1000 to 2999.</summary>
    public HashSet<string> Years { get; } = new(StringComparer.Ordinal);

    public static Numbers In(Prose prose) => new(prose.Text);

    /// <summary>ASCII digits without separators and leading zeros.</summary>
    private static string Plain(string number)
    {
        var digits = string.Concat(number.Where(char.IsDigit).Select(digit => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(digit)))).TrimStart('0');
        return digits.Length == 0 ? "0" : digits;
    }

    // A date in figures counts as its day and year: other languages write the month as a word.
    [GeneratedRegex(
        """
        (?<!\d) (?<day> [0-3]?[0-9] ) [./] [01]?[0-9] [./] (?<year> [12][0-9]{3} ) (?!\d)
        | (?<number> (?<!\d) \d{1,3} (?: [\ \u00A0\u202F\u2009,.'’] \d{3} )+ (?!\d) | \d+ )
          (?<ordinal> (?: st|nd|rd|th ) \b | -? (?: ші|шы|й|я|е|го|му|м|х|ой|ый|ий|ая|ое|ые|ых ) \b )?
          (?<thousand> [ \u00A0] (?: мың | тыс | тысяч\p{L}{0,3} | thousand ) \b )?
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Pattern { get; }
}
