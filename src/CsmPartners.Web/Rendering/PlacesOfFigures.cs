using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using CsmPartners.Media;
using CsmPartners.Published;
using Microsoft.AspNetCore.Html;

namespace CsmPartners.Web.Rendering;

/// <summary>
/// Keeps the places of figures in a text while it is cleaned: figures, which are ours, come in after the cleaning, so that the
/// cleaning need not let a single picture through. A place is a paragraph with a word that no writer can know.
/// </summary>
internal sealed class PlacesOfFigures(PublishedSite site, Language language, HtmlEncoder encoder)
{
    private const string Kind = "media:";

    private readonly string place = "<p>" + RandomNumberGenerator.GetHexString(32) + "-";
    private readonly List<MediaFile> pictures = [];

    /// <summary>What <c>[[media:12]]</c> stands for; null for what is no reference to media.</summary>
    public Reference? Find(string target, string? words)
    {
        if (!target.StartsWith(Kind, StringComparison.Ordinal))
            return null;
        if (!int.TryParse(target.AsSpan(Kind.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || site.FindMedia(id) is not { } media)
            return new Reference(null, words ?? "");
        if (words is not null)
            return new Reference(Links.File(media), words);
        return new Reference(
            Links.File(media),
            media.NameIn(language),
            media.Type == MediaType.Picture ? Keep(media) : null,
            media.Title.IsEmpty ? null : media.Title.In(language).Language);
    }

    public string Fill(string html)
    {
        var parts = html.Split(place);
        using var filled = new StringWriter();
        filled.Write(parts[0]);
        foreach (var part in parts.Skip(1))
        {
            var end = part.IndexOf("</p>", StringComparison.Ordinal);
            new Figures(language).Whole(pictures[int.Parse(part.AsSpan(0, end), CultureInfo.InvariantCulture)]).WriteTo(filled, encoder);
            filled.Write(part.AsSpan(end + "</p>".Length));
        }

        return filled.ToString();
    }

    private string Keep(MediaFile picture)
    {
        pictures.Add(picture);
        return string.Create(CultureInfo.InvariantCulture, $"{place}{pictures.Count - 1}</p>");
    }
}
