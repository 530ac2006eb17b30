namespace CsmPartners.Web.Rendering.Maps;

/// <summary>Points that stand too near to each other for marks of their own.</summary>
/// <param name="Centre">Their mean.</param>
/// <param name="Members">Their positions in the list of points, in order.</param>
public sealed record Gathering(MapPoint Centre, IReadOnlyList<int> Members)
{
    /// <summary>Gathers what is near until no two marks are nearer than they may be.</summary>
    /// <param name="apart">How far apart marks of so many points have to be, in the points' own units.</param>
    public static IReadOnlyList<Gathering> Of(IReadOnlyList<MapPoint> points, Func<int, int, double> apart)
    {
        var gathered = points.Select((point, i) => new Gathering(point, [i])).ToList();
        while (true)
        {
            var kept = new List<Gathering>();
            // Large ones draw small ones in, and the result does not depend on the order of the list.
            foreach (var next in gathered.OrderByDescending(g => g.Members.Count).ThenBy(g => g.Centre.X).ThenBy(g => g.Centre.Y))
            {
                if (Nearest(kept, next, apart) is { } near)
                    kept[near] = Join(kept[near], next);
                else
                    kept.Add(next);
            }

            if (kept.Count == gathered.Count)
                return kept;
            gathered = kept;
        }
    }

    private static int? Nearest(List<Gathering> kept, Gathering next, Func<int, int, double> apart)
    {
        int? nearest = null;
        var least = double.MaxValue;
        for (var i = 0; i < kept.Count; i++)
        {
            var distance = kept[i].Centre.DistanceTo(next.Centre);
            if (distance < least && distance < apart(kept[i].Members.Count, next.Members.Count))
                (nearest, least) = (i, distance);
        }

        return nearest;
    }

    private static Gathering Join(Gathering one, Gathering other)
    {
        double Mean(double a, double b) => ((a * one.Members.Count) + (b * other.Members.Count)) / (one.Members.Count + other.Members.Count);
        return new Gathering(
            new MapPoint(Mean(one.Centre.X, other.Centre.X), Mean(one.Centre.Y, other.Centre.Y)),
            [.. one.Members.Concat(other.Members).Order()]);
    }
}
