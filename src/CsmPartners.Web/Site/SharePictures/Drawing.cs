using CsmPartners.Web.Media.Worker;
using NetVips;

namespace CsmPartners.Web.Site.SharePictures;

/// <summary>Draws a share picture as PNG.</summary>
internal static class Drawing
{
    private const int Margin = 56;
    private const int KickerTop = 146;
    private const int TitleTop = 198;
    private const int TitleHeight = 346;
    private const int NameLeft = 136;
    private const int PlaceTop = 562;
    private const string Bold = "Semi-Bold";

    private static readonly double[] Ink = [0x1f, 0x25, 0x33];
    private static readonly double[] Gold = [0x77, 0x55, 0x09];
    private static readonly double[] OnBlue = [0xfb, 0xf6, 0xea];
    private static readonly int[] TitleSizes = [76, 66, 58, 50, 44, 38, 33, 29, 25, 22];

    public static byte[] Draw(SharePicture picture)
    {
        var place = picture.Place is { } point ? Grounds.PlaceOf(point) : null;
        var width = (place is null ? SharePicture.Width : Grounds.MapLeft) - (2 * Margin);
        using var ground = place is { } mark ? Marked(Libvips.Grounds, mark) : Libvips.Grounds.Plain.Copy();
        using var named = Written(ground, Lettering.Draw(picture.Museum, SharePicture.Width - NameLeft - Margin, 60, [32, 28, 24, 20, 16], Bold), NameLeft, null, OnBlue);
        using var kicked = Written(named, Lettering.Draw(picture.Kicker, width, 40, [30, 26, 22, 18]), Margin, KickerTop, Gold);
        using var titled = Written(kicked, Lettering.Draw(picture.Title, width, TitleHeight, TitleSizes, Bold), Margin, TitleTop, Ink);
        using var placed = Written(titled, place is null ? null : Lettering.Draw(picture.PlaceName, SharePicture.Width - Grounds.MapLeft - Margin, 40, [28, 24, 20, 17]), Grounds.MapLeft + (Margin / 2), PlaceTop, OnBlue);
        return placed.PngsaveBuffer(compression: 9, palette: true, keep: Enums.ForeignKeep.None);
    }

    private static Image Marked(Grounds grounds, (int X, int Y) place)
    {
        using var marked = grounds.WithMap.Composite2(grounds.Mark, Enums.BlendMode.Over, x: place.X - (grounds.Mark.Width / 2), y: place.Y - (grounds.Mark.Height / 2));
        return marked.Flatten().Cast(Enums.BandFormat.Uchar);
    }

    /// <param name="top">Null to stand in the middle of the head.</param>
    private static Image Written(Image ground, Image? mask, int left, int? top, double[] colour)
    {
        if (mask is null)
            return ground.Copy();
        using var placed = mask.Embed(left, top + mask.Yoffset ?? ((Grounds.HeadHeight - mask.Height) / 2), SharePicture.Width, SharePicture.Height);
        using var paint = ground.NewFromImage(colour);
        mask.Dispose();
        return placed.Ifthenelse(paint, ground, blend: true);
    }
}
