using System.Globalization;
using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Web.Rendering;
using static CsmPartners.Web.OpenData.LinkedArt.Shapes;

namespace CsmPartners.Web.OpenData.LinkedArt;

/// <summary>
/// Where things are (https://linked.art/api/1.0/endpoint/place): at a partner's (its number), at a venue that is no partner's (the
/// activity's number and the venue's), in a country (its code), at the museum. Countries have identifiers of their own.
/// </summary>
internal static class Places
{
    private const string TheMuseum = "museum";

    public static JsonObject? Find(Source source, string key)
    {
        if (key == TheMuseum && source.Site.Museum is var museum)
            return Document(IdOf(source, key), source, museum.City, museum.Country, (museum.Latitude, museum.Longitude));
        if (key.Length == 2 && !char.IsAsciiDigit(key[0]) && Country.Find(key) is { } country)
            return OfCountry(source, country);
        var numbers = key.Split('-').Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return numbers switch
        {
            [var number] when source.Site.Find(number) is Partner { State: EntryState.Published } partner && IsSomewhere(partner) =>
                Document(IdOf(source, key), source, NameOf(partner), partner.Country, partner is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude) : null),
            [var number, var position] when source.Site.Find(number) is Activity { State: EntryState.Published } activity && position >= 1 && position <= activity.Venues.Count && IsOwn(activity.Venues[position - 1]) =>
                OfVenue(source, key, activity.Venues[position - 1]),
            _ => null,
        };
    }

    /// <summary>Where a partner stands: at a place of its own, else in its country.</summary>
    public static JsonObject? ReferenceTo(Source source, Partner partner) =>
        IsSomewhere(partner) ? Reference(source, Key(partner.Id), NameOf(partner))
        : partner.Country is { } code && Country.Find(code) is { } country ? ReferenceTo(source, country)
        : null;

    public static JsonObject ReferenceToMuseum(Source source) => Reference(source, TheMuseum, source.Site.Museum.City);

    public static IEnumerable<JsonObject> Of(Source source, Activity activity) =>
        activity.Venues.Select((venue, i) => (Key: Key(activity.Id, i + 1), Venue: venue))
            .Select(v => IsOwn(v.Venue) ? Reference(source, v.Key, v.Venue.Name.IsEmpty ? v.Venue.CityThere : v.Venue.Name)
                : v.Venue.Partner is { } house ? ReferenceTo(source, house)
                : Country.Find(v.Venue.CountryThere ?? "") is { } country ? ReferenceTo(source, country)
                : null)
            .OfType<JsonObject>()
            .DistinctBy(place => place["id"]!.GetValue<string>());

    private static JsonObject OfCountry(Source source, Country country)
    {
        var place = Document(source.Origin + Links.Id(country), source, country.Name, null, null);
        place["classified_as"] = new JsonArray(Aat(300128207, "nations"));
        place["identified_by"]!.AsArray().Add(new JsonObject { ["type"] = "Identifier", ["_label"] = "ISO 3166-1", ["content"] = country.Code });
        return place;
    }

    private static JsonObject OfVenue(Source source, string key, Venue venue)
    {
        var place = Document(IdOf(source, key), source, venue.Name.IsEmpty ? venue.CityThere : venue.Name, venue.CountryThere, null);
        if (!venue.Name.IsEmpty && !venue.CityThere.IsEmpty)
            place["referred_to_by"] = Array(Statements(venue.CityThere));
        return place.Known();
    }

    private static JsonObject Document(string id, Source source, LocalizedText name, string? country, (double Latitude, double Longitude)? at)
    {
        var place = Shapes.Document(id, "Place", name);
        place["identified_by"] = Array(Names(name, Aat(300404670, "Primary Name")));
        place["defined_by"] = at is { } point ? string.Create(CultureInfo.InvariantCulture, $"POINT({point.Longitude:0.######} {point.Latitude:0.######})") : null;
        place["part_of"] = Country.Find(country ?? "") is { } whole ? new JsonArray(ReferenceTo(source, whole)) : null;
        return place.Known();
    }

    private static JsonObject Reference(Source source, string key, LocalizedText name) => Shapes.Reference(IdOf(source, key), "Place", Label(name));

    private static JsonObject ReferenceTo(Source source, Country country) => Shapes.Reference(source.Origin + Links.Id(country), "Place", Label(country.Name));

    private static string IdOf(Source source, string key) => source.Origin + Links.LinkedArtPlace(key);

    /// <summary>More is known of it than the country.</summary>
    private static bool IsSomewhere(Partner partner) => !partner.City.IsEmpty || partner is { Latitude: not null, Longitude: not null };

    private static LocalizedText NameOf(Partner partner) => partner.City.IsEmpty ? partner.Title : partner.City;

    private static bool IsOwn(Venue venue) => !venue.Name.IsEmpty || !venue.City.IsEmpty;

    private static string Key(params int[] numbers) => string.Join('-', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
}
