using CsmPartners.Texts;

namespace CsmPartners.Search;

/// <summary>
/// A light stemmer: takes the endings of number, possession, case and place off Kazakh nouns and leaves derivation alone, so that
/// елші (envoy) and елшілік (embassy) stay two words. An ending is taken only where it agrees with the word's vowels and with its
/// last sound, which is what keeps words whole that merely end alike. Its results are keys, not always words.
/// </summary>
/// <remarks>
/// After the rules of Kazakh grammar. For texts typed without Kazakh letters there is <see cref="Folded"/>, which knows the same
/// endings in Russian letters; where folding has levelled the vowels, only the last sound decides.
/// </remarks>
public sealed class KazakhStemmer
{
    private const int MostRounds = 3;

    private static readonly Ending[] Places =
    [
        new("ндағы", "ндегі", Sounds.Possessive), new("дағы", "дегі", Sounds.Vowel | Sounds.N | Sounds.L | Sounds.S | Sounds.Z), new("тағы", "тегі", Sounds.T),
    ];

    private static readonly Ending[] Cases =
    [
        new("ның", "нің", Sounds.Vowel | Sounds.N), new("дың", "дің", Sounds.L | Sounds.S | Sounds.Z), new("тың", "тің", Sounds.T),
        new("дан", "ден", Sounds.Vowel | Sounds.L | Sounds.S | Sounds.Z), new("тан", "тен", Sounds.T), new("нан", "нен", Sounds.N | Sounds.Possessive),
        new("нда", "нде", Sounds.Possessive), new("мен", "мен", Sounds.Vowel | Sounds.N | Sounds.L | Sounds.S), new("бен", "бен", Sounds.Z), new("пен", "пен", Sounds.T),
        new("да", "де", Sounds.Vowel | Sounds.N | Sounds.L | Sounds.S | Sounds.Z), new("та", "те", Sounds.T),
        new("ға", "ге", Sounds.Vowel | Sounds.N | Sounds.L | Sounds.S | Sounds.Z), new("қа", "ке", Sounds.T), new("на", "не", Sounds.Possessive),
        new("ны", "ні", Sounds.Vowel), new("ды", "ді", Sounds.N | Sounds.L | Sounds.S | Sounds.Z), new("ты", "ті", Sounds.T), new("н", "н", Sounds.Possessive),
    ];

    private static readonly Ending[] Possessives =
    [
        new("ымыз", "іміз", Sounds.Consonant), new("ыңыз", "іңіз", Sounds.Consonant), new("мыз", "міз", Sounds.Vowel), new("ңыз", "ңіз", Sounds.Vowel),
        new("сы", "сі", Sounds.Vowel), new("ы", "і", Sounds.Consonant),
    ];

    private static readonly Ending[] Plurals =
    [
        new("лар", "лер", Sounds.Vowel | Sounds.S), new("дар", "дер", Sounds.N | Sounds.L | Sounds.Z), new("тар", "тер", Sounds.T),
    ];

    /// <summary>What a stem loses before a vowel.</summary>
    private static readonly (string Short, string Full)[] Elisions =
    [
        ("халқ", "халық"), ("әрп", "әріп"), ("орн", "орын"), ("мұрн", "мұрын"), ("ерн", "ерін"), ("ауз", "ауыз"), ("көрк", "көрік"), ("ерк", "ерік"), ("қауп", "қауіп"), ("ғұрп", "ғұрып"), ("құлқ", "құлық"),
        ("қарн", "қарын"), ("мойн", "мойын"), ("қойн", "қойын"), ("бөрк", "бөрік"), ("парқ", "парық"), ("сырқ", "сырық"), ("ғайб", "ғайып"), ("ырқ", "ырық"), ("нарқ", "нарық"), ("тәуп", "тәуіп"), ("айп", "айып"), 
    ];

    public static readonly KazakhStemmer Exact = new(folded: false);

    /// <summary>For words whose Kazakh letters were replaced by Russian ones; see <see cref="Folding"/>.</summary>
    public static readonly KazakhStemmer Folded = new(folded: true);

    private readonly bool folded;
    private readonly Ending[] places;
    private readonly Ending[] cases;
    private readonly Ending[] possessives;
    private readonly Ending[] plurals;
    private readonly HashSet<string> whole;
    private readonly Dictionary<string, string> elisions;

    private KazakhStemmer(bool folded)
    {
        this.folded = folded;
        string Spell(string word) => folded ? Folding.Fold(word) : word;
        Ending[] Spelt(Ending[] endings) => [.. endings.Select(e => new Ending(Spell(e.Back), Spell(e.Front), e.After))];
        (places, cases, possessives, plurals) = (Spelt(Places), Spelt(Cases), Spelt(Possessives), Spelt(Plurals));
        whole = WordLists.KazakhWhole.Concat(Elisions.Select(e => e.Full)).Select(Spell).ToHashSet(StringComparer.Ordinal);
        elisions = Elisions.DistinctBy(e => Spell(e.Short)).ToDictionary(e => Spell(e.Short), e => Spell(e.Full), StringComparer.Ordinal);
    }

    [Flags]
    private enum Sounds
    {
        None = 0,
        Vowel = 1,
        N = 2,
        L = 4,
        S = 8,
        Z = 16,
        T = 32,

        /// <summary>A stem that ends in the possessive of the third person.</summary>
        Possessive = 64,
        Consonant = N | L | S | Z | T,
    }

    /// <param name="word">In lower case.</param>
    public string Stem(string word)
    {
        var stem = word;
        if (word.Length >= 4 && Syllables(word) >= 2)
        {
            for (var round = 0; round < MostRounds && !whole.Contains(stem); round++)
            {
                if (!stem.EndsWith("стан", StringComparison.Ordinal) && !IsPossessed(stem))
                    stem = Without(stem, places) ?? Without(stem, cases) ?? stem;
                stem = WithoutPossessive(stem);
                stem = whole.Contains(stem) ? stem : Without(stem, plurals) ?? stem;
                if (!EndsInPlace(stem))
                    break;
            }
        }

        return whole.Contains(stem) ? stem : Key(stem);
    }

    private string WithoutPossessive(string stem) =>
        whole.Contains(stem) ? stem
        : IsPossessed(stem) || IsVerbalNoun(stem) ? stem[..^1]
        : Without(stem, possessives) ?? stem;

    /// <summary>One of the words that end as if something had been added, and now something has.</summary>
    private bool IsPossessed(string stem) => stem[^1] is 'ы' or 'і' or 'и' && whole.Contains(stem[..^1]);

    /// <summary>байланыс-ы, not байланы-сы; but оқушы-сы.</summary>
    private static bool IsVerbalNoun(string stem) =>
        stem.Length > 5 && stem[^1] is 'ы' or 'і' && stem[^2] == 'с' && stem[^3] is 'ы' or 'і' && stem[^4] != 'ш';

    private bool EndsInPlace(string stem) =>
        folded ? stem.EndsWith("гы", StringComparison.Ordinal) || stem.EndsWith("ги", StringComparison.Ordinal)
        : stem.EndsWith("ғы", StringComparison.Ordinal) || stem.EndsWith("гі", StringComparison.Ordinal);

    /// <summary>The word without the longest ending that fits; null where none does.</summary>
    private string? Without(string word, Ending[] endings)
    {
        foreach (var ending in endings)
        {
            foreach (var suffix in (ReadOnlySpan<string>)[ending.Back, ending.Front])
            {
                if (!word.EndsWith(suffix, StringComparison.Ordinal))
                    continue;
                var stem = word[..^suffix.Length];
                if (CanStand(stem, suffix) && (SoundsOf(stem) & ending.After) != Sounds.None && (folded || ending.Back == ending.Front || Agrees(stem, suffix == ending.Back)))
                    return stem;
            }
        }

        return null;
    }

    // A bare н is too little to take off a short word: ақын, ойын, отын.
    private static bool CanStand(string stem, string ending) =>
        stem.Length >= (ending.Length == 1 && ending[0] == 'н' ? 4 : stem.Length > 0 && !IsVowel(stem[^1]) ? 2 : 3) && stem.Any(IsVowel);

    // The soft sign of a loanword is silent: Сианьның.
    private Sounds SoundsOf(string stem) => stem[stem.Length > 1 && stem[^1] == 'ь' ? ^2 : ^1] switch
    {
        'ы' or 'і' => Sounds.Vowel | Sounds.Possessive,
        'и' when folded => Sounds.Vowel | Sounds.Possessive,
        'м' or 'н' or 'ң' => Sounds.N,
        'л' => Sounds.L,
        'р' or 'й' or 'у' or 'ю' => Sounds.S,
        'з' or 'ж' or 'ғ' => Sounds.Z,
        var c when IsVowel(c) => Sounds.Vowel,
        _ => Sounds.T,
    };

    /// <summary>
    /// By the last vowel that is either; у and ю are neither. After и, which loanwords have, people hear both:
    /// тарихтың, but архивтер.
    /// </summary>
    private static bool Agrees(string stem, bool back)
    {
        for (var i = stem.Length - 1; i >= 0; i--)
        {
            switch (stem[i])
            {
                case 'а' or 'о' or 'ұ' or 'ы' or 'я' or 'ё':
                    return back;
                case 'ә' or 'е' or 'ө' or 'ү' or 'і' or 'э':
                    return !back;
                case 'и':
                    return true;
            }
        }

        return back != (stem.Contains('к', StringComparison.Ordinal) || stem.Contains('г', StringComparison.Ordinal));
    }

    private static int Syllables(string word) => word.Count(IsVowel);

    private static bool IsVowel(char c) => c is 'а' or 'ә' or 'е' or 'ё' or 'и' or 'о' or 'ө' or 'у' or 'ұ' or 'ү' or 'ы' or 'і' or 'э' or 'ю' or 'я';

    /// <summary>What all forms of a word have in common: no final ы or і, a voiceless last sound, the vowel that had been dropped.</summary>
    private string Key(string stem)
    {
        if (stem.Length > 2 && stem[^1] is 'ы' or 'і' || (folded && stem.Length > 2 && stem[^1] == 'и'))
            stem = stem[..^1];
        if (elisions.TryGetValue(stem, out var full))
            return full;
        return stem.Length < 2 ? stem : stem[^1] switch
        {
            'б' => stem[..^1] + 'п',
            'г' => stem[..^1] + 'к',
            'ғ' => stem[..^1] + 'қ',
            _ => stem,
        };
    }

    /// <summary>One ending in its two harmonies, and the sounds that it may follow.</summary>
    private readonly record struct Ending(string Back, string Front, Sounds After);
}
