using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Texts;

namespace CsmPartners.Search;

/// <summary>Parts of an entry, by how much it says about the entry that a word stands there.</summary>
internal enum Zone
{
    Title,

    /// <summary>Other names: former, native, short.</summary>
    Name,
    Place,
    People,

    /// <summary>Partners that take part, the whole that it belongs to.</summary>
    With,

    /// <summary>What entries of the kind are called.</summary>
    Kind,
    Year,
    Text,
}

/// <summary>All that an entry is found by.</summary>
internal sealed class SearchDocument
{
    private readonly List<(Zone Zone, Language Language, string Text)> texts = [];

    private SearchDocument(Entry entry) => Entry = entry;

    public Entry Entry { get; }

    public IReadOnlyList<(Zone Zone, Language Language, string Text)> Texts => texts;

    /// <summary>Equal for documents with equal texts.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (zone, language, text) in texts)
            hash.AppendData(Encoding.UTF8.GetBytes($"{zone} {language} {text}\n"));
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    public static SearchDocument Of(PublishedSite site, Entry entry)
    {
        var document = new SearchDocument(entry);
        document.Add(Zone.Title, entry.Title);
        document.Add(Zone.Text, entry.Summary);
        document.Add(Zone.Kind, Language.Kk, WordLists.Kinds[entry.Kind]);
        foreach (var language in Language.All)
            document.Add(Zone.Text, language, Prose.Of(entry.Body[language]).Text);
        if (entry is Partner partner)
            document.AddPartner(partner);
        if (entry is Activity activity)
            document.AddActivity(site, activity);
        return document;
    }

    private void AddPartner(Partner partner)
    {
        foreach (var acronym in partner.Acronyms)
            Add(Zone.Name, Language.En, acronym);
        foreach (var former in partner.FormerNames)
            Add(Zone.Name, Language.Ru, former.Name);
        Add(Zone.Name, Language.En, partner.NativeName ?? "");
        Add(Zone.Place, partner.City);
        AddCountries([partner.Country, partner.Represents]);
    }

    private void AddActivity(PublishedSite site, Activity activity)
    {
        foreach (var part in PublishedSite.PartnersOf(activity))
        {
            Add(Zone.With, part.Partner.Title);
            Add(Zone.With, part.Partner.City);
            part.Partner.Acronyms.ForEach(acronym => Add(Zone.With, Language.En, acronym));
        }

        foreach (var venue in activity.Venues)
        {
            Add(Zone.Place, venue.CityThere);
            Add(Zone.Place, venue.Name);
            Add(Zone.With, venue.Partner?.Title ?? new());
        }

        foreach (var person in activity.People)
        {
            Add(Zone.People, person.Name);
            Add(Zone.Text, person.Task);
        }

        if (activity.PartOf is { State: EntryState.Published } whole)
            Add(Zone.With, whole.Title);
        if (activity is Training training)
            Add(Zone.Text, training.StaffCategories);
        if (activity is Publication publication)
            Add(Zone.Name, Language.En, $"{publication.Isbn} {publication.Issn}".Trim());
        AddCountries(site.CountriesOf(activity).Concat(activity.Venues.Select(v => v.CountryThere)));
        Add(Zone.Year, Language.En, string.Join(' ', activity.When.Years(site.ThisYear).Select(y => y.ToString(CultureInfo.InvariantCulture))));
    }

    private void AddCountries(IEnumerable<string?> codes)
    {
        foreach (var country in codes.OfType<string>().Distinct().Select(Country.Find).OfType<Country>())
        {
            Add(Zone.Place, country.Name);
            Add(Zone.Place, Language.Kk, WordLists.Countries.GetValueOrDefault(country.Code, ""));
        }
    }

    private void Add(Zone zone, LocalizedText text)
    {
        foreach (var language in Language.All)
            Add(zone, language, text[language]);
    }

    private void Add(Zone zone, Language language, string text)
    {
        if (text.Length > 0)
            texts.Add((zone, language, text));
    }
}
