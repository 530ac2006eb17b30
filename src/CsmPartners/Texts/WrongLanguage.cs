namespace CsmPartners.Texts;

/// <summary>Texts in another language than their field's, judged by the share of words.</summary>
internal static class WrongLanguage
{
    private const int MostWords = 5;

    public static IEnumerable<(TextWarning Rule, string Words)> In(Prose prose, Language language)
    {
        var lines = prose.Spoken.Split('\n').Select(Words).Where(line => line.Count > 0).ToList();
        if (language == Language.En)
        {
            if (Foreign(lines, IsCyrillic, IsWord) is { } words)
                yield return (TextWarning.CyrillicInEnglish, words);
            yield break;
        }

        if (language == Language.Ru && Foreign(lines, word => IsCyrillic(word) && Letters.HasKazakh(word), IsCyrillic) is { } kazakh)
            yield return (TextWarning.KazakhInRussian, kazakh);
        if (language == Language.Kk && Unkazakh(lines, Words(prose.Text)) is { } russian)
            yield return (TextWarning.NoKazakhLetters, russian);
        if (lines.Where(IsLatinProse).FirstOrDefault() is { } latin)
            yield return (TextWarning.LatinProse, First(latin.Where(IsLatin)));
    }

    private static List<string> Words(string text) => [.. Prose.WordsIn(text).Select(match => match.Value)];

    /// <summary>A quarter of a line, not only names, which have capitals; or half of the whole text.</summary>
    private static string? Foreign(List<List<string>> lines, Predicate<string> isForeign, Predicate<string> counts)
    {
        var (allForeign, all) = (new List<string>(), 0);
        foreach (var line in lines)
        {
            var foreign = line.Where(word => isForeign(word)).ToList();
            var counted = line.Count(word => counts(word));
            if (foreign.Count >= 2 && foreign.Count * 4 >= counted && foreign.Exists(IsSmall))
                return First(foreign);
            allForeign.AddRange(foreign);
            all += counted;
        }

        return allForeign.Count > 0 && allForeign.Count * 2 >= all ? First(allForeign) : null;
    }

    /// <summary>More than half of Kazakh words have a letter of their own; six without, or a long line with hardly any, are hardly Kazakh.</summary>
    private static string? Unkazakh(List<List<string>> lines, List<string> all)
    {
        var cyrillic = all.Where(IsCyrillic).ToList();
        if (cyrillic.Count >= 6 && !cyrillic.Exists(word => Letters.HasKazakh(word)))
            return First(cyrillic);
        return lines.Select(line => line.Where(IsCyrillic).ToList())
            .Where(line => line.Count >= 12 && line.Count(word => Letters.HasKazakh(word)) * 15 <= line.Count)
            .Select(First).FirstOrDefault();
    }

    // Names keep their capitals; small letters make prose.
    private static bool IsLatinProse(List<string> line)
    {
        var latin = line.Where(IsLatin).ToList();
        return latin.Count >= 4 && latin.Count * 2 > line.Count && latin.Count(IsSmall) >= 2;
    }

    private static bool IsSmall(string word) => char.IsLower(word[0]);

    private static bool IsWord(string word) => IsLatin(word) || IsCyrillic(word);

    private static bool IsLatin(string word) => Letters.IsLatin(word[0]);

    private static bool IsCyrillic(string word) => Letters.IsCyrillic(word[0]);

    private static string First(IEnumerable<string> words) =>
        string.Join(", ", words.Select(Evidence.Shorten).Distinct(StringComparer.Ordinal).Take(MostWords));
}
