using CsmPartners.Published;

namespace CsmPartners.Search;

/// <summary>What a search has found, and how.</summary>
public sealed class Finding
{
    /// <summary>In UTF-16 units; what is typed beyond is not read.</summary>
    public const int Longest = Asked.Longest;

    private readonly Asked asked;

    private Finding(Asked asked, IReadOnlyList<int> places, IReadOnlyList<string> instead, bool isLoose) =>
        (this.asked, Places, Instead, IsLoose) = (asked, places, instead, isLoose);

    /// <summary>Best first, as places in <see cref="PublishedSite.Everything"/>.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>Nothing was found for what was typed: what may have been meant, the likeliest first. The entries are those of the first.</summary>
    public IReadOnlyList<string> Instead { get; }

    /// <summary>No entry has all the words; these have some of them.</summary>
    public bool IsLoose { get; }

    /// <summary>What the entries were found by: what was typed, or what was meant instead.</summary>
    public string Typed => asked.Typed;

    /// <summary>Whether a word of a text is what made it found.</summary>
    public bool Matches(string word, Language language) => asked.Matches(word, language);

    /// <summary>Whether a name has every word that was asked for.</summary>
    public bool MatchesAll(LocalizedText name) => asked.IsIn(name);

    /// <param name="index">That follows the site.</param>
    public static Finding In(SearchIndex index, PublishedSite site, string typed)
    {
        var words = new Asked(typed);
        if (words.Count == 0)
            return new Finding(words, [], [], isLoose: false);
        if (All(words) is { Count: > 0 } found)
            return new Finding(words, found, [], isLoose: false);
        var repairs = new Repairs(index).Of(words).Select(text => new Asked(text)).ToList();
        var instead = repairs.Select(r => (Asked: r, Found: All(r))).Where(r => r.Found.Count > 0).ToList();
        if (instead.Count > 0)
            return new Finding(instead[0].Asked, instead[0].Found, [.. instead.Select(r => r.Asked.Typed)], isLoose: false);
        var some = Enumerable.Range(1, words.Enough - 1).Reverse().Select(n => Known(index.Find(words.ToQuery(n)))).FirstOrDefault(f => f.Count > 0) ?? [];
        return new Finding(words, some, [], isLoose: some.Count > 0);

        List<int> All(Asked asked) => Known(index.Find(asked.ToQuery(asked.Enough)));

        List<int> Known(int[] ids) => [.. ids.Select(site.PlaceOf).Where(place => place >= 0)];
    }
}
