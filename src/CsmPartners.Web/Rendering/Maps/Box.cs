namespace CsmPartners.Web.Rendering.Maps;

/// <summary>A rectangle on a drawing.</summary>
public readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public MapPoint Centre => new((Left + Right) / 2, (Top + Bottom) / 2);

    public static Box Around(MapPoint centre, double radius) => new(centre.X - radius, centre.Y - radius, centre.X + radius, centre.Y + radius);

    public bool Meets(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public bool IsIn(Box other) => Left >= other.Left && Right <= other.Right && Top >= other.Top && Bottom <= other.Bottom;
}
