using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.Site.StructuredData;

/// <summary>The things that pages are about, as objects of schema.org. A thing has one identifier, whatever the page's language.</summary>
internal sealed class Things(PublishedSite site, Language language, string origin)
{
    public JsonObject Museum() => Node.Of(SchemaTypes.Museum)
        .With("@id", origin + Links.MuseumId)
        .Named(site.Museum.Name, language)
        .With("url", site.Museum.Website)
        .With("sameAs", site.Museum.Website)
        .With("address", Address(site.Museum.City, site.Museum.Country))
        .With("geo", Point(site.Museum.Latitude, site.Museum.Longitude));

    public JsonObject? Of(Entry entry) => entry switch
    {
        Partner partner => Of(partner),
        Activity activity => new ActivityThing(site, language, origin, this).Of(activity),
        _ => null,
    };

    public JsonObject Of(Country country) => Node.Of("Country")
        .With("@id", origin + Links.Id(country))
        .Named(country.Name, language)
        .With("identifier", country.Code);

    /// <summary>Enough to know what is meant.</summary>
    public JsonObject Brief(Partner partner) => Node.Of(SchemaTypes.Of(partner.Institution)).With("@id", Id(partner)).With("name", partner.Title.In(language).Text);

    public string Id(Entry entry) => origin + Links.Id(entry);

    /// <summary>What every entry's object begins with.</summary>
    public JsonObject Begin(Entry entry, params IEnumerable<string> types) => Node.Of(types)
        .With("@id", Id(entry))
        .With("description", entry.Summary.In(language).Text)
        .With("image", site.MediaOf(entry).FirstOrDefault(m => m.Type == CsmPartners.Media.MediaType.Picture) is { } picture ? origin + Links.Picture(picture) : null);

    public JsonObject? Address(LocalizedText city, string? country) =>
        city.IsEmpty && country is null ? null : Node.Of("PostalAddress").With("addressLocality", city.In(language).Text).With("addressCountry", country);

    public JsonObject Place(Venue venue)
    {
        var name = new[] { venue.Name, venue.Partner?.Title, venue.CityThere, Country.Find(venue.CountryThere ?? "")?.Name }
            .FirstOrDefault(n => n is { IsEmpty: false });
        return Node.Of("Place")
            .With("name", name?.In(language).Text)
            .With("address", Address(venue.CityThere, venue.CountryThere))
            .With("geo", Point(venue.Partner?.Latitude, venue.Partner?.Longitude));
    }

    public static JsonObject? Point(double? latitude, double? longitude) =>
        latitude is null || longitude is null ? null : Node.Of("GeoCoordinates").With("latitude", JsonValue.Create(latitude.Value)).With("longitude", JsonValue.Create(longitude.Value));

    private JsonObject Of(Partner partner)
    {
        var types = SchemaTypes.Of(partner.Institution);
        var thing = Begin(partner, types)
            .Named(partner.Title, language, OtherNames(partner))
            .With("url", partner.Website)
            .With("sameAs", SameAs(partner).Select(address => (JsonNode)address))
            .With("address", Address(partner.City, partner.Country));
        var point = Point(partner.Latitude, partner.Longitude);
        return SchemaTypes.ArePlaces(types) ? thing.With("geo", point) : thing.With("location", point is null ? null : Node.Of("Place").With("geo", point));
    }

    private static IEnumerable<JsonNode> OtherNames(Partner partner) =>
    [
        .. partner.NativeName is { } native ? [Node.InLanguage(native, partner.NativeLanguage)] : Array.Empty<JsonNode>(),
        .. partner.Acronyms.Concat(partner.FormerNames.Select(f => f.Name)).Select(name => (JsonNode)Machines.OneLine.Of(name)),
    ];

    private static IEnumerable<string> SameAs(Partner partner) => new[]
    {
        partner.Wikidata is { } item ? $"https://www.wikidata.org/entity/{item}" : null,
        partner.Ror is { } ror ? $"https://ror.org/{ror}" : null,
        partner.Website,
    }.OfType<string>();
}
