using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Site.Map;

/// <summary>Partners by the country and the city where they stand, as the map shows them.</summary>
public sealed class PlaceList
{
    /// <summary>Of the whole list in addresses.</summary>
    public const string Id = "list";

    /// <summary>Of partners that the list names; where there are more it names countries, and the first so many of the only one.</summary>
    private const int Most = 300;

    private readonly Dictionary<Partner, (CountryPlace Country, CityPlace? City)> places = [];

    private PlaceList(IReadOnlyList<CountryPlace> countries)
    {
        Countries = countries;
        foreach (var country in countries)
        {
            foreach (var partner in country.Partners)
                places[partner] = (country, null);
            foreach (var city in country.Cities)
            {
                foreach (var partner in city.Partners)
                    places[partner] = (country, city);
            }
        }
    }

    public IReadOnlyList<CountryPlace> Countries { get; }

    public static PlaceList Of(IReadOnlyList<Partner> partners, PublishedSite site, Language language)
    {
        var groups = partners.GroupBy(p => (Country: p.Country is { } code ? Country.Find(code) : null, IsMission: p.Represents is not null)).ToList();
        var isNamed = partners.Count <= Most || groups.Count == 1;
        return new PlaceList(
        [
            .. groups.OrderBy(g => g.Key.Country is null)
                .ThenBy(g => g.Key.Country?.Name.In(language).Text ?? "", language.Comparer)
                .ThenBy(g => g.Key.IsMission)
                .Select(g => new CountryPlace(
                    g.Key.Country,
                    NameOf(g.Key.Country, g.Key.IsMission, Ui.In(language)),
                    g.Key.IsMission,
                    [.. g],
                    [.. CityPlace.Of(isNamed ? g.Take(Most) : [], language)])
                {
                    HasPage = !g.Key.IsMission && g.Key.Country is { } country && site.FindCountry(country.Code) is not null,
                }),
        ]);

        string NameOf(Country? country, bool isMission, Ui ui)
        {
            var name = country?.Name.In(language).Text ?? ui["Map.NoCountry"];
            return isMission ? ui.Format("Map.Missions", name) : name;
        }
    }

    /// <summary>Where the list has all of them together: a city, else a country; null where they are in several.</summary>
    public string? Find(IReadOnlyList<Partner> partners)
    {
        var there = partners.Select(p => places[p]).ToList();
        return there.Select(t => t.City).Distinct().ToList() is [{ } city] ? city.Id
            : there.Select(t => t.Country).Distinct().ToList() is [var country] ? country.Id
            : null;
    }
}

/// <summary>Partners that stand in one country; missions of other countries there are apart.</summary>
public sealed record CountryPlace(Country? Country, string Name, bool IsMissions, IReadOnlyList<Partner> Partners, IReadOnlyList<CityPlace> Cities)
{
    public string Id => $"in-{(Country is null ? "no-country" : Catalogue.CountryInAddress(Country.Code))}{(IsMissions ? "-missions" : "")}";

    /// <summary>Whether the site has a page of the country.</summary>
    public bool HasPage { get; init; }

    /// <summary>How many of the partners the list does not name.</summary>
    public int Unnamed => Partners.Count - Cities.Sum(c => c.Partners.Count);
}

/// <summary>Partners in one city; those whose city is not recorded together.</summary>
public sealed record CityPlace(string Id, string Name, IReadOnlyList<Partner> Partners)
{
    public static IEnumerable<CityPlace> Of(IEnumerable<Partner> partners, Language language) =>
        partners.GroupBy(p => p.City.In(language).Text)
            .OrderBy(city => city.Key.Length == 0)
            .ThenBy(city => city.Key, language.Comparer)
            .Select(city => new CityPlace($"at-{city.First().Slug}", city.Key, [.. city]));
}
