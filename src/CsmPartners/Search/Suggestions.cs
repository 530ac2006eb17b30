using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Texts;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CsmPartners.Search;

/// <summary>Entries whose names hold what has been typed so far; the last word may be unfinished.</summary>
public static class Suggestions
{
    public const int Shortest = 2;

    private const int Most = 8;

    /// <summary>The likeliest first, at most eight.</summary>
    /// <param name="index">That follows the site.</param>
    public static IReadOnlyList<Entry> In(SearchIndex index, PublishedSite site, string typed, Language language)
    {
        var words = Words.In(typed.Length > Asked.Longest ? typed[..Asked.Longest] : typed).Select(w => w.Text).ToList();
        if (words.Count == 0 || words.Sum(w => w.Length) < Shortest)
            return [];
        var query = new BooleanQuery();
        foreach (var word in words.Distinct(StringComparer.Ordinal).Take(Asked.MostWords))
            query.Add(Begins(word, isWhole: word != words[^1]), Occur.MUST);
        var begun = Folding.Fold(typed.Trim());
        return
        [
            .. index.Find(query).Select(site.PlaceOf).Where(place => place >= 0).Select(place => site.Everything.Entries[place])
                .Select(entry => (Entry: entry, Title: entry.Title.In(language).Text))
                .OrderByDescending(e => Folding.Fold(e.Title).StartsWith(begun, StringComparison.Ordinal))
                .ThenByDescending(e => Words.In(e.Title).Any(w => Folding.Fold(w.Text).StartsWith(Folding.Fold(words[^1]), StringComparison.Ordinal)))
                .ThenBy(e => e.Entry.Kind)
                .ThenBy(e => e.Title, language.Comparer)
                .Take(Most)
                .Select(e => e.Entry),
        ];
    }

    private static BooleanQuery Begins(string word, bool isWhole)
    {
        var query = new BooleanQuery();
        foreach (var beginning in new[] { Folding.Fold(word), LatinKey.Of(word) }.Where(b => b.Length > 0).Distinct(StringComparer.Ordinal))
            query.Add(new ConstantScoreQuery(new PrefixQuery(new Term(Fields.Beginnings, beginning))), Occur.SHOULD);
        foreach (var (term, _) in isWhole ? Asked.TermsOf(WordForms.Asked(word)) : [])
            query.Add(new TermQuery(term), Occur.SHOULD);
        return query;
    }
}
