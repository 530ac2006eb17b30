using CsmPartners.Texts;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CsmPartners.Search;

/// <summary>What may have been meant where nothing was found: another keyboard, a letter wrong, a word begun.</summary>
internal sealed class Repairs(SearchIndex index)
{
    private const int Most = 3;
    private const int ShortestCompleted = 3;

    /// <summary>The likeliest first.</summary>
    public IReadOnlyList<string> Of(Asked asked) => index.Read(searcher =>
    {
        var readings = KeyboardLayout.Readings(asked.Typed).Select(text => new Asked(text)).ToList();
        return (IReadOnlyList<string>)
        [
            .. readings.Where(r => r.Count > 0 && r.Each.All(w => IsKnown(searcher, w))).Select(r => r.Typed)
                .Concat(readings.Prepend(asked).SelectMany(words => Respelt(words, word => IsKnown(searcher, word), word => Like(searcher, word))))
                .Concat(Respelt(asked, word => IsKnownAsSpelt(searcher, word), word => Like(searcher, word)))
                .Distinct(StringComparer.Ordinal)
                .Take(Most),
        ];
    });

    /// <summary>With each unknown word replaced by known ones like it; nothing where one has none.</summary>
    private static IEnumerable<string> Respelt(Asked asked, Func<WordForms, bool> isKnown, Func<string, IEnumerable<string>> like)
    {
        var choices = asked.Whole
            .Select(word => isKnown(WordForms.Asked(word)) || WordLists.IsStop(word) ? [word] : like(word).Take(Most).ToList())
            .ToList();
        if (choices.Count == 0 || choices.Exists(c => c.Count == 0))
            return [];
        return Enumerable.Range(0, choices.Max(c => c.Count)).Select(n => string.Join(' ', choices.Select(c => c[Math.Min(n, c.Count - 1)])));
    }

    private static bool IsKnown(IndexSearcher searcher, WordForms word) => Asked.TermsOf(word).Any(t => searcher.IndexReader.DocFreq(t.Term) > 0);

    /// <summary>Not only by what its folded or Latin form has in common with another word.</summary>
    private static bool IsKnownAsSpelt(IndexSearcher searcher, WordForms word) =>
        IsKnown(searcher, word with { Folded = [], Latin = [] });

    /// <summary>Known words, nearest first: by letters wrong, then by how often they stand in the texts.</summary>
    private static IEnumerable<string> Like(IndexSearcher searcher, string word)
    {
        var reader = searcher.IndexReader;
        var folded = Folding.Fold(word);
        var edits = folded.Length < 4 ? 0 : folded.Length < 7 ? 1 : 2;
        var near = edits == 0 ? [] : Near(reader, folded, edits);
        return near.OrderBy(n => n.Edits).ThenByDescending(n => n.Folded[0] == folded[0]).ThenByDescending(n => n.Entries)
            .Select(n => AsWritten(reader, n.Folded))
            .Concat(Completed(reader, folded))
            .Distinct(StringComparer.Ordinal);
    }

    private static List<(string Folded, int Edits, int Entries)> Near(IndexReader reader, string folded, int edits)
    {
        var near = new List<(string, int, int)>();
        if (MultiFields.GetTerms(reader, Fields.Vocabulary) is not { } terms)
            return near;
        var fuzzy = new FuzzyTermsEnum(terms, new AttributeSource(), new Term(Fields.Vocabulary, folded), edits, 0, transpositions: true);
        while (fuzzy.MoveNext())
        {
            var term = fuzzy.Term.Utf8ToString();
            near.Add((term, Distance(folded, term), fuzzy.DocFreq));
        }

        return near;
    }

    private static IEnumerable<string> Completed(IndexReader reader, string folded) =>
        folded.Length < ShortestCompleted ? []
        : SpeltFrom(reader, folded).OrderBy(s => s.Word.Length).ThenByDescending(s => s.Entries).Select(s => s.Word).Take(Most);

    private static string AsWritten(IndexReader reader, string folded) =>
        SpeltFrom(reader, folded + '\u0001').OrderByDescending(s => s.Entries).Select(s => s.Word).First();

    /// <summary>Words as written whose folded spelling begins so.</summary>
    private static List<(string Word, int Entries)> SpeltFrom(IndexReader reader, string beginning)
    {
        const int Enough = 2000;
        var words = new List<(string, int)>();
        var terms = MultiFields.GetTerms(reader, Fields.Spelt)?.GetEnumerator();
        for (var more = terms is not null && terms.SeekCeil(new BytesRef(beginning)) != TermsEnum.SeekStatus.END; more && words.Count < Enough; more = terms!.MoveNext())
        {
            var term = terms!.Term.Utf8ToString();
            if (!term.StartsWith(beginning, StringComparison.Ordinal))
                break;
            words.Add((term[(term.IndexOf('\u0001', StringComparison.Ordinal) + 1)..], terms.DocFreq));
        }

        return words;
    }

    /// <summary>Letters wrong, missing, too many or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 ? j : j == 0 ? i
                    : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}
