using System.Globalization;
using CsmPartners.Published;
using CsmPartners.Visitors;

namespace CsmPartners.Web.Admin.Letters;

/// <summary>Which letters to show. What is no choice of ours is as good as unsaid.</summary>
public sealed class LetterFilter
{
    /// <summary>"in-hand"; without one, all but spam and held letters.</summary>
    public string? State { get; set; }

    public string? Kind { get; set; }

    public string? Language { get; set; }

    /// <summary>Number of the entry that they are about.</summary>
    public string? Entry { get; set; }

    public string? Page { get; set; }

    public int? EntryId => int.TryParse(Entry, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public bool IsEmpty => Values(1).All(v => string.IsNullOrEmpty(v.Value));

    public IQueryable<Letter> Apply(IQueryable<Letter> letters)
    {
        letters = Find<LetterState>(State) is { } state ? letters.Where(l => l.State == state) : letters.InTheList();
        if (Find<LetterKind>(Kind) is { } kind)
            letters = letters.Where(l => l.Kind == kind);
        if (CsmPartners.Language.Find(Language) is { Code: var code })
            letters = letters.Where(l => l.Language == code);
        if (EntryId is { } entry)
            letters = letters.Where(l => l.EntryId == entry);
        return letters;
    }

    /// <summary>The same letters, another page of them.</summary>
    public string Address(int page) => DeskLinks.Letters + QueryString.Create(Values(page).Where(v => !string.IsNullOrEmpty(v.Value))).ToUriComponent();

    public static string Waiting => DeskLinks.Letters + "?state=" + Catalogue.InAddress(LetterState.New);

    public static string Held => DeskLinks.Letters + "?state=" + Catalogue.InAddress(LetterState.Held);

    public static TEnum? Find<TEnum>(string? code) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Where(v => Catalogue.InAddress(v) == code).Select(v => (TEnum?)v).FirstOrDefault();

    private IEnumerable<KeyValuePair<string, string?>> Values(int page) =>
    [
        new("state", State), new("kind", Kind), new("language", Language), new("entry", Entry),
        new("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null),
    ];
}
