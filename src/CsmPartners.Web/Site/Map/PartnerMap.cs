using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Rendering.Maps;
using CsmPartners.Web.Site.Lists;

namespace CsmPartners.Web.Site.Map;

/// <summary>The partners that a list found, in the windows of a map and by place.</summary>
public sealed class PartnerMap
{
    private static readonly (string Key, string Name, MapWindow Window)[] Crowded =
    [
        ("europe", "Map.Europe", MapWindow.Europe),
        ("central-asia", "Map.CentralAsia", MapWindow.CentralAsia),
    ];

    private readonly ListPage<Tie> page;

    public PartnerMap(ListPage<Tie> page)
    {
        this.page = page;
        Partners = [.. page.Found.Entries.Select(t => t.Partner)];
        Places = PlaceList.Of(Partners, page.Site!, page.Language);
        var placed = Partners.Where(p => MapPoint.Of(p) is not null).ToList();
        NumberPlaced = placed.Count;
        var insets = Crowded
            .Select(c => new MapInset(c.Key, page.Ui[c.Name], c.Window, [.. placed.Where(p => c.Window.Holds(MapPoint.Of(p)!.Value))]))
            .Where(i => i.Partners.Count > 0)
            .ToList();
        if (placed.Count > 0)
            Windows = [World([.. placed.Except(insets.SelectMany(i => i.Partners))], insets), .. insets.Select(Inset)];
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<Partner> Partners { get; }

    /// <summary>How many of them are on the map.</summary>
    public int NumberPlaced { get; }

    public PlaceList Places { get; }

    /// <summary>The world first; none where no partner's place is known.</summary>
    public IReadOnlyList<MapView> Windows { get; } = [];

    private MapPoint Home => MapPoint.Of(page.Site!.Museum);

    private string HomeName => page.Site!.Museum.ShortName.In(page.Language).Text;

    /// <summary>
    /// To the partner; for several to where the list has them together, else to the map of their countries alone.
    /// </summary>
    public string AddressOf(MapMark mark)
    {
        if (mark.Partners is [var only])
            return page.Links.Entry(only);
        if (Places.Find(mark.Partners) is { } place)
            return $"#{place}";
        var countries = mark.Partners.Select(p => p.CountsFor is { } code ? Catalogue.CountryInAddress(code) : "").Distinct().ToList();
        var address = page.AddressOf(countries.Aggregate(page.Filter.Without(Facets.Country), (chosen, country) => chosen.With(Facets.Country, country)));
        // The map of their countries would lack a partner that counts for none, or is this one.
        return countries.Contains("") || address == page.AddressOf(page.Filter) ? $"#{PlaceList.Id}" : address;
    }

    /// <summary>To what the list does not name.</summary>
    public string AddressOf(CountryPlace place) =>
        place.IsMissions ? page.Links.List(EntryKind.Partner, Facets.Institution, Catalogue.InAddress(Institution.DiplomaticMission))
        : place.Country is null ? page.Links.List(EntryKind.Partner)
        : Places.Countries.Count == 1 ? page.Links.List(EntryKind.Partner, Facets.Country, Catalogue.CountryInAddress(place.Country.Code))
        : page.AddressOf(page.Filter.Without(Facets.Country).With(Facets.Country, Catalogue.CountryInAddress(place.Country.Code)));

    private MapView World(IReadOnlyList<Partner> partners, IReadOnlyList<MapInset> insets)
    {
        var window = partners.All(p => MapWindow.World.Contains(MapPoint.Of(p)!.Value)) ? MapWindow.World : MapWindow.WholeWorld;
        var isFramed = insets.Any(i => i.Window.Holds(Home));
        return new MapView("world", page.Ui["Map.Label"], pixels =>
            MapDrawing.Of(window with { Pixels = pixels }, page.Language, partners, insets, [new Landmark(Home, isFramed ? "" : HomeName, IsMuseum: true)]));
    }

    private MapView Inset(MapInset inset) => new(inset.Key, inset.Name, pixels =>
        MapDrawing.Of(inset.Window with { Pixels = pixels }, page.Language, inset.Partners, [], inset.Window.Holds(Home) ? [new Landmark(Home, HomeName, IsMuseum: true)] : []));
}
