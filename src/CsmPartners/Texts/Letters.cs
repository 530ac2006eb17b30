using System.Buffers;
using System.Globalization;
using System.Text;

namespace CsmPartners.Texts;

/// <summary>What several rules about texts need to know of single letters and of Unicode.</summary>
internal static class Letters
{
    /// <summary>Letters that Kazakh has and Russian has not.</summary>
    private static readonly SearchValues<char> Kazakh = SearchValues.Create("әғқңөұүһіӘҒҚҢӨҰҮҺІ");

    // As in Unicode's stream-safe text format (annex 15).
    private const int MostMarks = 30;

    /// <summary>A byte-order mark read the wrong way round. The platform refuses to normalise it.</summary>
    private const char NoCharacter = '\uFFFE';

    private static readonly Dictionary<char, string> Undecomposed = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ı'] = "i", ['ə'] = "a",
    };

    public static bool IsLatin(char c) => char.IsAsciiLetter(c) || (c is (>= '\u00C0' and <= '\u024F') or 'ə' or 'Ə' && char.IsLetter(c));

    public static bool IsCyrillic(char c) => c is >= '\u0400' and <= '\u052F';

    public static bool HasKazakh(ReadOnlySpan<char> word) => word.ContainsAny(Kazakh);

    /// <summary>A Latin letter in lower case without its marks; null for what is no Latin letter. "É" is "e", "ß" is "ss".</summary>
    public static string? PlainLatin(Rune rune)
    {
        if (rune.IsBmp && IsCyrillic((char)rune.Value))
            return null;
        if (rune.Value == NoCharacter)
            return null;
        var letters = rune.IsAscii ? rune.ToString() : rune.ToString().Normalize(NormalizationForm.FormKD);
        var plain = new StringBuilder();
        foreach (var c in letters)
        {
            var lower = char.ToLowerInvariant(c);
            if (char.IsAsciiLetter(lower))
                plain.Append(lower);
            else if (Undecomposed.TryGetValue(lower, out var replacement))
                plain.Append(replacement);
            else if (!IsMark(c))
                return null;
        }

        return plain.Length == 0 ? null : plain.ToString();
    }

    public static bool IsMark(char c) => IsMark(CharUnicodeInfo.GetUnicodeCategory(c));

    /// <summary>Whether a mark begins at this place.</summary>
    public static bool IsMark(string text, int index) => IsMark(CharUnicodeInfo.GetUnicodeCategory(text, index));

    /// <summary>Whether this unit is half of a character whose other half is not there.</summary>
    public static bool IsLoneSurrogate(string text, int index) =>
        char.IsHighSurrogate(text[index]) ? index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1])
        : char.IsLowSurrogate(text[index]) && (index == 0 || !char.IsHighSurrogate(text[index - 1]));

    /// <summary>
    /// Unicode's form C. Halves of characters and what is none, which the platform refuses to normalise, stay as they are; so does a text with
    /// more marks in a row than any text has, whose sorting takes time with the square of their number.
    /// </summary>
    public static string Compose(string text)
    {
        var composed = new StringBuilder(text.Length);
        var (start, marks) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) ? !IsLoneSurrogate(text, i) : text[i] != NoCharacter)
            {
                marks = IsMark(text, i) ? marks + 1 : char.IsLowSurrogate(text[i]) ? marks : 0;
                if (marks > MostMarks)
                    return text;
                continue;
            }

            composed.Append(text[start..i].Normalize()).Append(text[i]);
            start = i + 1;
        }

        return start == 0 ? text.Normalize() : composed.Append(text[start..].Normalize()).ToString();
    }

    /// <summary>The text in one line: every run of white space is one space, none at the ends.</summary>
    public static string InOneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().TrimEnd(' ');
    }

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;
}
