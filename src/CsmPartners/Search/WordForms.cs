using System.Collections.Concurrent;
using CsmPartners.Texts;
using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace CsmPartners.Search;

/// <summary>What a word is found by.</summary>
/// <param name="Word">As it stands, in lower case.</param>
/// <param name="Stems">By the rules of the language it is in; of what is asked, by those of every language it may be in.</param>
/// <param name="Folded">Stems without what a keyboard may lack.</param>
/// <param name="Latin">The rough Latin spelling of the word and of its stems.</param>
internal sealed record WordForms(string Word, string[] Stems, string[] Folded, string[] Latin)
{
    /// <summary>The word itself without what a keyboard may lack.</summary>
    public string Plain { get; } = Folding.Fold(Word);

    // The museum's vocabulary is some tens of thousands of words; beyond that, words are worked out each time.
    private const int MostKept = 200_000;

    private static readonly ConcurrentDictionary<(string, int), WordForms> Kept = new();

    /// <summary>Of a word in a text of this language.</summary>
    public static WordForms In(string word, Language language)
    {
        if (Kept.TryGetValue((word, language.Index), out var kept))
            return kept;
        var forms = Letters.IsCyrillic(word[0])
            ? language == Language.Kk ? Of(word, kazakh: true, russian: false) : Of(word, kazakh: language == Language.En, russian: true)
            : Of(word, kazakh: false, russian: false);
        if (Kept.Count < MostKept)
            Kept.TryAdd((word, language.Index), forms);
        return forms;
    }

    /// <summary>Of a word that was asked for, whatever language it is in.</summary>
    public static WordForms Asked(string word)
    {
        if (Letters.IsCyrillic(word[0]))
            return Of(word, kazakh: true, russian: true);
        var forms = Of(word, kazakh: false, russian: false);
        // A Kazakh or Russian word on a Latin keyboard may have endings.
        var meant = forms.Latin.Length == 0 ? "" : LatinKey.ToCyrillic(LatinKey.Of(word));
        return meant.Length == 0 ? forms : forms with { Latin = Unlike(forms.Latin.Concat(Of(meant, kazakh: true, russian: true).Latin)) };
    }

    private static WordForms Of(string word, bool kazakh, bool russian)
    {
        var stems = new List<string>();
        var folded = new List<string>();
        if (kazakh)
        {
            stems.Add(KazakhStemmer.Exact.Stem(word));
            folded.Add(KazakhStemmer.Folded.Stem(Folding.Fold(word)));
        }

        if (russian)
        {
            stems.Add(Snowball(new RussianStemmer(), word));
            folded.Add(Folding.Fold(stems[^1]));
        }

        if (!kazakh && !russian)
        {
            stems.Add(char.IsAsciiLetter(word[0]) ? Snowball(new EnglishStemmer(), word) : word);
            folded.Add(Folding.Fold(stems[0]));
        }

        folded.Add(Folding.Fold(word));
        var latin = stems.Append(word).Select(LatinKey.Of).Where(key => key.Length > 1);
        return new WordForms(word, Unlike(stems), Unlike(folded), Unlike(latin));
    }

    private static string[] Unlike(IEnumerable<string> forms) => [.. forms.Where(f => f.Length > 0).Distinct(StringComparer.Ordinal)];

    private static string Snowball(SnowballProgram stemmer, string word)
    {
        stemmer.SetCurrent(word);
        return stemmer.Stem() ? stemmer.Current : word;
    }
}
