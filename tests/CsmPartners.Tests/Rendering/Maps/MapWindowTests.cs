using CsmPartners.Web.Rendering.Maps;

namespace CsmPartners.Tests.Rendering.Maps;

public sealed class MapWindowTests
{
    private static readonly MapPoint Almaty = MapPoint.Of(43.2365, 76.945);

    [Fact]
    public void A_window_keeps_the_projection_and_changes_the_scale_alone()
    {
        var (x, y) = (MapWindow.CentralAsia with { Pixels = 400 }).Place(Almaty);
        var (wideX, wideY) = MapWindow.CentralAsia.Place(Almaty);
        Assert.Equal((2 * x, 2 * y), (wideX, wideY));
        Assert.Equal(MapWindow.CentralAsia.PixelsHigh / MapWindow.CentralAsia.Pixels, MapWindow.CentralAsia.Height / MapWindow.CentralAsia.Width, 6);
    }

    [Theory]
    [InlineData(59.94, 30.31, 43.24, 76.95)]
    [InlineData(-33.86, 151.2, 43.24, 76.95)]
    [InlineData(42.87, 74.6, 43.24, 76.95)]
    [InlineData(-54.8, -68.3, 70, 179.9)]
    [InlineData(43.24, 76.95, 43.24, 76.95)]
    public void A_window_around_places_shows_them_with_room_for_their_names_and_nothing_beyond_the_world(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        MapPoint[] places = [MapPoint.Of(latitude, longitude), MapPoint.Of(otherLatitude, otherLongitude)];
        var window = MapWindow.Around(places);
        Assert.All(places, place => Assert.True(window.Contains(place), $"{window} lacks {place}"));
        Assert.True(window.Left >= 0 && window.Top >= 0 && window.Left + window.Width <= 1000.001 && window.Top + window.Height <= 500.001, $"{window}");
        Assert.True(window.Width >= 110);
    }

    [Fact]
    public void A_mark_at_the_edge_is_moved_wholly_inside()
    {
        var place = MapWindow.World.Inside(new MapPoint(-40, 1));
        Assert.True(Box.Around(place, 12).IsIn(new Box(0, 0, MapWindow.World.Pixels, MapWindow.World.PixelsHigh)));
    }

    [Theory]
    [InlineData(48.86, 2.34, true, false)]
    [InlineData(59.94, 30.31, true, false)]
    [InlineData(43.24, 76.95, false, true)]
    [InlineData(47.92, 106.9, false, true)]
    [InlineData(35.72, 139.78, false, false)]
    public void Places_in_crowded_parts_of_the_world_have_a_window_of_their_own(double latitude, double longitude, bool isInEurope, bool isInCentralAsia)
    {
        var place = MapPoint.Of(latitude, longitude);
        Assert.Equal((isInEurope, isInCentralAsia), (MapWindow.Europe.Holds(place), MapWindow.CentralAsia.Holds(place)));
    }
}
