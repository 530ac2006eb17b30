using System.Globalization;
using System.Text;

namespace CsmPartners;

/// <summary>One of the site's three languages, with the rules of its alphabet.</summary>
public sealed class Language
{
    /// <summary>Kazakh in Cyrillic. The code is <c>kk</c>; <c>kz</c> is the country.</summary>
    public static readonly Language Kk = new(0, "kk", "kk-KZ", "қазақ тілі", "kk_KZ", "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ");

    public static readonly Language Ru = new(1, "ru", "ru-RU", "русский", "ru_RU", "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ");

    /// <summary>British: the day before the month, the 24-hour clock.</summary>
    public static readonly Language En = new(2, "en", "en-GB", "English", "en_GB", "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private Language(int index, string code, string culture, string autonym, string openGraphLocale, string alphabet)
    {
        Index = index;
        Code = code;
        Autonym = autonym;
        OpenGraphLocale = openGraphLocale;
        Alphabet = alphabet;
        Culture = CultureInfo.GetCultureInfo(culture, predefinedOnly: true);
        // Guillemets and dashes do not decide where a name stands; "Hall 9" comes before "Hall 10".
        Comparer = StringComparer.Create(Culture, CompareOptions.IgnoreCase | CompareOptions.IgnoreSymbols | CompareOptions.NumericOrdering);
    }

    /// <summary>In the order of every list of languages on the site.</summary>
    public static IReadOnlyList<Language> All { get; } = [Kk, Ru, En];

    public int Index { get; }

    /// <summary>ISO 639-1; the first part of addresses and the value of <c>lang</c>.</summary>
    public string Code { get; }

    /// <summary>For formatting; matching is by <see cref="Code"/>.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The language's own name.</summary>
    public string Autonym { get; }

    public string OpenGraphLocale { get; }

    /// <summary>Upper-case letters in the alphabet's order.</summary>
    public string Alphabet { get; }

    /// <summary>The order of names in this language.</summary>
    public IComparer<string> Comparer { get; }

    /// <summary>This language, then those whose text stands in for a missing one.</summary>
    public IReadOnlyList<Language> Fallbacks => Index switch
    {
        0 => [Kk, Ru, En],
        1 => [Ru, Kk, En],
        _ => [En, Ru, Kk],
    };

    /// <summary>Exactly kk, ru or en, in any case; a culture made up by the platform is no language of ours.</summary>
    public static Language? Find(ReadOnlySpan<char> code)
    {
        foreach (var language in All)
        {
            if (code.Equals(language.Code, StringComparison.OrdinalIgnoreCase))
                return language;
        }

        return null;
    }

    /// <summary>Why this machine cannot write Kazakh, in plain words for the operator; null when it can.</summary>
    public static string? CheckIcu()
    {
        const string Advice = "The site needs ICU with Kazakh: install the system's ICU library (Debian: libicu) and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset.";
        try
        {
            var kazakh = CultureInfo.GetCultureInfo("kk-KZ", predefinedOnly: true);
            return kazakh.DateTimeFormat.MonthNames[4].Equals("мамыр", StringComparison.OrdinalIgnoreCase)
                && kazakh.CompareInfo.Compare("І", "Ы") > 0 ? null : Advice;
        }
        catch (CultureNotFoundException)
        {
            return Advice;
        }
    }

    /// <summary>The heading under which a name stands in an A–Z index; "#" for names without a letter or that begin with a digit.</summary>
    public string InitialOf(string name)
    {
        var first = name.EnumerateRunes().FirstOrDefault(Rune.IsLetterOrDigit);
        if (!Rune.IsLetter(first))
            return "#";
        var letter = Rune.ToUpper(first, Culture).ToString();
        return Alphabet.Contains(letter, StringComparison.Ordinal) ? letter
            : letter.Normalize(NormalizationForm.FormD)[..1];
    }

    public override string ToString() => Code;
}
