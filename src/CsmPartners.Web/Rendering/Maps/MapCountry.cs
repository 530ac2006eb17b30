using CsmPartners.Published;

namespace CsmPartners.Web.Rendering.Maps;

/// <summary>A country on the small map: where its partners stand on average, or else its capital.</summary>
public sealed record MapCountry(CountryRecord Record, MapPoint Point)
{
    /// <summary>The country with most partners first, so that small marks are drawn over large ones.</summary>
    public static IEnumerable<MapCountry> Of(IEnumerable<CountryRecord> countries) =>
        from record in countries
        let points = Places(record)
        where points.Count > 0
        orderby record.Partners.Count descending
        select new MapCountry(record, new MapPoint(points.Average(p => p.X), points.Average(p => p.Y)));

    public static MapPoint? CapitalOf(Country country) =>
        country.Capital is var (latitude, longitude) ? MapPoint.Of(latitude, longitude) : null;

    // A mission stands in Kazakhstan but counts for the country that sent it.
    private static List<MapPoint> Places(CountryRecord record)
    {
        var places = record.Partners.Where(p => p.Represents is null).Select(MapPoint.Of).OfType<MapPoint>().ToList();
        return places.Count > 0 || CapitalOf(record.Country) is not { } capital ? places : [capital];
    }
}
