using System.Globalization;
using CsmPartners.Entries;

namespace CsmPartners.Published;

/// <summary>How the lists of one site can be narrowed, in whatever order a language puts them.</summary>
internal sealed class SiteFacets(PublishedSite site)
{
    private readonly Dictionary<Partner, Tie[]> ties = [];

    private readonly Facet<Activity> year = new(Facets.Year, a => YearsOf(a, site));
    private readonly Facet<Activity> country = new(Facets.Country, a => site.CountriesOf(a).Select(Catalogue.CountryInAddress));
    private readonly Facet<Activity> partner = new(Facets.Partner, a => PublishedSite.PartnersOf(a).Select(p => p.Partner.Slug));
    private readonly Facet<Activity> kind = new(Facets.Kind, a => [Catalogue.InAddress(a.Kind)]);
    private readonly Facet<Activity> direction = new(Facets.Direction, a => a is Exhibition { Direction: { } d } ? [Catalogue.InAddress(d)] : []);
    private readonly Facet<Activity> type = new(Facets.Type, a => a is Project p ? [Catalogue.InAddress(p.Type)] : []);

    public IReadOnlyList<Facet<Partner>> OfPartners { get; } =
    [
        new(Facets.Country, p => CountryOf(p)),
        new(Facets.Institution, p => [Catalogue.InAddress(p.Institution)]),
        new(Facets.Cooperation, p => p.Cooperation.Select(c => Catalogue.InAddress(c))),
    ];

    public IReadOnlyList<Facet<Activity>> OfTimeline => [year, country, partner, kind];

    public IReadOnlyList<Facet<Tie>> OfMap { get; } =
    [
        new(Facets.Activity, t => t.Activity is { } a ? [Catalogue.InAddress(a.Kind)] : []),
        new(Facets.Year, t => t.Activity is { } a ? YearsOf(a, site) : []),
        new(Facets.Country, t => CountryOf(t.Partner)),
    ];

    public IReadOnlyList<Facet<Activity>> Of(EntryKind activities) => activities switch
    {
        EntryKind.Exhibition => [direction, year, country, partner],
        EntryKind.Project => [type, year, country, partner],
        _ => [year, country, partner],
    };

    public Tie[] TiesOf(Partner partner)
    {
        if (!ties.TryGetValue(partner, out var known))
            ties[partner] = known = site.ActivitiesOf(partner) is { Count: > 0 } activities ? [.. activities.Select(a => new Tie(partner, a))] : [new Tie(partner, null)];
        return known;
    }

    private static IEnumerable<string> YearsOf(Activity activity, PublishedSite site) => activity.When.Years(site.ThisYear).Select(y => y.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<string> CountryOf(Partner partner) => partner.CountsFor is { } code ? [Catalogue.CountryInAddress(code)] : [];
}
