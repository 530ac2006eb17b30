using System.Globalization;
using System.Text;

namespace CsmPartners.Texts;

/// <summary>
/// Text as people without a Kazakh keyboard, or without accents, type it: for the desk's own search, on what is stored and on
/// what is asked.
/// </summary>
public static class Folding
{
    private static readonly Dictionary<char, char> Cyrillic = new()
    {
        ['ә'] = 'а', ['ғ'] = 'г', ['қ'] = 'к', ['ң'] = 'н', ['ө'] = 'о', ['ұ'] = 'у', ['ү'] = 'у', ['һ'] = 'х', ['і'] = 'и', ['ё'] = 'е',
    };

    /// <summary>Lower case, Kazakh letters as their Russian neighbours, Latin letters without marks, white space collapsed.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Letters.Compose(text).EnumerateRunes())
        {
            if (Letters.PlainLatin(rune) is { } latin)
                folded.Append(latin);
            else if (rune.IsBmp && Cyrillic.TryGetValue(char.ToLowerInvariant((char)rune.Value), out var letter))
                folded.Append(letter);
            else if (HasWeight(rune))
                folded.Append(Rune.ToLowerInvariant(rune));
        }

        return Letters.InOneLine(folded.ToString());
    }

    /// <summary>SQL Server finds a character without weight everywhere, so no text may be searched for by one.</summary>
    private static bool HasWeight(Rune rune) => Rune.IsWhiteSpace(rune) || (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format
            or UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate));
}
