using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using CsmPartners.Published;

namespace CsmPartners.Web.Localization;

/// <summary>
/// The words of the interface in one language: what visitors read from <c>Ui.kk.resx</c>, <c>Ui.ru.resx</c> and <c>Ui.en.resx</c>,
/// what staff read from <c>Desk.*.resx</c>.
/// </summary>
public sealed class Ui
{
    private static readonly ResourceManager[] Resources = [new(typeof(Ui)), new($"{typeof(Ui).Namespace}.Desk", typeof(Ui).Assembly)];
    private static readonly Ui[] All = [.. Language.All.Select(l => new Ui(l))];

    private readonly Language language;
    private readonly FrozenDictionary<string, string> words;

    private Ui(Language language)
    {
        this.language = language;
        var culture = CultureInfo.GetCultureInfo(language.Code, predefinedOnly: true);
        words = Resources
            .SelectMany(r => r.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>())
            .ToFrozenDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    public IEnumerable<string> Keys => words.Keys;

    public CultureInfo Culture => language.Culture;

    public Language Language => language;

    public static Ui In(Language language) => All[language.Index];

    /// <exception cref="KeyNotFoundException">The resource file lacks the word.</exception>
    public string this[string key] => words.TryGetValue(key, out var word) ? word : throw new KeyNotFoundException($"Ui.{language}.resx lacks '{key}'");

    public string Format(string key, params object[] values) => string.Format(language.Culture, this[key], values);

    public bool Has(string key) => words.ContainsKey(key);

    /// <summary>A number with its noun: key "Count.Partners" stands for <c>Count.Partners.One</c>, <c>.Few</c>, <c>.Many</c>, <c>.Other</c>, where {0} is the number.</summary>
    public string Count(string key, long number) =>
        string.Format(language.Culture, Noun(key, number), number.ToString("N0", language.Culture));

    /// <summary>Of a file: "1.2 MB"; below a tenth of that in kilobytes.</summary>
    public string Size(long bytes) =>
        bytes >= 1_000_000_000 ? Format("Media.Gigabytes", (bytes / 1_000_000_000.0).ToString("0.#", language.Culture))
        : bytes >= 100_000 ? Format("Media.Megabytes", (bytes / 1_000_000.0).ToString("0.#", language.Culture)) : Format("Media.Kilobytes", Math.Max(1, bytes / 1000));

    /// <summary>"2 partners, 5 joint activities"; what there is none of goes unsaid.</summary>
    public string Counts(CountryRecord record) => string.Join(
        ", ",
        new (string Key, int Number)[] { ("Count.Partners", record.Partners.Count), ("Count.Activities", record.Activities.Count) }
            .Where(c => c.Number > 0)
            .Select(c => Count(c.Key, c.Number)));

    /// <summary>The form of a noun beside a number that stands elsewhere.</summary>
    public string Noun(string key, long number)
    {
        var form = $"{key}.{Plural.Of(language, number)}";
        return this[Has(form) ? form : key + ".Other"];
    }

    /// <summary>The word for a value of an enumeration: <c>Role.Organiser</c>.</summary>
    public string Of<TEnum>(TEnum value) where TEnum : struct, Enum => this[$"{typeof(TEnum).Name}.{value}"];
}
