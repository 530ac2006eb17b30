namespace CsmPartners.Web.Rendering.Maps;

/// <summary>How large marks are, in CSS pixels.</summary>
public static class MarkSize
{
    /// <summary>Half the side of what a finger or a pointer may hit: WCAG asks for 24 pixels, on drawings that may be a tenth smaller than they were made for.</summary>
    public const double Touch = 13.5;

    private const double Single = 6;
    private const double Least = 10.5;
    private const double Most = 20;
    private const double Gap = 4;

    /// <summary>Room for the number, and a little more for more partners.</summary>
    public static double Radius(int partners) =>
        partners == 1 ? Single : Math.Min(Most, Least + (1.4 * Math.Sqrt(partners - 1)));

    /// <summary>How far apart two marks have to stand to be seen, and hit, as two.</summary>
    public static double Apart(int partners, int others) =>
        Math.Max(2 * Touch, Radius(partners) + Radius(others) + Gap);
}
