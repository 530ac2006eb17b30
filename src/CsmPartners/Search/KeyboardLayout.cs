using System.Text;
using CsmPartners.Texts;

namespace CsmPartners.Search;

/// <summary>What somebody meant who typed with the wrong keyboard switched on.</summary>
/// <remarks>The Kazakh layout after RST KazSSR 903-90 (xkb "kz"): the digits' row has the Kazakh letters, the rest is as on the Russian one.</remarks>
internal static class KeyboardLayout
{
    private const string Keys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    private const string Russian = "йцукенгшщзхъфывапролджэячсмитьбюё";
    private const string Digits = "2345890-=";
    private const string Kazakh = "әіңғүұқөһ";

    private static readonly Dictionary<char, char> Shifted = new()
    {
        ['{'] = '[', ['}'] = ']', [':'] = ';', ['"'] = '\'', ['<'] = ',', ['>'] = '.', ['~'] = '`',
    };

    /// <summary>Other readings of what was typed, the likeliest first; none of them is what was typed.</summary>
    public static IEnumerable<string> Readings(string typed)
    {
        var text = typed.Trim().ToLowerInvariant();
        string[] readings =
            text.Any(Letters.IsCyrillic)
                ? [Map(text, BetweenCyrillic), Map(text, (s, i) => In(Russian, s[i], Keys))]
                : [Map(text, (s, i) => In(Digits, s[i], Kazakh) ?? OnKeys(s[i])), Map(text, (s, i) => OnKeys(s[i]))];
        return readings.Where(r => r != text).Distinct(StringComparer.Ordinal);
    }

    /// <summary>A digit that stands for a letter has letters beside it, and no other digit.</summary>
    private static char? BetweenCyrillic(string text, int at)
    {
        var before = at > 0 ? text[at - 1] : ' ';
        var after = at + 1 < text.Length ? text[at + 1] : ' ';
        var alone = !char.IsAsciiDigit(before) && !char.IsAsciiDigit(after);
        var within = text[at] is '-' or '=' ? Letters.IsCyrillic(before) && Letters.IsCyrillic(after) : Letters.IsCyrillic(before) || Letters.IsCyrillic(after);
        return alone && within ? In(Digits, text[at], Kazakh) : null;
    }

    private static char? OnKeys(char c) => In(Keys, Shifted.GetValueOrDefault(c, c), Russian);

    private static char? In(string from, char c, string to) => from.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i ? to[i] : null;

    private static string Map(string text, Func<string, int, char?> read)
    {
        var mapped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            mapped.Append(read(text, i) ?? text[i]);
        return mapped.ToString();
    }
}
