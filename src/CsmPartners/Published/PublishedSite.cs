using System.Globalization;
using CsmPartners.Entries;
using CsmPartners.Media;

namespace CsmPartners.Published;

/// <summary>
/// The picture of everything published, from which every public page is drawn. Built once per version and never changed:
/// the entries it hands out are to be read only.
/// </summary>
public sealed class PublishedSite
{
    // Frozen ones would be a little quicker to read, but a publication would wait for them.
    private readonly Dictionary<(EntryKind Kind, string Slug), Entry> entries;
    private readonly Dictionary<int, Entry> byNumber;
    private readonly Dictionary<(EntryKind Kind, string Slug), Entry> redirects;
    private readonly Dictionary<int, List<Activity>> activitiesOfPartners = [];
    private readonly Dictionary<int, Activity[]> parts;
    private readonly Dictionary<int, MediaFile> media;
    private readonly IReadOnlyList<Entry> published;
    private readonly Lazy<Listing<Entry>> everything;
    private readonly Lazy<Dictionary<int, int>> places;
    private readonly Lazy<Catalogue>[] catalogues;

    /// <param name="entries">With their participations and whole-part links already joined.</param>
    /// <param name="redirects">Addresses that entries had once.</param>
    public PublishedSite(long version, int thisYear, Museum museum, IReadOnlyCollection<Entry> entries, IEnumerable<MediaFile> media, IEnumerable<Redirect> redirects)
    {
        Version = version;
        ThisYear = thisYear;
        Museum = museum;
        this.media = media.ToDictionary(m => m.Id);
        this.entries = entries.ToDictionary(e => (e.Kind, e.Slug));
        byNumber = entries.ToDictionary(e => e.Id);
        this.redirects = redirects.Where(r => byNumber.ContainsKey(r.EntryId)).ToDictionary(r => (r.Kind, r.Slug), r => byNumber[r.EntryId]);
        published = [.. entries.Where(e => e.State == EntryState.Published)];
        Partners = [.. published.OfType<Partner>()];
        Activities = [.. published.OfType<Activity>().OrderByDescending(a => a.When.SortDate ?? DateOnly.MinValue)];
        Pages = [.. published.OfType<Page>().OrderBy(p => p.MenuPosition ?? int.MaxValue)];
        foreach (var activity in Activities)
        {
            foreach (var id in HousesOf(activity))
            {
                if (!activitiesOfPartners.TryGetValue(id, out var ofPartner))
                    activitiesOfPartners.Add(id, ofPartner = []);
                // One house may have several parts in an activity.
                if (ofPartner.Count == 0 || ofPartner[^1] != activity)
                    ofPartner.Add(activity);
            }
        }

        parts = Activities
            .Where(a => a.PartOf is { State: EntryState.Published })
            .GroupBy(a => a.PartOf!.Id)
            .ToDictionary(g => g.Key, g => g.ToArray());
        Countries = CountryRecord.Of(this);
        // For lists and the search; an entry's own page is there without them.
        everything = new(() => new Listing<Entry>(
            published,
            [
                new(Facets.Kind, e => [Catalogue.InAddress(e.Kind)]),
                new(Facets.Country, e => CountriesOf(e).Select(Catalogue.CountryInAddress)),
                new(Facets.Year, e => e is Activity a ? a.When.Years(thisYear).Select(y => y.ToString(CultureInfo.InvariantCulture)) : []),
            ]));
        places = new(() => published.Select((entry, place) => (entry.Id, place)).ToDictionary(e => e.Id, e => e.place));
        var facets = new SiteFacets(this);
        catalogues = [.. Language.All.Select(language => new Lazy<Catalogue>(() => CatalogueOf(language, facets)))];
    }

    public long Version { get; }

    /// <summary>When the database was first filled. UTC. Another time means another database.</summary>
    public DateTime SeededAt { get; init; }

    /// <summary>When something that visitors see was changed last. UTC.</summary>
    public DateTime ChangedAt { get; init; }

    /// <summary>Numbers of partners that were merged, each with the number of the one that stands for both now.</summary>
    public IReadOnlyDictionary<int, int> Merged { get; init; } = new Dictionary<int, int>();

    /// <summary>Where "since 2014" ends for now.</summary>
    public int ThisYear { get; }

    public Museum Museum { get; }

    public IReadOnlyList<Partner> Partners { get; }

    /// <summary>Newest first, undated last.</summary>
    public IReadOnlyList<Activity> Activities { get; }

    /// <summary>In menu order.</summary>
    public IReadOnlyList<Page> Pages { get; }

    /// <summary>Countries that a partner counts for or that took part in an activity, by code.</summary>
    public IReadOnlyList<CountryRecord> Countries { get; }

    /// <summary>Every published entry, in no order that means anything.</summary>
    public Listing<Entry> Everything => everything.Value;

    /// <summary>What it was built from: the published in their order, then the withdrawn.</summary>
    internal IEnumerable<Entry> Entries => published.Concat(byNumber.Values.Where(e => e.State != EntryState.Published));

    internal IEnumerable<MediaFile> Media => media.Values;

    internal IEnumerable<Redirect> Redirects => redirects.Select(r => new Redirect { Kind = r.Key.Kind, Slug = r.Key.Slug, EntryId = r.Value.Id });

    /// <summary>Where an entry stands in <see cref="Everything"/>; −1 where it is not published.</summary>
    public int PlaceOf(int id) => places.Value.GetValueOrDefault(id, -1);

    /// <summary>The lists in the order of one language's alphabet.</summary>
    public Catalogue In(Language language) => catalogues[language.Index].Value;

    /// <summary>Published or withdrawn; null where there never was such an address.</summary>
    public Entry? Find(EntryKind kind, string slug) => entries.GetValueOrDefault((kind, slug));

    /// <summary>As above, by number: also of one that was merged with another since.</summary>
    public Entry? Find(int number) => byNumber.GetValueOrDefault(Merged.GetValueOrDefault(number, number));

    public MediaFile? FindMedia(int id) => media.GetValueOrDefault(id);

    /// <summary>What is shown with the entry, in order; what has been deleted since is passed over.</summary>
    public IEnumerable<MediaFile> MediaOf(Entry entry) => entry.Media.Select(FindMedia).OfType<MediaFile>();

    /// <summary>The entry that had this address once, published or withdrawn; null where there is none, or another has the address now.</summary>
    public Entry? FindRedirect(EntryKind kind, string slug) => Find(kind, slug) is null ? redirects.GetValueOrDefault((kind, slug)) : null;

    public CountryRecord? FindCountry(string code) =>
        Countries.FirstOrDefault(c => string.Equals(c.Country.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>Newest first, undated last.</summary>
    public IReadOnlyList<Activity> ActivitiesOf(Partner partner) => activitiesOfPartners.GetValueOrDefault(partner.Id, []);

    /// <summary>What belongs to a programme, project or event, newest first.</summary>
    public IReadOnlyList<Activity> PartsOf(Activity whole) => parts.GetValueOrDefault(whole.Id, []);

    public static IEnumerable<Participation> PartnersOf(Activity activity) => PartnersInAnyOrder(activity).OrderBy(p => p.Position);

    private static IEnumerable<Participation> PartnersInAnyOrder(Activity activity) => activity.Participations.Where(p => p.Partner.State == EntryState.Published);

    /// <summary>Numbers of the partners that have a part in it or where it took place.</summary>
    private static IEnumerable<int> HousesOf(Activity activity) =>
        PartnersInAnyOrder(activity).Select(p => p.Partner.Id).Concat(activity.Venues.Select(v => v.PartnerId).OfType<int>());

    // The three share what entries are asked for their facets.
    private Catalogue CatalogueOf(Language language, SiteFacets facets)
    {
        lock (facets)
            return new Catalogue(this, language, facets);
    }

    /// <summary>Codes of the countries that an entry has to do with.</summary>
    private IEnumerable<string> CountriesOf(Entry entry) => entry switch
    {
        Partner { CountsFor: { } country } => [country],
        Activity activity => CountriesOf(activity),
        _ => [],
    };

    /// <summary>Codes of the countries that an activity was done with; the museum's own is not one.</summary>
    public IReadOnlyList<string> CountriesOf(Activity activity) => CountriesOf(activity, PartnersOf(activity));

    /// <summary>As above, in no order that means anything: for each of many activities the order would cost more than the rest.</summary>
    internal IReadOnlyList<string> CountriesInAnyOrder(Activity activity) => CountriesOf(activity, PartnersInAnyOrder(activity));

    private List<string> CountriesOf(Activity activity, IEnumerable<Participation> participations)
    {
        var codes = new List<string>();
        foreach (var participation in participations)
            Add(participation.Partner.CountsFor);
        foreach (var code in activity.OtherCountries)
            Add(code);
        return codes;

        void Add(string? code)
        {
            if (code is not null && code != Museum.Country && !codes.Contains(code))
                codes.Add(code);
        }
    }
}

/// <summary>A country and what was done with it.</summary>
public sealed record CountryRecord(Country Country, IReadOnlyList<Partner> Partners, IReadOnlyList<Activity> Activities)
{
    internal static IReadOnlyList<CountryRecord> Of(PublishedSite site)
    {
        var partners = site.Partners.Where(p => p.CountsFor is not null).ToLookup(p => p.CountsFor!);
        var activities = new Dictionary<string, List<Activity>>();
        foreach (var activity in site.Activities)
        {
            foreach (var code in site.CountriesInAnyOrder(activity))
            {
                if (!activities.TryGetValue(code, out var ofCountry))
                    activities.Add(code, ofCountry = []);
                ofCountry.Add(activity);
            }
        }

        return
        [
            .. partners.Select(g => g.Key).Union(activities.Keys)
                .Order(StringComparer.Ordinal)
                .Select(Country.Find)
                .OfType<Country>()
                .Select(c => new CountryRecord(c, [.. partners[c.Code]], activities.GetValueOrDefault(c.Code, []))),
        ];
    }
}
