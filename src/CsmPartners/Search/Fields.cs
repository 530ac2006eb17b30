using System.Globalization;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace CsmPartners.Search;

/// <summary>Which terms stand in which field of the index: for each zone the words, their stems, folded stems and Latin keys.</summary>
internal static class Fields
{
    public const string Id = "id";

    /// <summary>Whole names: what was asked for is exactly this.</summary>
    public const string Whole = "whole";

    /// <summary>Folded words and Latin keys of names, for their beginnings.</summary>
    public const string Beginnings = "beginnings";

    /// <summary>Every word, folded; with <see cref="Spelt"/> the vocabulary that a misspelt word is compared with.</summary>
    public const string Vocabulary = "vocabulary";

    /// <summary>Every word as "folded\u0001as written".</summary>
    public const string Spelt = "spelt";

    private static readonly FieldType Terms = Frozen(new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS });
    private static readonly FieldType Marks = Frozen(new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_ONLY, OmitNorms = true });

    public static Term TermOf(int id) => new(Id, id.ToString(CultureInfo.InvariantCulture));

    public static string Words(Zone zone) => $"{zone}.words";

    public static string Stems(Zone zone) => $"{zone}.stems";

    public static string Folded(Zone zone) => $"{zone}.folded";

    public static string Latin(Zone zone) => $"{zone}.latin";

    public static bool HasFolded(Zone zone) => zone != Zone.Year;

    public static bool HasStems(Zone zone) => zone is not (Zone.Text or Zone.Year);

    public static bool HasWords(Zone zone) => zone is not (Zone.Text or Zone.Kind);

    public static bool HasLatin(Zone zone) => zone is not (Zone.Text or Zone.Kind or Zone.Year);

    public static Document Of(SearchDocument source)
    {
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var vocabulary = new HashSet<WordForms>(ReferenceEqualityComparer.Instance);
        foreach (var (zone, language, text) in source.Texts)
        {
            var words = Search.Words.In(text).Select(w => WordForms.In(w.Text, language)).ToList();
            foreach (var word in words)
                Add(fields, zone, word);
            if (zone is not (Zone.Kind or Zone.Year))
                vocabulary.UnionWith(words.Where(w => char.IsLetter(w.Word[0])));
            if (zone is Zone.Title or Zone.Name && words.Count > 0)
                ListOf(fields, Whole).AddRange([WholeOf(words.Select(w => w.Word)), WholeOf(words.Select(w => w.Plain))]);
        }

        var document = new Document
        {
            new StringField(Id, source.Entry.Id.ToString(CultureInfo.InvariantCulture), Field.Store.NO),
            new NumericDocValuesField(Id, source.Entry.Id),
            new Field(Vocabulary, new TermsOf(vocabulary.Select(w => w.Plain).Distinct()), Marks),
            new Field(Spelt, new TermsOf(vocabulary.Select(w => $"{w.Plain}\u0001{w.Word}").Distinct()), Marks),
        };
        foreach (var (name, terms) in fields)
            document.Add(new Field(name, new TermsOf(terms), name is Whole or Beginnings ? Marks : Terms));
        return document;
    }

    public static List<(string Word, int Entries)> VocabularyOf(IndexReader reader)
    {
        var words = new List<(string, int)>();
        for (var terms = MultiFields.GetTerms(reader, Vocabulary)?.GetEnumerator(); terms?.MoveNext() == true;)
            words.Add((terms.Term.Utf8ToString(), terms.DocFreq));
        return words;
    }

    public static string WholeOf(IEnumerable<string> words) => string.Join(' ', words);

    private static void Add(Dictionary<string, List<string>> fields, Zone zone, WordForms word)
    {
        // Running text is most of what there is, and the least telling: one term for each word.
        if (zone == Zone.Text)
        {
            ListOf(fields, Folded(zone)).Add(word.Folded[0]);
            return;
        }

        if (HasFolded(zone))
        {
            ListOf(fields, Stems(zone)).AddRange(word.Stems);
            ListOf(fields, Folded(zone)).AddRange(word.Folded);
        }

        if (HasWords(zone))
            ListOf(fields, Words(zone)).Add(word.Word);
        if (HasLatin(zone))
            ListOf(fields, Latin(zone)).AddRange(word.Latin);
        if (zone is Zone.Title or Zone.Name)
            ListOf(fields, Beginnings).AddRange(word.Latin.Append(word.Plain));
    }

    private static List<string> ListOf(Dictionary<string, List<string>> fields, string name) =>
        fields.TryGetValue(name, out var list) ? list : fields[name] = [];

    private static FieldType Frozen(FieldType type)
    {
        type.Freeze();
        return type;
    }

    /// <summary>Terms that are ready, handed to Lucene one by one.</summary>
    private sealed class TermsOf : TokenStream
    {
        private readonly IEnumerator<string> terms;
        private readonly ICharTermAttribute term;

        public TermsOf(IEnumerable<string> terms)
        {
            this.terms = terms.GetEnumerator();
            term = AddAttribute<ICharTermAttribute>();
        }

        public override bool IncrementToken()
        {
            if (!terms.MoveNext())
                return false;
            ClearAttributes();
            term.Append(terms.Current);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                terms.Dispose();
            base.Dispose(disposing);
        }
    }
}
