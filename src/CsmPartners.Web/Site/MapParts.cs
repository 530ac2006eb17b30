using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering.Maps;

namespace CsmPartners.Web.Site;

/// <summary>The world with these countries marked, as one link to the map.</summary>
public sealed record SmallMapPart(SitePage Page, IReadOnlyList<CountryRecord> Countries) : Part(Page);

/// <summary>A window of the map for every width of screen.</summary>
/// <param name="AddressOf">Where a mark leads.</param>
/// <param name="HasRoutes">Whether lines lead from the museum to the marks.</param>
public sealed record MapViewPart(SitePage Page, MapView View, Func<MapMark, string> AddressOf, bool HasRoutes) : Part(Page);

/// <summary>One drawing of it.</summary>
/// <param name="Size">Of the screen it is for: "wide" or "narrow".</param>
public sealed record MapDrawingPart(MapViewPart View, MapDrawing Drawing, string Size) : Part(View.Page)
{
    private const int MostCities = 3;

    public MapPoint? Home => Drawing.Landmarks.FirstOrDefault(l => l.IsMuseum)?.Centre;

    /// <summary>Where lines from the museum lead to; none to what stands beside it.</summary>
    public IEnumerable<MapPoint> Routes =>
        Drawing.Marks.Select(m => m.Centre)
            .Concat(Drawing.Landmarks.Where(l => !l.IsMuseum).Select(l => l.Centre))
            .Where(end => View.HasRoutes && Home is { } home && home.DistanceTo(end) > 2 * MarkSize.Apart(1, 1));

    /// <summary>The city is called in the language of the partner's name: a drawing's name is in one.</summary>
    private Language LanguageOf(Partner only) => only.Title.In(Page.Language).Language;

    /// <summary>"British Museum, London"; "Saint Petersburg: 12 partners".</summary>
    public string NameOf(MapMark mark)
    {
        if (mark.Partners is [var only])
            return string.Join(", ", new[] { only.Title, only.City }.Where(t => !t.IsEmpty).Select(t => t.In(LanguageOf(only)).Text));
        var cities = string.Join(", ", mark.Cities.Take(MostCities).Select(c => c.Text));
        var count = Page.Ui.Count("Count.Partners", mark.Partners.Count);
        return cities.Length == 0 ? count : $"{cities}{(mark.Cities.Count > MostCities ? " …" : "")}: {count}";
    }
}
