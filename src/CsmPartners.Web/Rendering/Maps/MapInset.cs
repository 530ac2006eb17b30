using CsmPartners.Entries;

namespace CsmPartners.Web.Rendering.Maps;

/// <summary>A part of the world that has a window of its own.</summary>
/// <param name="Key">Of its heading's address on the page.</param>
/// <param name="Partners">Those shown there.</param>
public sealed record MapInset(string Key, string Name, MapWindow Window, IReadOnlyList<Partner> Partners);

/// <summary>An inset's frame on the map of the world, with the points of its partners and how many they are.</summary>
public sealed record MapFrame(MapInset Inset, Box Box, IReadOnlyList<MapPoint> Points)
{
    public Label? Label { get; init; }

    public Labelled Labelled => new(Box, [$"{Inset.Name} · {Inset.Partners.Count}", $"{Inset.Partners.Count}"], IsArea: true);

    public static MapFrame Of(MapWindow world, MapInset inset)
    {
        var (left, top) = world.Place(new MapPoint(inset.Window.Left, inset.Window.Top));
        return new MapFrame(
            inset,
            new Box(left, top, left + (inset.Window.Width * world.Scale), top + (inset.Window.Height * world.Scale)),
            // To a pixel: thousands of points in one place are one point.
            [.. inset.Partners.Select(MapPoint.Of).OfType<MapPoint>().Select(world.Place).Select(p => new MapPoint(Math.Round(p.X), Math.Round(p.Y))).Distinct()]);
    }
}
