using System.Text;
using CsmPartners.Texts;

namespace CsmPartners.Search;

/// <summary>
/// One rough Latin spelling for a word however it was written: "музей", "muzei", "muzey" and "muzeĭ" have the same. Finds names that
/// a text has in Cyrillic only, and Kazakh or Russian words typed on a Latin keyboard.
/// </summary>
internal static class LatinKey
{
    private static readonly Dictionary<char, string> Cyrillic = new()
    {
        ['а'] = "a", ['ә'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "g", ['ғ'] = "g", ['д'] = "d", ['е'] = "e", ['ё'] = "e", ['ж'] = "j", ['з'] = "z",
        ['и'] = "i", ['й'] = "i", ['к'] = "k", ['қ'] = "k", ['л'] = "l", ['м'] = "m", ['н'] = "n", ['ң'] = "n", ['о'] = "o", ['ө'] = "o", ['п'] = "p",
        ['р'] = "r", ['с'] = "s", ['т'] = "t", ['у'] = "u", ['ұ'] = "u", ['ү'] = "u", ['ф'] = "f", ['х'] = "h", ['һ'] = "h", ['ц'] = "ts", ['ч'] = "ch",
        ['ш'] = "sh", ['щ'] = "sh", ['ъ'] = "", ['ы'] = "i", ['і'] = "i", ['ь'] = "", ['э'] = "e", ['ю'] = "u", ['я'] = "a",
    };

    private static readonly Dictionary<char, char> Single =
        "abvgdejziklmnoprstufh".Zip("абвгдежзиклмнопрстуфх").ToDictionary(pair => pair.First, pair => pair.Second);

    // The spellings of passports, of scholars and of people in a hurry; longer ones first.
    private static readonly (string Spelling, string Sound)[] Spellings =
    [
        ("shch", "sh"), ("sch", "sh"), ("tsch", "ch"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("tz", "ts"), ("ng", "n"),
        ("yu", "u"), ("iu", "u"), ("ju", "u"), ("ya", "a"), ("ia", "a"), ("ja", "a"), ("yo", "e"), ("jo", "e"), ("ye", "e"), ("ie", "e"), ("iy", "i"), ("yi", "i"),
        ("q", "k"), ("w", "v"), ("x", "ks"), ("y", "i"),
    ];

    /// <param name="word">In lower case. Empty where no letter of ours is in it.</param>
    public static string Of(string word)
    {
        var letters = new StringBuilder(word.Length + 4);
        foreach (var rune in word.EnumerateRunes())
        {
            if (Letters.PlainLatin(rune) is { } latin)
                letters.Append(latin);
            else if (rune.IsBmp && Cyrillic.TryGetValue((char)rune.Value, out var sound))
                letters.Append(sound);
            else
                return "";
        }

        return Sounds(letters.ToString());
    }

    /// <summary>The Cyrillic word that may have been meant by a key.</summary>
    public static string ToCyrillic(string key)
    {
        var word = new StringBuilder(key.Length);
        for (var at = 0; at < key.Length; at++)
        {
            var pair = at + 1 < key.Length ? key[at..(at + 2)] : "";
            if (pair is "ch" or "sh" or "ts")
            {
                word.Append(pair switch { "ch" => 'ч', "sh" => 'ш', _ => 'ц' });
                at++;
            }
            else
            {
                word.Append(Single.GetValueOrDefault(key[at], key[at]));
            }
        }

        return word.ToString();
    }

    private static string Sounds(string latin)
    {
        var key = new StringBuilder(latin.Length);
        for (var at = 0; at < latin.Length;)
        {
            var (spelling, sound) = Array.Find(Spellings, s => string.CompareOrdinal(latin, at, s.Spelling, 0, s.Spelling.Length) == 0);
            sound ??= latin[at] == 'c' && (at + 1 == latin.Length || latin[at + 1] != 'h') ? "k" : latin[at].ToString();
            at += spelling?.Length ?? 1;
            foreach (var c in sound)
            {
                if (key.Length == 0 || key[^1] != c)
                    key.Append(c);
            }
        }

        return key.ToString();
    }
}
