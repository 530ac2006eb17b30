using CsmPartners.Entries;
using CsmPartners.Published;

namespace CsmPartners.Web.Rendering.Charts;

/// <summary>Partners by the country they count for and by kind of institution.</summary>
/// <param name="Kinds">The most frequent first; null: all others.</param>
/// <param name="Elsewhere">Partners that count for no country.</param>
public sealed record PartnersByCountry(IReadOnlyList<Institution?> Kinds, IReadOnlyList<CountryBar> Bars, int Elsewhere)
{
    private const int MostKinds = 5;
    private const int MostCountries = 40;

    /// <summary>Null where there are none.</summary>
    /// <param name="countries">In the order of names.</param>
    public static PartnersByCountry? Of(IReadOnlyList<CountryRecord> countries, IReadOnlyCollection<Partner> partners)
    {
        var placed = countries.Where(c => c.Partners.Count > 0).OrderByDescending(c => c.Partners.Count).ToList();
        if (placed.Count == 0)
            return null;
        var kinds = KindsOf([.. placed.SelectMany(c => c.Partners)]);
        var bars = placed.Take(MostCountries).Select(c => new CountryBar(c.Country, Count(c.Partners))).ToList();
        if (placed.Count > MostCountries)
            bars.Add(new CountryBar(null, Count([.. placed.Skip(MostCountries).SelectMany(c => c.Partners)])));
        return new PartnersByCountry(kinds, bars, partners.Count - placed.Sum(c => c.Partners.Count));

        int[] Count(IReadOnlyList<Partner> there) =>
            [.. kinds.Select(kind => there.Count(p => kind is null ? !kinds.Contains(p.Institution) : p.Institution == kind))];
    }

    /// <summary>As the longest bar is drawn.</summary>
    public int Longest => Bars.Max(b => b.Total);

    private static List<Institution?> KindsOf(IReadOnlyCollection<Partner> partners)
    {
        var kinds = partners.CountBy(p => p.Institution).OrderByDescending(k => k.Value).ThenBy(k => k.Key).Select(k => (Institution?)k.Key).ToList();
        return kinds.Count <= MostKinds ? kinds : [.. kinds.Take(MostKinds - 1), null];
    }
}

/// <summary>One country's bar; null: the countries for which there was no room.</summary>
/// <param name="Counts">By kind.</param>
public sealed record CountryBar(Country? Country, IReadOnlyList<int> Counts)
{
    public int Total => Counts.Sum();
}
