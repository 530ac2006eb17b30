using System.Buffers;

namespace CsmPartners.Texts;

/// <summary>Letters of the other alphabet inside a word: nobody sees them, and no search finds the word.</summary>
internal static class LookAlikes
{
    private const int MostWords = 3;

    private static readonly SearchValues<char> Latin = SearchValues.Create("aceopxyihkmtbnəABCEHIKMOPTXYƏ");
    private static readonly SearchValues<char> Cyrillic = SearchValues.Create("асеорхуіһкмтвнәАВСЕНІКМОРТХУҺӘ");

    public static IEnumerable<(TextWarning Rule, string Words, string Letters)> In(Prose prose, Language language)
    {
        var mixed = Prose.WordsIn(prose.Text).Select(match => match.Value)
            .Where(word => word.AsSpan().ContainsAny(Latin) && word.AsSpan().ContainsAny(Cyrillic))
            .Select(word => (Word: word, Strangers: Strangers(word, language)))
            .Where(found => found.Strangers is not null)
            .ToLookup(found => Letters.IsLatin(found.Strangers![0]));
        foreach (var group in mixed.OrderByDescending(group => group.Key))
        {
            var found = group.DistinctBy(one => one.Word).Take(MostWords).ToList();
            yield return (
                group.Key ? TextWarning.LatinLookAlikes : TextWarning.CyrillicLookAlikes,
                string.Join(", ", found.Select(one => Evidence.Shorten(one.Word))),
                string.Join(", ", found.SelectMany(one => one.Strangers!).Distinct()));
        }
    }

    /// <summary>
    /// The letters that do not belong: those of the alphabet with fewer letters in the word, all of which must look like the other's.
    /// A Latin name with a Kazakh ending is no mistake.
    /// </summary>
    private static string? Strangers(string word, Language language)
    {
        var latin = string.Concat(word.Where(Letters.IsLatin));
        var cyrillic = string.Concat(word.Where(Letters.IsCyrillic));
        var latinIsStrange = latin.Length == cyrillic.Length ? language != Language.En : latin.Length < cyrillic.Length;
        var strangers = latinIsStrange ? latin : cyrillic;
        return strangers.AsSpan().ContainsAnyExcept(latinIsStrange ? Latin : Cyrillic) ? null : strangers;
    }
}
