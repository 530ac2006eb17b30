using CsmPartners.Published;
using CsmPartners.Web.Rendering.Maps;

namespace CsmPartners.Web.Site.Countries;

/// <summary>Where a country's partners stand, seen together with the museum.</summary>
public static class CountryMap
{
    /// <summary>Null where neither a partner's place nor the capital is known.</summary>
    public static MapView? Of(PublishedSite site, CountryRecord record, Language language)
    {
        var partners = record.Partners.Where(p => MapPoint.Of(p) is not null).ToList();
        var landmarks = new List<Landmark> { new(MapPoint.Of(site.Museum), site.Museum.ShortName.In(language).Text, IsMuseum: true) };
        var name = record.Country.Name.In(language).Text;
        // Whoever looks for a country wants to see where it is, though all that is known of it is its embassy here.
        if (partners.TrueForAll(p => p.Represents is not null) && MapCountry.CapitalOf(record.Country) is { } capital)
            landmarks.Add(new Landmark(capital, name, IsMuseum: false));
        if (partners.Count == 0 && landmarks.Count == 1)
            return null;
        var window = MapWindow.Around([.. partners.Select(p => MapPoint.Of(p)!.Value), .. landmarks.Select(l => l.Centre)]);
        return new MapView("map", name, pixels => MapDrawing.Of(window with { Pixels = pixels }, language, partners, [], landmarks));
    }
}
