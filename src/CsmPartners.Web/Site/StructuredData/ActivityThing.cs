using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.Site.StructuredData;

/// <summary>An activity as an event, a project or a work.</summary>
internal sealed class ActivityThing(PublishedSite site, Language language, string origin, Things things)
{
    public JsonObject Of(Activity activity)
    {
        var thing = things.Begin(activity, SchemaTypes.Of(activity))
            .Named(activity.Title, language)
            .With("url", origin + new Links(language).Entry(activity));
        foreach (var (property, partners) in Participants(activity))
            thing.With(property, partners);
        return activity switch
        {
            Agreement agreement => thing
                .With("genre", Ui.In(language).Of(EntryKind.Agreement))
                .With("dateCreated", agreement.SignedOn?.ToString())
                .With("temporalCoverage", Interval(agreement.Period)),
            Publication publication => Describe(thing, publication),
            Project => thing
                .With("foundingDate", activity.Period.Starts?.ToString())
                .With("dissolutionDate", activity.Period.Ends?.ToString()),
            _ => DescribeEvent(thing, activity),
        };
    }

    // The museum has a part in everything; which one, the record does not say.
    private IEnumerable<(string Property, IEnumerable<JsonNode> Nodes)> Participants(Activity activity) =>
        PublishedSite.PartnersOf(activity).Select(p => (SchemaTypes.PropertyOf(activity, p.Role), (JsonNode)things.Brief(p.Partner)))
            .Append((SchemaTypes.PropertyOf(activity, Role.Party), (JsonNode)Node.Of(SchemaTypes.Museum).With("@id", origin + Links.MuseumId).With("name", site.Museum.Name.In(language).Text)))
            .Concat(activity.People.Where(p => !p.Name.IsEmpty).Select(p => (SchemaTypes.PropertyOf(activity, Role.Party), (JsonNode)Node.Of("Person").With("name", p.Name.In(language).Text))))
            .GroupBy(p => p.Item1, p => p.Item2, StringComparer.Ordinal)
            .Select(g => (g.Key, g.AsEnumerable()));

    private static JsonObject Describe(JsonObject thing, Publication publication) => thing
        .With("datePublished", publication.InPreparation ? null : (publication.Period.Starts ?? publication.Period.Ends)?.ToString())
        .With("creativeWorkStatus", publication.InPreparation ? "Draft" : null)
        .With("inLanguage", publication.Languages.Select(l => (JsonNode)l))
        .With("issn", publication.Issn)
        .With("isbn", publication.Issn is null ? publication.Isbn : null);

    private JsonObject DescribeEvent(JsonObject thing, Activity activity) => thing
        .With("startDate", activity.Period.Starts?.ToString())
        .With("endDate", activity.Period.Ends?.ToString())
        .With("location", activity.IsAtHome() ? [things.Museum()] : activity.Venues.Select(Place).OfType<JsonNode>())
        .With("audience", activity is Training { StaffCategories: { IsEmpty: false } staff } ? Node.Of("Audience").With("audienceType", staff.In(language).Text) : null)
        .With("superEvent", activity.PartOf is { State: EntryState.Published } whole && SchemaTypes.IsEvent(whole)
            ? Node.Of(SchemaTypes.Of(whole)).With("@id", things.Id(whole)).With("name", whole.Title.In(language).Text) : null);

    private JsonObject? Place(Venue venue)
    {
        var name = venue.Name.IsEmpty ? venue.Partner?.Title : venue.Name;
        var address = things.Address(venue.CityThere, venue.CountryThere);
        return name is null && address is null ? null : Node.Of("Place")
            .With("name", name?.In(language).Text ?? venue.CityThere.In(language).Text)
            .With("address", address)
            .With("geo", Things.Point(venue.Partner?.Latitude, venue.Partner?.Longitude));
    }

    // ISO 8601-1: "2014/2019", and "2014/.." for what goes on.
    private static string? Interval(Period period) => (period.Starts, period.Ends) switch
    {
        ({ } starts, { } ends) => $"{starts}/{ends}",
        ({ } starts, null) => $"{starts}/..",
        (null, { } ends) => $"../{ends}",
        _ => null,
    };
}
