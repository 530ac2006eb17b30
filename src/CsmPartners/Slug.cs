using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsmPartners.Entries;
using CsmPartners.Texts;

namespace CsmPartners;

/// <summary>The last part of an entry's address: Latin words joined by hyphens, shared by the three languages.</summary>
public static partial class Slug
{
    // Russian letters go as in passports, Kazakh ones to the nearest Latin letter, so that one table serves both.
    private static readonly Dictionary<char, string> Cyrillic = new()
    {
        ['а'] = "a", ['ә'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "g", ['ғ'] = "g", ['ґ'] = "g", ['д'] = "d", ['е'] = "e", ['є'] = "e",
        ['ё'] = "yo", ['ж'] = "zh", ['з'] = "z", ['и'] = "i", ['й'] = "i", ['к'] = "k", ['қ'] = "q", ['л'] = "l", ['м'] = "m", ['н'] = "n",
        ['ң'] = "n", ['о'] = "o", ['ө'] = "o", ['п'] = "p", ['р'] = "r", ['с'] = "s", ['т'] = "t", ['у'] = "u", ['ў'] = "u", ['ұ'] = "u",
        ['ү'] = "u", ['ф'] = "f", ['х'] = "kh", ['һ'] = "h", ['ҳ'] = "h", ['ц'] = "ts", ['ч'] = "ch", ['ҷ'] = "j", ['ш'] = "sh",
        ['щ'] = "shch", ['ъ'] = "", ['ы'] = "y", ['і'] = "i", ['ї'] = "i", ['ь'] = "", ['э'] = "e", ['ю'] = "yu", ['я'] = "ya",
    };

    // -2 to -9999.
    private const int LongestSuffix = 5;

    private static readonly HashSet<string> Taken = EntryKinds.Activities.Append(EntryKind.Partner).Select(kind => kind.List())
        .Concat(["countries", "timeline", "map", "search", "display", "contact", "preview", "feed", "calendar", "data", "media"])
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Made of the English title, else the Russian, else the Kazakh: the first that has a letter or digit to spell.
    /// Null when none has.
    /// </summary>
    public static string? Of(LocalizedText title) =>
        new[] { title.En, title.Ru, title.Kk }.Select(Spell).FirstOrDefault(slug => slug.Length > 0);

    public static bool IsValid(string? slug) => slug is { Length: > 0 and <= Entry.SlugLength } && Shape.IsMatch(slug);

    /// <summary>Pages lie directly under the language, beside the lists and the fixed sections, and may not be called like them.</summary>
    public static bool IsReserved(EntryKind kind, string slug) => kind == EntryKind.Page && Taken.Contains(slug);

    /// <summary>The slug itself, or with the first of -2, -3 … that is free.</summary>
    public static string Unique(string wanted, Func<string, bool> isTaken)
    {
        var slug = wanted;
        for (var number = 2; isTaken(slug); number++)
        {
            var suffix = "-" + number.ToString(CultureInfo.InvariantCulture);
            slug = Cut(wanted, Entry.SlugLength - suffix.Length) + suffix;
        }

        return slug;
    }

    /// <summary>With which every slug begins that <see cref="Unique"/> may make of this one.</summary>
    public static string Stem(string wanted) => Cut(wanted, Entry.SlugLength - LongestSuffix);

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Shape { get; }

    private static string Spell(string text)
    {
        var slug = new StringBuilder();
        foreach (var rune in Letters.Compose(text).EnumerateRunes())
        {
            if (Letters.PlainLatin(rune) is { } latin)
                slug.Append(latin);
            else if (rune.IsBmp && Cyrillic.TryGetValue(char.ToLowerInvariant((char)rune.Value), out var letters))
                slug.Append(letters);
            else if (Rune.IsDigit(rune))
                slug.Append((int)Rune.GetNumericValue(rune));
            else if (!IsInsideWords(rune) && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return Cut(slug.ToString().TrimEnd('-'), Entry.SlugLength);
    }

    private static bool IsInsideWords(Rune rune) =>
        rune.Value is '\'' or '’' or 'ʼ' or '\u00AD' || (rune.IsBmp && Letters.IsMark((char)rune.Value));

    private static string Cut(string slug, int length)
    {
        if (slug.Length <= length)
            return slug;
        var end = slug.LastIndexOf('-', length);
        return slug[..(end > 0 ? end : length)];
    }
}
