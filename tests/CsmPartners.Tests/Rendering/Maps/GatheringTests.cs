using CsCheck;
using CsmPartners.Web.Rendering.Maps;

namespace CsmPartners.Tests.Rendering.Maps;

public sealed class GatheringTests
{
    private static readonly Gen<List<MapPoint>> Points = Gen.Select(Gen.Double[0, 300], Gen.Double[0, 200], (x, y) => new MapPoint(x, y)).List[0, 60];

    [Fact]
    public void Points_apart_keep_marks_of_their_own_and_near_ones_share_one_in_their_middle()
    {
        var gathered = Gathering.Of([new(0, 0), new(100, 0), new(104, 0)], (_, _) => 10);
        Assert.Equal(2, gathered.Count);
        Assert.Contains(gathered, g => g.Members is [0] && g.Centre == new MapPoint(0, 0));
        Assert.Contains(gathered, g => g.Members is [1, 2] && g.Centre == new MapPoint(102, 0));
    }

    [Fact]
    public void What_is_near_on_a_small_drawing_is_apart_on_a_large_one()
    {
        MapPoint[] places = [new(499.7, 91), new(505.4, 98.9)];
        int MarksAt(double pixels) => Gathering.Of([.. places.Select((MapWindow.Europe with { Pixels = pixels }).Place)], MarkSize.Apart).Count;
        Assert.Equal(2, MarksAt(MapWindow.Wide));
        Assert.Equal(1, MarksAt(MapWindow.Narrow));
    }

    [Fact]
    public void Every_point_is_in_one_mark_and_no_two_marks_are_nearer_than_they_may_be() => Points.Sample(points =>
    {
        var gathered = Gathering.Of(points, MarkSize.Apart);
        Assert.Equal(Enumerable.Range(0, points.Count), gathered.SelectMany(g => g.Members).Order());
        foreach (var (one, other) in gathered.SelectMany((one, i) => gathered.Skip(i + 1).Select(other => (one, other))))
            Assert.True(one.Centre.DistanceTo(other.Centre) >= MarkSize.Apart(one.Members.Count, other.Members.Count));
    });

    [Fact]
    public void The_order_of_the_points_does_not_matter() => Points.Sample(points =>
    {
        Assert.Equal(Sets(points), Sets([.. Enumerable.Reverse(points)]));

        static IEnumerable<string> Sets(List<MapPoint> points) =>
            Gathering.Of(points, MarkSize.Apart).Select(g => string.Join(' ', g.Members.Select(i => $"{points[i]}").Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
    });

    [Fact]
    public void Thousands_of_points_in_one_city_are_one_mark() =>
        Assert.Equal(4000, Assert.Single(Gathering.Of([.. Enumerable.Range(0, 4000).Select(i => new MapPoint(100 + (i % 7), 100 + (i % 5)))], MarkSize.Apart)).Members.Count);

    [Fact]
    public void A_mark_and_the_next_can_be_hit_apart() =>
        Assert.All(
            from partners in Enumerable.Range(1, 500) from others in new[] { 1, 2, 500 } select (partners, others),
            marks => Assert.True(MarkSize.Apart(marks.partners, marks.others) >= 24 && MarkSize.Apart(marks.partners, marks.others) > MarkSize.Radius(marks.partners) + MarkSize.Radius(marks.others)));
}
