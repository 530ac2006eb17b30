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
            _ when Occasion.IsEvent(activity) => DescribeEvent(thing, activity),
            _ => DescribeUnplaced(thing, activity),
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
        .With("startDate", Occasion.Starts(activity)?.ToString())
        .With("endDate", Occasion.Ends(activity)?.ToString())
        .With("location", Occasion.Places(activity, things))
        .With("audience", activity is Training { StaffCategories: { IsEmpty: false } staff } ? Node.Of("Audience").With("audienceType", staff.In(language).Text) : null)
        .With("superEvent", activity.PartOf is { State: EntryState.Published } whole && Occasion.IsEvent(whole) ? Whole(whole) : null);

    private JsonObject Whole(Activity whole) => Node.Of(SchemaTypes.Of(whole))
        .With("@id", things.Id(whole))
        .With("name", whole.Title.In(language).Text)
        .With("startDate", Occasion.Starts(whole)?.ToString())
        .With("location", Occasion.Places(whole, things));

    // Without its time or its place it is no event to search engines; what is known of either stands in the words of a work.
    private JsonObject DescribeUnplaced(JsonObject thing, Activity activity) => thing
        .With("genre", Ui.In(language).Of(activity.Kind))
        .With("temporalCoverage", Coverage(activity.Period))
        .With("spatialCoverage", Occasion.Places(activity, things));

    // What neither lasts nor returns is done with in the year or the month that it began in.
    private static string? Coverage(Period period) =>
        period is { Starts: { } starts, Continues: false, Yearly: false } && (period.Ends ?? starts) == starts ? starts.ToString() : Interval(period);

    // ISO 8601-1: "2014/2019", and "2014/.." for what goes on.
    private static string? Interval(Period period) => (period.Starts, period.Ends) switch
    {
        ({ } starts, { } ends) => $"{starts}/{ends}",
        ({ } starts, null) => $"{starts}/..",
        (null, { } ends) => $"../{ends}",
        _ => null,
    };
}
