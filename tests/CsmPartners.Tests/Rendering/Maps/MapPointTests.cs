using CsmPartners.Web.Rendering.Maps;

namespace CsmPartners.Tests.Rendering.Maps;

public sealed class MapPointTests
{
    [Theory]
    [InlineData("Almaty", 76.945, 43.2365, 686.77, 116)]
    [InlineData("London", -0.1269, 51.5194, 499.71, 90.98)]
    [InlineData("Singapore", 103.8486, 1.2966, 777.35, 245.99)]
    [InlineData("Sydney", 151.209, -33.8599, 881.72, 355.01)]
    public void The_projection_agrees_with_the_drawing_of_the_land(string city, double longitude, double latitude, double x, double y)
    {
        var point = MapPoint.Of(latitude, longitude);
        Assert.True(Math.Abs(point.X - x) < 0.02 && Math.Abs(point.Y - y) < 0.02, $"{city} is at {point}");
    }
}
