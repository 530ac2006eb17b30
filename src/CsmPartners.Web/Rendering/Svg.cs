using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace CsmPartners.Web.Rendering;

/// <summary>What views need to write drawings.</summary>
public static class Svg
{
    /// <summary>To a tenth of a pixel.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    public static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>Units of a sixteenth of the type's size, so that a drawing grows with it.</summary>
    public static string Ems(double value) => (value / 16).ToString("0.###", CultureInfo.InvariantCulture) + "em";

    /// <summary>A text element, a word for which Razor has a use of its own.</summary>
    public static IHtmlContent Text(string kind, (string X, string Y) at, string words, string anchor = "middle") =>
        Text(kind, at, new HtmlContentBuilder().Append(words), anchor);

    public static IHtmlContent Text(string kind, (string X, string Y) at, IHtmlContent words, string anchor) =>
        new HtmlContentBuilder().AppendHtml($"<text class=\"{kind}\" x=\"{at.X}\" y=\"{at.Y}\" text-anchor=\"{anchor}\">").AppendHtml(words).AppendHtml("</text>");
}
