using System.Buffers;
using System.Text;
using CsmPartners.Texts;

namespace CsmPartners.Search;

/// <summary>One word of a text, in lower case and with its letters in order, and where it stands.</summary>
internal readonly record struct Word(string Text, int Start, int Length);

/// <summary>Takes texts apart into words: for the index, for what is asked, and for what is marked in results.</summary>
internal static class Words
{
    // Longer ones are no words of any language; the key of a cut word still finds it.
    private const int Longest = 40;

    // Latin letters that look like Kazakh ones: the first row stands in for the second, inside Cyrillic words.
    private const string Latin = "aceopxyihəkmtbhў";
    private const string Cyrillic = "асеорхуіһәкмтвһу";

    private static readonly SearchValues<char> PlainLatin = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> PlainCyrillic = SearchValues.Create("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯәғқңөұүһіӘҒҚҢӨҰҮҺІ");

    public static IEnumerable<Word> In(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var end = at;
            while (end < text.Length && IsInside(text, end, at))
                end++;
            if (end == at)
            {
                at++;
                continue;
            }

            var length = end - at;
            var word = IsPlain(text.AsSpan(at, length)) ? text.Substring(at, length).ToLowerInvariant() : Tidy(text.Substring(at, length));
            // Scripts without spaces: each character is a word of its own.
            if (word.Length > 0 && IsIdeographic(word[0]))
            {
                for (var i = at; i < end; i++)
                    yield return new Word(text[i].ToString(), i, 1);
            }
            else if (word.Length > 0)
            {
                yield return new Word(word, at, length);
            }

            at = end;
        }
    }

    /// <summary>Most words: letters of one alphabet, and nothing to put right.</summary>
    private static bool IsPlain(ReadOnlySpan<char> word) =>
        word.Length <= Longest && (!word.ContainsAnyExcept(PlainLatin) || !word.ContainsAnyExcept(PlainCyrillic));

    /// <summary>A word as it is compared: composed, in lower case, without marks of typing, its look-alike letters put right.</summary>
    private static string Tidy(string raw)
    {
        var tidy = new StringBuilder(raw.Length);
        foreach (var c in Letters.Compose(raw))
        {
            if (char.IsLetterOrDigit(c))
                tidy.Append(char.ToLowerInvariant(c));
        }

        var word = tidy.Length > Longest ? tidy.ToString(0, Longest) : tidy.ToString();
        if (word.EndsWith('s') && raw.Length > 2 && raw[^2] is '\'' or '’')
            word = word[..^1];
        return IsMixed(word) ? string.Concat(word.Select(c => Latin.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i ? Cyrillic[i] : c)) : word;
    }

    /// <summary>More Cyrillic letters than Latin ones, and of these none that could not be meant as Cyrillic.</summary>
    private static bool IsMixed(string word)
    {
        var cyrillic = word.Count(Letters.IsCyrillic);
        var strangers = word.Where(c => Letters.IsLatin(c) || c == 'ў').ToList();
        return cyrillic > 0 && strangers.Count > 0 && strangers.Count <= cyrillic && strangers.TrueForAll(c => Latin.Contains(c, StringComparison.Ordinal));
    }

    private static bool IsInside(string text, int at, int start)
    {
        var c = text[at];
        if (char.IsLetterOrDigit(c))
            return at == start || IsIdeographic(c) == IsIdeographic(text[start]);
        // An apostrophe or a soft hyphen between letters; marks that belong to the letter before.
        return at > start && (Letters.IsMark(c) || c == '\u00AD'
            || (c is '\'' or '’' or 'ʼ' && at + 1 < text.Length && char.IsLetter(text[at + 1])));
    }

    private static bool IsIdeographic(char c) => c is (>= '\u2E80' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\uF900' and <= '\uFAFF');
}
