using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CsmPartners.Search;

/// <summary>What somebody typed, read as words. Signs of any query language are nothing but signs.</summary>
internal sealed class Asked
{
    /// <summary>In UTF-16 units. What goes beyond is cut off, and said to be.</summary>
    public const int Longest = 200;

    public const int MostWords = 12;
    private const float Tie = 0.1f;

    /// <summary>How much a word counts in each zone.</summary>
    private static readonly (Zone Zone, float Weight)[] Zones =
    [
        (Zone.Title, 10), (Zone.Name, 9), (Zone.People, 5), (Zone.Place, 4), (Zone.With, 2.5f), (Zone.Year, 2), (Zone.Kind, 5), (Zone.Text, 1),
    ];

    private readonly List<(WordForms Forms, List<WordForms> Like)> words;

    // Texts say the same words again and again.
    private readonly Dictionary<(string, int), bool> matched = [];

    public Asked(string typed)
    {
        Typed = typed.Trim();
        var all = Words.In(Typed.Length > Longest ? Typed[..Longest] : Typed).Select(w => w.Text).ToList();
        Whole = all;
        var telling = all.Where(w => !WordLists.IsStop(w)).ToList();
        words = [.. (telling.Count > 0 ? telling : all).Distinct(StringComparer.Ordinal).Take(MostWords).Select(WordForms.Asked).Select(f => (f, WordLists.LikeOneOf(f.Stems).ToList()))];
    }

    public string Typed { get; }

    public IReadOnlyList<string> Whole { get; }

    public IEnumerable<WordForms> Each => words.Select(w => w.Forms);

    public int Count => words.Count;

    /// <summary>How many of the words an entry has to have: in a long question one may be missing, at the price of its rank.</summary>
    public int Enough => words.Count < 3 ? words.Count : words.Count < 6 ? words.Count - 1 : words.Count - 2;

    /// <summary>Entries that have at least this many of the words.</summary>
    public Query ToQuery(int atLeast)
    {
        var query = new BooleanQuery { MinimumNumberShouldMatch = atLeast };
        foreach (var (forms, like) in words)
            query.Add(Of(forms, like), Occur.SHOULD);
        var whole = new BooleanQuery(disableCoord: true) { { query, Occur.MUST } };
        foreach (var name in new[] { Fields.WholeOf(Whole), Fields.WholeOf(Whole.Select(w => Texts.Folding.Fold(w))) }.Distinct())
            whole.Add(new ConstantScoreQuery(new TermQuery(new Term(Fields.Whole, name))) { Boost = 60 }, Occur.SHOULD);
        return whole;
    }

    /// <summary>Every term that a word is found by, and how much each counts.</summary>
    public static IEnumerable<(Term Term, float Weight)> TermsOf(WordForms forms)
    {
        foreach (var (zone, weight) in Zones)
        {
            if (Fields.HasWords(zone))
                yield return (new Term(Fields.Words(zone), forms.Word), weight);
            foreach (var stem in Fields.HasStems(zone) ? forms.Stems : [])
                yield return (new Term(Fields.Stems(zone), stem), weight * 0.85f);
            foreach (var folded in Fields.HasFolded(zone) ? forms.Folded : [])
                yield return (new Term(Fields.Folded(zone), folded), zone == Zone.Text ? weight : weight * 0.6f);
            foreach (var latin in Fields.HasLatin(zone) ? forms.Latin : [])
                yield return (new Term(Fields.Latin(zone), latin), weight * 0.4f);
        }
    }

    /// <summary>Whether a word of a text is one of those asked for, in any form of it.</summary>
    public bool Matches(string word, Language language)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(matched, (word, language.Index), out var exists);
        return exists ? known : known = IsAsked(WordForms.In(word, language));
    }

    /// <summary>Whether one language's name has every word that was asked for.</summary>
    public bool IsIn(LocalizedText name) => words.Count > 0 && Language.All.Any(language =>
    {
        var there = Words.In(name[language]).Select(w => WordForms.In(w.Text, language)).ToList();
        return words.TrueForAll(w => there.Exists(found => IsLike(found, w.Forms)));
    });

    private bool IsAsked(WordForms found) =>
        words.Exists(w => IsLike(found, w.Forms) || w.Like.Exists(like => found.Word == like.Word || found.Stems.Intersect(like.Stems).Any()));

    private static bool IsLike(WordForms found, WordForms asked) =>
        found.Word == asked.Word
        || found.Stems.Intersect(asked.Stems).Any()
        || found.Folded.Intersect(asked.Folded).Any()
        || found.Latin.Intersect(asked.Latin).Any();

    private static DisjunctionMaxQuery Of(WordForms forms, IEnumerable<WordForms> like)
    {
        var query = new DisjunctionMaxQuery(Tie);
        foreach (var (term, weight) in TermsOf(forms))
            query.Add(new TermQuery(term) { Boost = weight });
        foreach (var (zone, weight) in Zones.Where(z => Fields.HasFolded(z.Zone)))
        {
            foreach (var other in like.SelectMany(l => Fields.HasStems(zone) ? l.Stems : l.Folded))
                query.Add(new TermQuery(new Term(Fields.HasStems(zone) ? Fields.Stems(zone) : Fields.Folded(zone), other)) { Boost = weight * 0.5f });
        }

        return query;
    }
}
