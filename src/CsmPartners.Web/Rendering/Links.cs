using System.Globalization;
using System.Text;
using CsmPartners.Entries;
using CsmPartners.Media;
using CsmPartners.Published;
using CsmPartners.Web.Media;
using CsmPartners.Web.OpenData;

namespace CsmPartners.Web.Rendering;

/// <summary>The site's addresses in one language. The one place that knows how they are spelt.</summary>
public readonly record struct Links(Language Language)
{
    public string Home => $"/{Language.Code}";

    public string Countries => $"/{Language.Code}/countries";

    public string Map => $"/{Language.Code}/map";

    public string Timeline => $"/{Language.Code}/timeline";

    public string Display => $"/{Language.Code}/display";

    public string Data => $"/{Language.Code}/data";

    public string Search => $"/{Language.Code}/search";

    /// <summary>Where visitors write to the museum; with the entry that they come from named.</summary>
    public string Contact(Entry? about = null) => $"/{Language.Code}/contact{QueryAbout(about)}";

    /// <summary>Where their thanks are.</summary>
    public string ContactThanks(Entry? about) => $"/{Language.Code}/contact/thanks{QueryAbout(about)}";

    public static string QueryAbout(Entry? about) => about is null ? "" : $"?about={Reference(about)}";

    /// <summary>As texts and letters refer to an entry: "partner:kunstkamera".</summary>
    public static string Reference(Entry entry) => $"{Catalogue.InAddress(entry.Kind)}:{entry.Slug}";

    /// <summary>The thing itself, whatever language its pages are in and whatever they are called: the identifier that machines are given.</summary>
    public static string Id(Entry entry) => string.Create(CultureInfo.InvariantCulture, $"/id/{entry.Id}");

    public static string Id(Country country) => $"/id/countries/{Catalogue.CountryInAddress(country.Code)}";

    /// <summary>The identifier of the museum whose site this is.</summary>
    public const string MuseumId = "/id/museum";

    /// <summary>The entry as Linked Art.</summary>
    public static string LinkedArt(Entry entry) => string.Create(CultureInfo.InvariantCulture, $"/data/{Table.Version}/entries/{entry.Id}.jsonld");

    /// <param name="key">A partner's number, an activity's with that of its venue, or a country's code.</param>
    public static string LinkedArtPlace(string key) => $"/data/{Table.Version}/places/{key}.jsonld";

    public static string LinkedArtMuseum => $"/data/{Table.Version}/museum.jsonld";

    /// <param name="extension">"csv" or "json".</param>
    public static string DataFile(Table table, string extension) => $"/data/{Table.Version}/{table.Name}.{extension}";

    /// <summary>The file as a spreadsheet opens it without being told how.</summary>
    public string Spreadsheet(Table table) => DataFile(table, "csv") + new CsvForm(WithMark: true, IsRegional: Language != Language.En).Query;

    public static string Api(string path) => $"/api/{Table.Version}/{path}";

    public string Entry(Entry entry) => Entry(entry.Kind, entry.Slug);

    public string Entry(EntryKind kind, string slug) => kind switch
    {
        EntryKind.Page when slug == Page.Overview => Home,
        EntryKind.Page => $"/{Language.Code}/{slug}",
        _ => $"/{Language.Code}/{kind.List()}/{slug}",
    };

    public string Country(Country country) => $"/{Language.Code}/countries/{Catalogue.CountryInAddress(country.Code)}";

    public string List(EntryKind kind) => $"/{Language.Code}/{kind.List()}";

    public string List(EntryKind kind, string facet, string value) => List(kind) + Query(Filter.None.With(facet, value));

    public string Feed => $"/{Language.Code}/feed.xml";

    public string Calendar => $"/{Language.Code}/calendar.ics";

    public string FeedOf(EntryKind kind) => $"{List(kind)}/feed.xml";

    /// <param name="about">What the picture is about: an entry's number or "museum".</param>
    /// <param name="hash">Of what it shows.</param>
    public string Share(string about, string hash) => $"/{Language.Code}/share/{about}-{hash}.png";

    public string Of(string path) => path.Length == 0 ? Home : $"/{Language.Code}/{path}";

    /// <param name="part">From 1, of a sitemap in several parts.</param>
    public static string Sitemap(int? part = null) => part is null ? "/sitemap.xml" : string.Create(CultureInfo.InvariantCulture, $"/sitemap-{part}.xml");

    /// <param name="path">Of the page that is cited, after the language.</param>
    public string Citation(string path, string format) => $"{Of(path)}/cite.{format}";

    /// <summary>The file itself, in the form that every browser shows: a picture in the largest width offered.</summary>
    public static string File(MediaFile media) =>
        media.Type == MediaType.Picture ? Picture(media) : $"/media/{media.Hash}.pdf";

    public static string Picture(MediaFile picture) => Picture(picture, Renditions.Of(picture.Width).Last(), Renditions.Formats[^1]);

    /// <param name="width">One of <see cref="Renditions.Of"/>.</param>
    /// <param name="format">One of <see cref="Renditions.Formats"/>.</param>
    public static string Picture(MediaFile picture, int width, string format) =>
        string.Create(CultureInfo.InvariantCulture, $"/media/{picture.Hash}-{width}.{format}");

    /// <summary>"?country=ru&amp;page=2", or nothing; equal filters give equal text.</summary>
    public static string Query(Filter filter, int page = 1, string? asked = null)
    {
        var query = new StringBuilder();
        if (asked is not null)
            query.Append("?q=").Append(Uri.EscapeDataString(asked));
        foreach (var (facet, value) in filter.Values)
            query.Append(query.Length == 0 ? '?' : '&').Append(facet).Append('=').Append(Uri.EscapeDataString(value));
        if (page > 1)
            query.Append(query.Length == 0 ? '?' : '&').Append("page=").Append(page.ToString(CultureInfo.InvariantCulture));
        return query.ToString();
    }
}
