using CsmPartners.Entries;

namespace CsmPartners.Web.Rendering.Maps;

/// <summary>One partner, or several that stand near to each other at the window's scale.</summary>
/// <param name="Cities">That with most partners first.</param>
public sealed record MapMark(MapPoint Centre, IReadOnlyList<Partner> Partners, IReadOnlyList<LocalText> Cities)
{
    private const int LongestName = 30;

    public double Radius => MarkSize.Radius(Partners.Count);

    /// <summary>Missions have a mark of another shape: they stand here and count for another country.</summary>
    public bool IsMission => Partners.All(p => p.Represents is not null);

    public Label? Label { get; init; }

    public Labelled Labelled => new(Box.Around(Centre, Radius), Cities switch
    {
        [] => [],
        [var city] => [city.Text],
        [var first, var second] => [$"{first.Text}, {second.Text}", $"{first.Text} +1"],
        [var first, ..] => [$"{first.Text} +{Cities.Count - 1}"],
    });

    /// <param name="landmarks">Marks stand beside them, not over them.</param>
    public static IReadOnlyList<MapMark> Of(MapWindow window, Language language, IReadOnlyList<Partner> partners, IReadOnlyList<MapPoint> landmarks)
    {
        var points = partners.Select(p => Beside(landmarks, window.Inside(window.Place(MapPoint.Of(p)!.Value)))).ToList();
        return
        [
            .. from gathering in Gathering.Of(points, MarkSize.Apart)
               let there = gathering.Members.Select(i => partners[i]).ToList()
               orderby there.Count descending, gathering.Centre.X
               select new MapMark(Beside(landmarks, gathering.Centre), there, CitiesOf(there, language)),
        ];
    }

    private static MapPoint Beside(IReadOnlyList<MapPoint> landmarks, MapPoint point)
    {
        foreach (var landmark in landmarks)
        {
            var distance = point.DistanceTo(landmark);
            var apart = MarkSize.Apart(1, 1);
            if (distance >= apart)
                continue;
            // At the same place: to the east.
            var (x, y) = distance < 1 ? (1, 0) : ((point.X - landmark.X) / distance, (point.Y - landmark.Y) / distance);
            return new MapPoint(landmark.X + (x * apart), landmark.Y + (y * apart));
        }

        return point;
    }

    // A partner without a city is called by its own name, where that is short.
    private static List<LocalText> CitiesOf(List<Partner> partners, Language language) =>
    [
        .. partners.Select(p => (p.City.IsEmpty ? p.Title : p.City).In(language))
            .Where(name => name.Text.Length <= LongestName)
            .CountBy(name => name)
            .OrderByDescending(name => name.Value)
            .ThenBy(name => name.Key.Text, language.Comparer)
            .Select(name => name.Key),
    ];
}
