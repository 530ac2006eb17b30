using System.Collections.Frozen;
using System.Text.Json;
using CsmPartners.Entries;

namespace CsmPartners.Published;

/// <summary>The site's lists, ordered and lettered for readers of one language.</summary>
public sealed class Catalogue
{
    private readonly Dictionary<EntryKind, Listing<Activity>> activities;

    internal Catalogue(PublishedSite site, Language language, SiteFacets facets)
    {
        Language = language;
        string Title(Entry entry) => entry.Title.In(language).Text;
        Partners = new Listing<Partner>(
            site.Partners.OrderBy(Title, language.Comparer),
            [.. facets.OfPartners, new(Facets.Letter, p => [language.InitialOf(Title(p))])]);

        var ordered = site.Activities
            .OrderByDescending(a => a.When.SortDate ?? DateOnly.MinValue)
            .ThenBy(Title, language.Comparer)
            .ToList();
        activities = EntryKinds.Activities.ToDictionary(kind => kind, kind => new Listing<Activity>(ordered.Where(a => a.Kind == kind), facets.Of(kind)));
        Timeline = new Listing<Activity>(ordered, facets.OfTimeline);
        Map = new Listing<Tie>(Partners.Entries.SelectMany(facets.TiesOf), facets.OfMap, t => t.Partner);
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
    public static string InAddress<TEnum>(TEnum value) where TEnum : struct, Enum => Names<TEnum>.InAddress[value];

    public static string KebabCase(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    /// <summary>How a country's code is spelt in addresses, which are lower-case throughout.</summary>
    public static string CountryInAddress(string code) => code.ToLowerInvariant();

    private static class Names<TEnum> where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> InAddress = Enum.GetValues<TEnum>().ToFrozenDictionary(v => v, v => KebabCase(v.ToString()));
    }
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
