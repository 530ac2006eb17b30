using CsmPartners.Entries;
using CsmPartners.Revisions;

namespace CsmPartners.Texts;

/// <summary>What looks wrong about an entry's texts: in each by itself, and between its languages. Empty texts are not compared.</summary>
public static class TextChecks
{
    /// <summary>Fewer words may well be the same in two languages.</summary>
    private const int FewestSameWords = 4;

    /// <param name="texts">By name: "Title", "Body".</param>
    public static List<Warning> Check(IReadOnlyDictionary<string, LocalizedText> texts) =>
        [.. texts.SelectMany(text => Check(text.Key, text.Value))];

    // A text beyond its length cannot be saved; the form says so.
    private static IEnumerable<Warning> Check(string name, LocalizedText text)
    {
        var versions = Language.All.Where(language => text[language].Length <= Entry.BodyLength && !string.IsNullOrWhiteSpace(text[language]))
            .Select(language => new Version(Translations.Field(name, language), language, Prose.Of(text[language]))).ToList();
        return versions.SelectMany(Alone).Concat(Same(versions)).Concat(Between(versions));
    }

    private static IEnumerable<Warning> Alone(Version version)
    {
        foreach (var (rule, words) in WrongLanguage.In(version.Prose, version.Language))
            yield return new Warning(version.Field, rule, words);
        foreach (var (rule, words, letters) in LookAlikes.In(version.Prose, version.Language))
            yield return new Warning(version.Field, rule, words, letters);
    }

    private static IEnumerable<Warning> Same(List<Version> versions)
    {
        var lines = versions.Select(version => Letters.InOneLine(version.Prose.Text)).ToList();
        for (var i = 1; i < versions.Count; i++)
        {
            var twin = lines.IndexOf(lines[i], 0, i);
            if (twin >= 0 && !IsName(lines[i]))
                yield return new Warning(versions[i].Field, TextWarning.SameText, versions[twin].Language.Code);
        }
    }

    /// <summary>Few words, or hardly a long word without a capital.</summary>
    private static bool IsName(string line)
    {
        var words = Prose.WordsIn(line).Select(match => match.Value).ToList();
        return words.Count < FewestSameWords || !words.Exists(word => word.Length > 3 && char.IsLower(word[0]));
    }

    private static IEnumerable<Warning> Between(List<Version> versions) =>
    [
        .. Missing(versions, TextWarning.MissingYears, version => version.Numbers.Years),
        .. Missing(versions, TextWarning.MissingNumbers, version => version.Numbers.Stated, version => version.Numbers.Ordinals),
        .. Missing(versions, TextWarning.MissingLinks, version => version.Prose.Links),
        .. Missing(versions, TextWarning.MissingReferences, version => version.Prose.References),
        .. Missing(versions, TextWarning.MissingHeadings, version => version.Prose.Headings),
    ];

    /// <summary>For each language, what others have more often than it.</summary>
    private static IEnumerable<Warning> Missing(
        List<Version> versions, TextWarning rule, Func<Version, IEnumerable<string>> parts, Func<Version, IReadOnlySet<string>>? forgiven = null)
    {
        var counts = versions.Select(version => parts(version).CountBy(part => part).ToDictionary()).ToList();
        for (var i = 0; i < versions.Count; i++)
        {
            var missing = new Dictionary<string, int>();
            var having = new SortedSet<int>();
            for (var j = 0; j < versions.Count; j++)
            {
                foreach (var (part, count) in counts[j])
                {
                    var lack = count - counts[i].GetValueOrDefault(part);
                    if (lack <= 0 || forgiven?.Invoke(versions[i]).Contains(part) == true)
                        continue;
                    missing[part] = Math.Max(lack, missing.GetValueOrDefault(part));
                    having.Add(j);
                }
            }

            if (missing.Count > 0)
            {
                yield return new Warning(
                    versions[i].Field,
                    rule,
                    Evidence.List([.. missing.Select(part => part.Value == 1 ? part.Key : $"{part.Key} × {part.Value}")]),
                    string.Join(", ", having.Select(j => versions[j].Language.Code)));
            }
        }
    }

    private sealed record Version(string Field, Language Language, Prose Prose)
    {
        public Numbers Numbers { get; } = Numbers.In(Prose);
    }
}
