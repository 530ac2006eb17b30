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
        // Each unknown word is held against the whole vocabulary.
        if (asked.Whole.Count > Asked.MostWords)
            return [];
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
    private IEnumerable<string> Like(IndexSearcher searcher, string word)
    {
        var reader = searcher.IndexReader;
        var folded = Folding.Fold(word);
        var edits = folded.Length < 4 ? 0 : folded.Length < 7 ? 1 : 2;
        var near = edits == 0 ? [] : Near(folded, edits);
        return near.OrderBy(n => n.Edits).ThenByDescending(n => n.Folded[0] == folded[0]).ThenByDescending(n => n.Entries)
            .SelectMany(n => AsWritten(reader, n.Folded))
            .Concat(Completed(reader, folded))
            .Distinct(StringComparer.Ordinal);
    }

    private IEnumerable<(string Folded, int Edits, int Entries)> Near(string folded, int edits) =>
        from known in index.Vocabulary
        where Math.Abs(known.Word.Length - folded.Length) <= edits
        let distance = Distance(folded, known.Word, edits)
        where distance <= edits
        select (known.Word, distance, known.Entries);

    private static IEnumerable<string> Completed(IndexReader reader, string folded) =>
        folded.Length < ShortestCompleted ? []
        : SpeltFrom(reader, folded).OrderBy(s => s.Word.Length).ThenByDescending(s => s.Entries).Select(s => s.Word).Take(Most);

    // None where the index has lost the word since its vocabulary was read, or has yet to get it.
    private static IEnumerable<string> AsWritten(IndexReader reader, string folded) =>
        SpeltFrom(reader, folded + '\u0001').OrderByDescending(s => s.Entries).Select(s => s.Word).Take(1);

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

    /// <summary>Letters wrong, missing, too many or swapped with their neighbour; more than the limit is not counted out.</summary>
    private static int Distance(string a, string b, int limit)
    {
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var least = row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > limit)
                return least;
            var free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[b.Length];
    }
}
