using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Rendering.Maps;

namespace CsmPartners.Web.Site.SharePictures;

/// <summary>The picture by which other sites show a link to one of our pages: what it says, and where on the map it points.</summary>
/// <param name="About">In its address: the entry's number, or "museum" for pages that are about no entry.</param>
/// <param name="Kicker">What the thing is; may be empty.</param>
/// <param name="PlaceName">Beneath the map, if there is one.</param>
public sealed record SharePicture(Language Language, string About, string Kicker, string Title, string Museum, MapPoint? Place, string PlaceName)
{
    /// <summary>In pixels.</summary>
    public const int Width = 1200;

    /// <summary>In pixels.</summary>
    public const int Height = 630;

    public const string OfTheMuseum = "museum";

    // Grows when the same words are drawn differently, since addresses may be kept for ever.
    private const int Design = 1;

    public string Address => new Links(Language).Share(About, Hash);

    /// <summary>Of all that decides how it looks.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Design}\n{Kicker}\n{Title}\n{Museum}\n{Place?.X:0.#} {Place?.Y:0.#}\n{PlaceName}"))))[..16];

    /// <param name="entry">Null for pages that are about no entry.</param>
    public static SharePicture Of(PublishedSite site, Entry? entry, Language language)
    {
        var museum = site.Museum;
        var title = Lettering.DrawnOf(entry?.Title.In(language).Text ?? "");
        var (kicker, latitude, longitude, city, country) = entry switch
        {
            Partner p => (Ui.In(language).Of(p.Institution), p.Latitude, p.Longitude, p.City, p.Country),
            Activity a => (Ui.In(language).Of(a.Kind), null, null, new LocalizedText(), null),
            Page { Slug: not Page.Overview } => (museum.SiteTitle.In(language).Text, null, null, new LocalizedText(), null),
            _ => ("", museum.Latitude, museum.Longitude, museum.City, museum.Country),
        };
        return new SharePicture(
            language,
            entry is null or Page { Slug: Page.Overview } ? OfTheMuseum : entry.Id.ToString(CultureInfo.InvariantCulture),
            kicker,
            title.Length > 0 && entry is not Page { Slug: Page.Overview } ? title : museum.SiteTitle.In(language).Text,
            museum.Name.In(language).Text,
            latitude is { } y && longitude is { } x ? MapPoint.Of(y, x) : null,
            string.Join(", ", new[] { city, Country.Find(country ?? "")?.Name }.Select(part => part?.In(language).Text ?? "").Where(part => part.Length > 0)));
    }
}
