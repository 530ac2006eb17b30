using CsmPartners.Published;
using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace CsmPartners.Search;

/// <summary>
/// The published site's entries by their words, in memory. It follows the site: only entries whose texts have changed are indexed
/// again, so that a publication costs as much as the entry that was published.
/// </summary>
public sealed class SearchIndex : IDisposable
{
    private readonly SemaphoreSlim following = new(1);
    private readonly RAMDirectory directory = new();
    private readonly IndexWriter writer;
    private readonly SearcherManager searchers;
    private readonly Dictionary<int, string> fingerprints = [];
    private volatile PublishedSite? followed;
    private volatile IReadOnlyList<(string Word, int Entries)> vocabulary = [];

    public SearchIndex()
    {
        // Every field is given its terms by us, so that the analyzer is never asked.
        writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new Nothing()) { Similarity = Ranking.Similarity, RAMBufferSizeMB = 64 });
        searchers = new SearcherManager(writer, applyAllDeletes: true, new Ranking());
    }

    /// <summary>Every word that entries have, folded, and how many have it.</summary>
    internal IReadOnlyList<(string Word, int Entries)> Vocabulary => vocabulary;

    /// <summary>Of the site that it has; null before the first.</summary>
    public long? Version => followed?.Version;

    /// <summary>Bytes that the index takes.</summary>
    public long Bytes => directory.GetSizeInBytes();

    /// <summary>
    /// Brings the index to this site, unless it has it or a newer one already. Who comes meanwhile waits without holding a thread:
    /// the first index of a large site takes seconds.
    /// </summary>
    public async Task FollowAsync(PublishedSite site, CancellationToken cancellation)
    {
        if (ReferenceEquals(followed, site))
            return;
        await following.WaitAsync(cancellation);
        try
        {
            if (followed is null || (!ReferenceEquals(followed, site) && followed.Version <= site.Version))
                await Task.Run(() => Follow(site), cancellation);
        }
        finally
        {
            following.Release();
        }
    }

    private void Follow(PublishedSite site)
    {
        var gone = fingerprints.Keys.ToHashSet();
        var changed = new List<(SearchDocument Document, string Fingerprint)>();
        foreach (var document in site.Everything.Entries.Select(e => SearchDocument.Of(site, e)))
        {
            gone.Remove(document.Entry.Id);
            var fingerprint = document.Fingerprint();
            if (fingerprints.GetValueOrDefault(document.Entry.Id) != fingerprint)
                changed.Add((document, fingerprint));
        }

        Parallel.ForEach(changed, c => writer.UpdateDocument(Fields.TermOf(c.Document.Entry.Id), Fields.Of(c.Document)));
        foreach (var id in gone)
            writer.DeleteDocuments(Fields.TermOf(id));
        // One segment is asked faster than many; later changes are few.
        if (changed.Count > fingerprints.Count / 2)
            writer.ForceMerge(1);
        searchers.MaybeRefreshBlocking();
        vocabulary = Read(searcher => Fields.VocabularyOf(searcher.IndexReader));

        // Only now: what failed on the way is indexed again at the next look.
        foreach (var (document, fingerprint) in changed)
            fingerprints[document.Entry.Id] = fingerprint;
        foreach (var id in gone)
            fingerprints.Remove(id);
        followed = site;
    }

    /// <summary>Numbers of the entries that the query finds, best first.</summary>
    internal int[] Find(Query query) => Read(searcher =>
    {
        var hits = new Hits();
        searcher.Search(query, hits);
        return hits.BestFirst();
    });

    /// <summary>Asks the index as it is now.</summary>
    internal T Read<T>(Func<IndexSearcher, T> ask)
    {
        var searcher = searchers.Acquire();
        try
        {
            return ask(searcher);
        }
        finally
        {
            searchers.Release(searcher);
        }
    }

    public void Dispose()
    {
        searchers.Dispose();
        writer.Dispose();
        directory.Dispose();
        following.Dispose();
    }

    private sealed class Nothing : Analyzer
    {
        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) =>
            throw new NotSupportedException($"The field {fieldName} came without its terms.");
    }

    private sealed class Ranking : SearcherFactory
    {
        public static readonly Similarity Similarity = new Bm25();

        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = Similarity };
    }

    /// <summary>Names are short: a long title must not stand far below a short one. An entry that lacks a word falls behind.</summary>
    private sealed class Bm25() : BM25Similarity(1.2f, 0.4f)
    {
        public override float Coord(int overlap, int maxOverlap) => (float)overlap / maxOverlap * overlap / maxOverlap;
    }

    /// <summary>Everything found, since what can be chosen further is counted over all of it.</summary>
    private sealed class Hits : ICollector
    {
        private readonly List<long> hits = [];
        private Scorer? scorer;
        private NumericDocValues? ids;

        public bool AcceptsDocsOutOfOrder => true;

        public void SetScorer(Scorer scorer) => this.scorer = scorer;

        public void SetNextReader(AtomicReaderContext context) => ids = context.AtomicReader.GetNumericDocValues(Fields.Id);

        public void Collect(int doc) => hits.Add(((long)BitConverter.SingleToInt32Bits(scorer!.GetScore()) << 32) | (uint)ids!.Get(doc));

        // Of equals the newer entry first, so that the order is the same on every node. Scores are positive, and the bits of
        // positive numbers sort as the numbers do.
        public int[] BestFirst()
        {
            hits.Sort();
            hits.Reverse();
            return [.. hits.Select(hit => (int)(uint)hit)];
        }
    }
}
