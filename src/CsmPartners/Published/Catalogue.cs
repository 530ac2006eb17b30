using System.Globalization;
using System.Text.Json;
using CsmPartners.Entries;

namespace CsmPartners.Published;

/// <summary>The site's lists, ordered and lettered for readers of one language.</summary>
public sealed class Catalogue
{
    private readonly PublishedSite site;
    private readonly Dictionary<EntryKind, Listing<Activity>> activities;

    internal Catalogue(PublishedSite site, Language language)
    {
        this.site = site;
        Language = language;
        string Title(Entry entry) => entry.Title.In(language).Text;
        Partners = new Listing<Partner>(
            site.Partners.OrderBy(Title, language.Comparer),
            [
                new(Facets.Country, p => One(p.CountsFor is { } c ? CountryInAddress(c) : null)),
                new(Facets.Institution, p => [InAddress(p.Institution)]),
                new(Facets.Cooperation, p => p.Cooperation.Select(c => InAddress(c))),
                new(Facets.Letter, p => [language.InitialOf(Title(p))]),
            ]);

        var ordered = site.Activities
            .OrderByDescending(a => a.When.SortDate ?? DateOnly.MinValue)
            .ThenBy(Title, language.Comparer)
            .ToList();
        activities = EntryKinds.Activities.ToDictionary(
            kind => kind,
            kind => new Listing<Activity>(ordered.Where(a => a.Kind == kind), FacetsOf(kind)));
        Timeline = new Listing<Activity>(ordered, [.. Common(), new(Facets.Kind, a => [InAddress(a.Kind)])]);
        Map = new Listing<Tie>(
            Partners.Entries.SelectMany(TiesOf),
            [
                new(Facets.Activity, t => One(t.Activity is { } a ? InAddress(a.Kind) : null)),
                new(Facets.Year, t => t.Activity is { } a ? YearsOf(a) : []),
                new(Facets.Country, t => One(t.Partner.CountsFor is { } c ? CountryInAddress(c) : null)),
            ],
            t => t.Partner);
        Countries = [.. site.Countries.OrderBy(c => c.Country.Name.In(language).Text, language.Comparer)];
    }

    public Language Language { get; }

    public Listing<Partner> Partners { get; }

    /// <summary>Every activity, newest first, undated last.</summary>
    public Listing<Activity> Timeline { get; }

    /// <summary>Every partner by what was done with it: whoever asks for exhibitions and for 2014 means exhibitions of that year.</summary>
    public Listing<Tie> Map { get; }

    public IReadOnlyList<CountryRecord> Countries { get; }

    public Listing<Activity> Of(EntryKind activity) => activities[activity];

    /// <summary>How a value of an enumeration is spelt in addresses: "research-institute".</summary>
    public static string InAddress<TEnum>(TEnum value) where TEnum : struct, Enum => KebabCase(value.ToString());

    public static string KebabCase(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    /// <summary>How a country's code is spelt in addresses, which are lower-case throughout.</summary>
    public static string CountryInAddress(string code) => code.ToLowerInvariant();

    private IEnumerable<Facet<Activity>> FacetsOf(EntryKind kind) => kind switch
    {
        EntryKind.Exhibition => [new(Facets.Direction, a => One(((Exhibition)a).Direction is { } d ? InAddress(d) : null)), .. Common()],
        EntryKind.Project => [new(Facets.Type, a => [InAddress(((Project)a).Type)]), .. Common()],
        _ => Common(),
    };

    private IEnumerable<Facet<Activity>> Common() =>
    [
        new(Facets.Year, YearsOf),
        new(Facets.Country, a => site.CountriesOf(a).Select(CountryInAddress)),
        new(Facets.Partner, a => PublishedSite.PartnersOf(a).Select(p => p.Partner.Slug)),
    ];

    private IEnumerable<string> YearsOf(Activity activity) => activity.When.Years(site.ThisYear).Select(y => y.ToString(CultureInfo.InvariantCulture));

    private IEnumerable<Tie> TiesOf(Partner partner) =>
        site.ActivitiesOf(partner) is { Count: > 0 } activities ? activities.Select(a => new Tie(partner, a)) : [new Tie(partner, null)];

    private static IEnumerable<string> One(string? value) => value is null ? [] : [value];
}

/// <summary>A partner and one of the things done with it; none where nothing is recorded.</summary>
public sealed record Tie(Partner Partner, Activity? Activity);

/// <summary>Names of the facets, as they stand in addresses.</summary>
public static class Facets
{
    public const string Activity = "activity";
    public const string Country = "country";
    public const string Cooperation = "cooperation";
    public const string Direction = "direction";
    public const string Institution = "institution";
    public const string Kind = "kind";
    public const string Letter = "letter";
    public const string Partner = "partner";
    public const string Type = "type";
    public const string Year = "year";
}
