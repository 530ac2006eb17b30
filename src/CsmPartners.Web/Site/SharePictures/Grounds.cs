using System.Globalization;
using System.Text;
using System.Xml.Linq;
using NetVips;

namespace CsmPartners.Web.Site.SharePictures;

/// <summary>Share pictures before anything is written on them. Colours and drawings are those of the style sheet and of museum.svg.</summary>
/// <param name="Plain">Head, ornament and paper.</param>
/// <param name="WithMap">The same with the world at the right.</param>
/// <param name="Mark">What marks a place on the map; transparent around it.</param>
internal sealed record Grounds(Image Plain, Image WithMap, Image Mark)
{
    private const int Width = SharePicture.Width;
    private const int Height = SharePicture.Height;

    /// <summary>Of the head with the museum's name.</summary>
    public const int HeadHeight = 112;

    /// <summary>From where on the map stands.</summary>
    public const int MapLeft = 660;

    private const int MapTop = 215;

    // The part of the land's drawing that is shown, in its units, as on the site's own map but with all of America.
    private const double LandLeft = 120;
    private const double LandTop = 20;
    private const double LandWidth = 860;
    private const double Scale = (Width - MapLeft) / LandWidth;

    private const string Ornament = "M12 23C12 15 12 5 5.4 5 9.6 5 9.4 12 5.6 12 3.2 12 3.4 8.6 5.6 9M12 23C12 15 12 5 18.6 5 14.4 5 14.6 12 18.4 12c2.4 0 2.2-3.4 0-3M36 1c0 8 0 18-6.6 18 4.2 0 4-7 .2-7-2.4 0-2.2 3.4 0 3M36 1c0 8 0 18 6.6 18-4.2 0-4-7-.2-7 2.4 0 2.2 3.4 0 3";

    /// <summary>Where a place of the map is on the picture; null where it is beyond the edge.</summary>
    public static (int X, int Y)? PlaceOf(Rendering.Maps.MapPoint point)
    {
        var (x, y) = (MapLeft + ((point.X - LandLeft) * Scale), MapTop + ((point.Y - LandTop) * Scale));
        return x is > MapLeft + 12 and < Width - 12 && y is > HeadHeight + 12 and < Height - 12 ? ((int)Math.Round(x), (int)Math.Round(y)) : null;
    }

    public static Grounds Draw()
    {
        using var file = typeof(Grounds).Assembly.GetManifestResourceStream("museum.svg")!;
        var drawings = string.Concat(XDocument.Load(file).Root!.Elements().Where(e => e.Name.LocalName == "defs"));
        return new Grounds(
            Opaque(Ground(drawings, "")),
            Opaque(Ground(drawings, Map)),
            Rendered("""<svg xmlns="http://www.w3.org/2000/svg" width="34" height="34"><circle cx="17" cy="17" r="15" fill="#dcb968" fill-opacity=".35"/><circle cx="17" cy="17" r="8" fill="#dcb968" stroke="#14294d" stroke-width="2"/></svg>"""));
    }

    private static string Map => string.Create(CultureInfo.InvariantCulture, $"""
        <rect x="{MapLeft}" width="{Width - MapLeft}" height="{Height}" fill="#14294d"/>
        <svg x="{MapLeft}" width="{Width - MapLeft}" height="{Height}"><g transform="translate({-LandLeft * Scale} {MapTop - (LandTop * Scale)}) scale({Scale})"><use href="#land" fill="#294675"/></g></svg>
        """);

    private static string Ground(string drawings, string map) => $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}">
        {drawings}
        <defs><pattern id="ornament" width="60" height="30" patternUnits="userSpaceOnUse" y="574"><path transform="scale(1.25)" fill="none" stroke="#b1842a" stroke-width="1.6" stroke-linecap="round" d="{Ornament}"/></pattern></defs>
        <rect width="{Width}" height="{Height}" fill="#faf6ee"/>
        <rect y="574" width="{Width}" height="30" fill="url(#ornament)"/>
        {map}
        <rect width="{Width}" height="{HeadHeight}" fill="#14294d"/>
        <g transform="translate(56 26) scale(1.25)" color="#dcb968"><use href="#mark"/></g>
        </svg>
        """;

    private static Image Rendered(string svg) => Image.SvgloadBuffer(Encoding.UTF8.GetBytes(svg)).CopyMemory();

    private static Image Opaque(string svg)
    {
        using var rendered = Rendered(svg);
        return rendered.Flatten().CopyMemory();
    }
}
