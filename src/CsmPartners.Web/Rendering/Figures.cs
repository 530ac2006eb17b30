using System.Globalization;
using System.Text.Encodings.Web;
using CsmPartners.Media;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Html;

namespace CsmPartners.Web.Rendering;

/// <summary>Pictures and documents as visitors of one language see them.</summary>
internal readonly record struct Figures(Language Page)
{
    private const string BesideText = "(min-width: 46rem) 42rem, 100vw";
    private const string InRow = "(min-width: 46rem) 14rem, 50vw";

    /// <summary>
    /// A picture, whole. The first of a page is loaded at once, others as the reader comes near. It says its language, since the text
    /// around it may be in another.
    /// </summary>
    public IHtmlContent Whole(MediaFile picture, bool first = false) =>
        new HtmlContentBuilder().AppendHtml($"<figure class=\"figure\" lang=\"{Page}\">").AppendHtml(Picture(picture, BesideText, first, "")).AppendHtml(Caption(picture)).AppendHtml("</figure>");

    /// <summary>One of several pictures beside each other, all cropped to one shape around their focal points; leads to the whole.</summary>
    public IHtmlContent Cropped(MediaFile picture)
    {
        var html = new HtmlContentBuilder().AppendHtml("<figure class=\"figure\">");
        var image = Picture(picture, InRow, first: false, FocalClasses(picture));
        if (Alt(picture).Text.Length == 0)
            html.AppendHtml(image);
        else
            html.AppendHtml("<a href=\"").Append(Links.Picture(picture)).AppendHtml("\">").AppendHtml(image).AppendHtml("</a>");
        return html.AppendHtml(Caption(picture)).AppendHtml("</figure>");
    }

    /// <summary>Which fifth of the width and of the height the focal point is in: style sheets crop around it.</summary>
    public static string FocalClasses(MediaFile picture) => $"fx-{Fifth(picture.FocalX)} fy-{Fifth(picture.FocalY)}";

    private IHtmlContent Picture(MediaFile picture, string sizes, bool first, string classes)
    {
        var html = new HtmlContentBuilder().AppendHtml("<picture>");
        foreach (var format in Renditions.Formats.SkipLast(1))
            html.AppendHtml($"<source type=\"image/{format}\" srcset=\"{SourceSet(picture, format)}\" sizes=\"{sizes}\">");
        var (alt, language) = Alt(picture);
        html.AppendHtml($"<img src=\"{Links.Picture(picture)}\" srcset=\"{SourceSet(picture, Renditions.Formats[^1])}\" sizes=\"{sizes}\" width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"")
            .Append(alt).AppendHtml("\"");
        if (alt.Length > 0 && language != Page)
            html.AppendHtml($" lang=\"{language}\"");
        if (classes.Length > 0)
            html.AppendHtml($" class=\"{classes}\"");
        return html.AppendHtml(first ? ">" : " loading=\"lazy\">").AppendHtml("</picture>");
    }

    private LocalText Alt(MediaFile picture) => (picture.IsDecorative ? new LocalizedText() : picture.Alt).In(Page);

    private IHtmlContent Caption(MediaFile media)
    {
        var parts = new[] { media.Title, media.Credit, media.Licence }.Where(t => !t.IsEmpty).ToList();
        var html = new HtmlContentBuilder();
        if (parts.Count == 0)
            return html;
        html.AppendHtml("<figcaption>");
        for (var i = 0; i < parts.Count; i++)
            html.Append(i == 0 ? "" : " · ").AppendHtml(new LocalizedHtml(parts[i].In(Page), Page));
        return html.AppendHtml("</figcaption>");
    }

    private static string SourceSet(MediaFile picture, string format) =>
        string.Join(", ", Renditions.Of(picture.Width).Select(width => $"{Links.Picture(picture, width, format)} {Math.Min(width, picture.Width).ToString(CultureInfo.InvariantCulture)}w"));

    private static int Fifth(double share) => Math.Clamp((int)(share * 5), 0, 4);
}
