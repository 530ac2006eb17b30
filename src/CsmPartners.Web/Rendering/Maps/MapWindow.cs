namespace CsmPartners.Web.Rendering.Maps;

/// <summary>A part of the map in a rectangle of its own.</summary>
/// <param name="Left">As <paramref name="Top"/>, <paramref name="Width"/> and <paramref name="Height"/> in units of the land.</param>
/// <param name="Pixels">The width for which it is drawn, in CSS pixels: what stands near depends on it, and so does what there is room for.</param>
public sealed record MapWindow(double Left, double Top, double Width, double Height, double Pixels)
{
    /// <summary>Of drawings on a wide window and on a phone.</summary>
    public const double Wide = 800;

    public const double Narrow = 320;

    private const double Aspect = 2.1;

    // The outline of the land is exact to half a unit: nearer by, its corners show.
    private const double Least = 110;

    /// <summary>The world, without the ends where nobody lives.</summary>
    public static MapWindow World { get; } = new(165, 10, 765, 362, Wide);

    public static MapWindow WholeWorld { get; } = new(0, 0, 1000, 500, Wide);

    public static MapWindow Europe { get; } = new(468, 54, 144, 88, Wide);

    public static MapWindow CentralAsia { get; } = new(612, 62, 156, 96, Wide);

    /// <summary>Pixels for each unit of the land.</summary>
    public double Scale => Pixels / Width;

    public double PixelsHigh => Height * Scale;

    /// <summary>So near that there may be no coast to find one's way by: it shows every tenth parallel and meridian.</summary>
    public bool IsNear => Width < 300;

    /// <summary>The least window that shows all the points with room for their names.</summary>
    public static MapWindow Around(IReadOnlyCollection<MapPoint> points)
    {
        var (left, right) = (points.Min(p => p.X), points.Max(p => p.X));
        var (top, bottom) = (points.Min(p => p.Y), points.Max(p => p.Y));
        var width = Math.Clamp(1.5 * Math.Max(right - left, (bottom - top) * Aspect), Least, 1000);
        var height = width / Aspect;
        return new MapWindow(
            Math.Clamp(((left + right) / 2) - (width / 2), 0, 1000 - width),
            Math.Clamp(((top + bottom) / 2) - (height / 2), 0, 500 - height),
            width,
            height,
            Wide);
    }

    /// <summary>The place on the window's own drawing.</summary>
    public MapPoint Place(MapPoint point) => new((point.X - Left) * Scale, (point.Y - Top) * Scale);

    /// <summary>Whether a mark at the point stands wholly inside, on a phone too.</summary>
    public bool Holds(MapPoint point) => Reaches(point, MarkSize.Touch * Width / Narrow);

    public bool Contains(MapPoint point) => Reaches(point, 0);

    /// <summary>The nearest place on the window's own drawing where a mark stands wholly inside.</summary>
    public MapPoint Inside(MapPoint place) =>
        new(Math.Clamp(place.X, MarkSize.Touch, Pixels - MarkSize.Touch), Math.Clamp(place.Y, MarkSize.Touch, PixelsHigh - MarkSize.Touch));

    private bool Reaches(MapPoint point, double margin) =>
        point.X >= Left + margin && point.X <= Left + Width - margin && point.Y >= Top + margin && point.Y <= Top + Height - margin;
}
