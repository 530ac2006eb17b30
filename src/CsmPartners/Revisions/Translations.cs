using CsmPartners.Texts;

namespace CsmPartners.Revisions;

/// <summary>
/// Which texts are stale: older than what they translate. No language is the source; whichever text changed last in substance
/// makes the others stale, until each follows, or a person says that it is still correct.
/// </summary>
public static class Translations
{
    /// <summary>One language of one text as the form names it: "Title.Ru".</summary>
    public static string Field(string name, Language language) => name + language.Index switch { 0 => ".Kk", 1 => ".Ru", _ => ".En" };

    /// <summary>The texts that are stale once a save has made <paramref name="now"/> of <paramref name="before"/>.</summary>
    /// <param name="stale">Those that were stale before.</param>
    /// <param name="before">The texts by name ("Title") in the revision that the save stands on; without any for a first save.</param>
    /// <param name="now">The texts as saved. What is stale comes back in their order.</param>
    /// <param name="previous">Number of the revision before this save.</param>
    /// <param name="isMinor">No translation has to follow, and none has followed.</param>
    /// <param name="stillCorrect">Fields ("Title.Ru") of which a person says that they say the same as the others.</param>
    public static List<StaleText> After(
        IEnumerable<StaleText> stale,
        IReadOnlyDictionary<string, LocalizedText> before,
        IReadOnlyDictionary<string, LocalizedText> now,
        int previous,
        bool isMinor,
        IReadOnlySet<string> stillCorrect)
    {
        var since = stale.ToLookup(text => text.Field, text => text.Since);
        var result = new List<StaleText>();
        foreach (var (name, text) in now)
        {
            var states = Language.All.Select(language => new State(
                Field(name, language),
                Letters.InOneLine(before.TryGetValue(name, out var old) ? old[language] : ""),
                Letters.InOneLine(text[language]))).ToList();
            var sourceChanged = !isMinor && states.Any(state => state.IsRevised && !since.Contains(state.Field));
            foreach (var state in states.Where(state => state.IsKept(isMinor) && !stillCorrect.Contains(state.Field)))
            {
                if (since.Contains(state.Field))
                    result.Add(new StaleText { Field = state.Field, Since = since[state.Field].Min() });
                else if (sourceChanged && !state.IsRevised)
                    result.Add(new StaleText { Field = state.Field, Since = previous });
            }
        }

        return result;
    }

    /// <summary>How many texts each language lacks that another has.</summary>
    public static Gaps Missing(IEnumerable<LocalizedText> texts)
    {
        var missing = new Gaps();
        foreach (var text in texts.Where(text => Language.All.Any(language => !IsBlank(text, language))))
        {
            missing = new Gaps
            {
                Kk = missing.Kk + (IsBlank(text, Language.Kk) ? 1 : 0),
                Ru = missing.Ru + (IsBlank(text, Language.Ru) ? 1 : 0),
                En = missing.En + (IsBlank(text, Language.En) ? 1 : 0),
            };
        }

        return missing;
    }

    /// <summary>How many texts of each language are stale.</summary>
    public static Gaps Count(IEnumerable<StaleText> stale)
    {
        var languages = stale.Select(text => text.Field[(text.Field.LastIndexOf('.') + 1)..]).ToList();
        return new Gaps
        {
            Kk = languages.Count(language => language == "Kk"),
            Ru = languages.Count(language => language == "Ru"),
            En = languages.Count(language => language == "En"),
        };
    }

    private static bool IsBlank(LocalizedText text, Language language) => string.IsNullOrWhiteSpace(text[language]);

    /// <summary>A text before and after the save, its white space collapsed: only words are substance.</summary>
    private readonly record struct State(string Field, string Before, string Now)
    {
        /// <summary>Changed, and neither newly filled nor emptied.</summary>
        public bool IsRevised => Before.Length > 0 && Now.Length > 0 && Before != Now;

        /// <summary>There before and now, so that it can be behind: what was just filled, or rewritten as more than minor, is not.</summary>
        public bool IsKept(bool isMinor) => Before.Length > 0 && Now.Length > 0 && (isMinor || Before == Now);
    }
}
