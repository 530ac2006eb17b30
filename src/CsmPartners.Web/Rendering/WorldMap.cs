using CsmPartners.Entries;
using CsmPartners.Published;

namespace CsmPartners.Web.Rendering;

/// <summary>A place on the drawing, in its units (1000 × 500).</summary>
public readonly record struct MapPoint(double X, double Y)
{
    // Natural Earth I by Tom Patterson, polynomial as in d3-geo; scale and translation are those of the land's drawing.
    private const double Scale = 175.76045313648214;

    /// <param name="latitude">WGS 84, degrees.</param>
    /// <param name="longitude">WGS 84, degrees.</param>
    public static MapPoint Of(double latitude, double longitude)
    {
        var phi = double.DegreesToRadians(latitude);
        var lambda = double.DegreesToRadians(longitude);
        var phi2 = phi * phi;
        var phi4 = phi2 * phi2;
        var x = lambda * (0.8707 - 0.131979 * phi2 + phi4 * (-0.013791 + phi4 * (0.003971 * phi2 - 0.001529 * phi4)));
        var y = phi * (1.007226 + phi2 * (0.015085 + phi4 * (-0.044475 + 0.028874 * phi2 - 0.005916 * phi4)));
        return new MapPoint(500 + Scale * x, 250 - Scale * y);
    }
}

/// <summary>A country on the map: where its partners stand on average, or else its capital.</summary>
public sealed record MapCountry(CountryRecord Record, MapPoint Point)
{
    /// <summary>The country with most partners first, so that small marks are drawn over large ones.</summary>
    public static IEnumerable<MapCountry> Of(IEnumerable<CountryRecord> countries) =>
        from record in countries
        let points = Places(record).Select(p => MapPoint.Of(p.Latitude, p.Longitude)).ToList()
        where points.Count > 0
        orderby record.Partners.Count descending
        select new MapCountry(record, new MapPoint(points.Average(p => p.X), points.Average(p => p.Y)));

    // A mission stands in Kazakhstan but counts for the country that sent it.
    private static List<(double Latitude, double Longitude)> Places(CountryRecord record)
    {
        var places = record.Partners
            .Where(p => p is { Represents: null, Latitude: not null, Longitude: not null })
            .Select(p => (p.Latitude!.Value, p.Longitude!.Value))
            .ToList();
        return places.Count > 0 || record.Country.Capital is not { } capital ? places : [capital];
    }
}
