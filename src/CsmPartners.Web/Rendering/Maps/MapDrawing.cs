using CsmPartners.Entries;

namespace CsmPartners.Web.Rendering.Maps;

/// <summary>Everything that a window shows, in its own pixels.</summary>
public sealed record MapDrawing(MapWindow Window, IReadOnlyList<MapMark> Marks, IReadOnlyList<MapFrame> Frames, IReadOnlyList<Landmark> Landmarks)
{
    /// <param name="partners">Those with coordinates; each has its place in one mark.</param>
    /// <param name="insets">Other windows whose partners are shown there and not here.</param>
    /// <param name="landmarks">In units of the land.</param>
    public static MapDrawing Of(MapWindow window, Language language, IReadOnlyList<Partner> partners, IReadOnlyList<MapInset> insets, IReadOnlyList<Landmark> landmarks)
    {
        var places = landmarks.Select(l => l with { Centre = window.Place(l.Centre) }).ToList();
        var frames = insets.Select(i => MapFrame.Of(window, i)).ToList();
        var marks = MapMark.Of(window, language, partners, [.. places.Select(l => l.Centre)]);
        var labels = new Queue<Label?>(Label.Place(
            [.. places.Select(l => l.Labelled), .. frames.Select(f => f.Labelled), .. marks.Select(m => m.Labelled)],
            new Box(0, 0, window.Pixels, window.PixelsHigh)));
        places = [.. places.Select(l => l with { Label = labels.Dequeue() })];
        frames = [.. frames.Select(f => f with { Label = labels.Dequeue() })];
        marks = [.. marks.Select(m => m with { Label = labels.Dequeue() })];
        // A keyboard goes from the west to the east.
        return new MapDrawing(window, [.. marks.OrderBy(m => m.Centre.X)], frames, places);
    }
}

/// <summary>What helps to find one's way on the map and leads nowhere: the museum itself, or a capital where no partner's place is known.</summary>
/// <param name="Name">Empty where it goes without saying.</param>
public sealed record Landmark(MapPoint Centre, string Name, bool IsMuseum)
{
    public const double Radius = 5;

    public Label? Label { get; init; }

    public Labelled Labelled => new(Box.Around(Centre, Radius), Name.Length > 0 ? [Name] : []);
}
