using System.Collections.Frozen;
using CsmPartners.Entries;

namespace CsmPartners.Search;

/// <summary>The search's own lists of words.</summary>
internal static class WordLists
{
    private static readonly FrozenSet<string> Stops = Lines("stop-words").SelectMany(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' '))
        .SelectMany(Words.In).Select(w => w.Text).ToFrozenSet(StringComparer.Ordinal);

    // Not read before a word is asked for: forms are made with the other lists.
    private static readonly Lazy<FrozenDictionary<string, WordForms[]>> Synonyms = new(ReadSynonyms);

    /// <summary>In the three languages, to be indexed with each entry of the kind.</summary>
    public static FrozenDictionary<EntryKind, string> Kinds { get; } = Lines("kind-words")
        .Select(l => l.Split(": ", 2)).ToFrozenDictionary(l => EntryKinds.Find(l[0])!.Value, l => l[1]);

    /// <summary>Words that end as if something had been added to them.</summary>
    public static IReadOnlyList<string> KazakhWhole { get; } = [.. Lines("kazakh-whole").SelectMany(l => l.Split(' '))];

    /// <summary>By code: what people, languages and things of the country are called.</summary>
    public static FrozenDictionary<string, string> Countries { get; } = Lines("country-words")
        .Select(l => l.Split(": ", 2)).ToFrozenDictionary(l => l[0], l => l[1]);

    public static bool IsStop(string word) => Stops.Contains(word);

    /// <summary>Words that mean the same as a word with one of these stems.</summary>
    public static IEnumerable<WordForms> LikeOneOf(IEnumerable<string> stems) =>
        stems.SelectMany(stem => Synonyms.Value.GetValueOrDefault(stem, [])).Where(like => !like.Stems.Intersect(stems).Any()).DistinctBy(like => like.Word);

    private static FrozenDictionary<string, WordForms[]> ReadSynonyms() =>
        Lines("synonyms")
            .Select(line => line.Split(' ').Select(WordForms.Asked).ToArray())
            .SelectMany(set => set.SelectMany(word => word.Stems.Select(stem => (stem, set))))
            .GroupBy(s => s.stem, s => s.set)
            .ToFrozenDictionary(g => g.Key, g => g.SelectMany(set => set).DistinctBy(w => w.Word).ToArray());

    private static IEnumerable<string> Lines(string list)
    {
        using var file = new StreamReader(typeof(WordLists).Assembly.GetManifestResourceStream($"CsmPartners.Search.{list}.txt")!);
        return [.. file.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
