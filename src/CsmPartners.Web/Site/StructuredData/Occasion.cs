using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Published;

namespace CsmPartners.Web.Site.StructuredData;

/// <summary>When and where something took place, as far as the record says it; search engines want both of whatever is called an event.</summary>
internal static class Occasion
{
    public static bool IsEvent(Activity activity) =>
        activity is Exhibition or Training or Event && Starts(activity) is not null && (activity.IsAtHome() || PlacesOf(activity).Any());

    /// <summary>What has no period of its own lasts as long as its places say, if all of them say it.</summary>
    public static PartialDate? Starts(Activity activity) =>
        activity.Period.IsEmpty && activity.Venues.All(v => v.From is not null) ? activity.Venues.Min(v => v.From) : activity.Period.Starts;

    public static PartialDate? Ends(Activity activity) =>
        activity.Period.IsEmpty && activity.Venues.All(v => v.Until is not null)
            ? activity.Venues.MaxBy(v => v.Until!.Value.Last)?.Until : activity.Period.Ends;

    /// <summary>Its places; where none is recorded, the museum for what it hosted, else the houses of the partners who did.</summary>
    public static IEnumerable<JsonNode> Places(Activity activity, Things things) =>
        activity.IsAtHome() ? [things.Museum()] : PlacesOf(activity).Select(things.Place);

    private static IEnumerable<Venue> PlacesOf(Activity activity) => activity.KnownVenues().Any() ? activity.KnownVenues()
        : PublishedSite.PartnersOf(activity).Where(p => p.Role == Role.Host).Select(p => new Venue { PartnerId = p.PartnerId, Partner = p.Partner });
}
