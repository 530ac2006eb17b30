using CsmPartners.Entries;

namespace CsmPartners.Web.Rendering.Maps;

/// <summary>A place on the drawing, in its units: those of the land (1000 × 500), or of a window's own.</summary>
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

    /// <summary>Null where it is not recorded where the partner stands.</summary>
    public static MapPoint? Of(Partner partner) =>
        partner is { Latitude: { } latitude, Longitude: { } longitude } ? Of(latitude, longitude) : null;

    public static MapPoint Of(Museum museum) => Of(museum.Latitude, museum.Longitude);

    public double DistanceTo(MapPoint other) => Math.Sqrt(Math.Pow(X - other.X, 2) + Math.Pow(Y - other.Y, 2));
}
