namespace CsmPartners.Web.Rendering.Maps;

/// <summary>One window, drawn for a wide screen and for a phone: what stands near, and what there is room for, depends on the scale.</summary>
/// <param name="Key">Of its place on the page.</param>
/// <param name="Draw">For a width in pixels.</param>
public sealed record MapView(string Key, string Name, Func<double, MapDrawing> Draw)
{
    public MapDrawing Wide { get; } = Draw(MapWindow.Wide);

    public MapDrawing Narrow { get; } = Draw(MapWindow.Narrow);
}
