using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CsmPartners.Entries;
using CsmPartners.Texts;

namespace CsmPartners.Forms;

public sealed partial class PartnerForm : EntryForm
{
    public const int MostNames = 20;

    public string Institution { get; set; } = "";
    public string NativeName { get; set; } = "";
    public string NativeLanguage { get; set; } = "";

    /// <summary>One a line.</summary>
    public string Acronyms { get; set; } = "";

    public List<FormerNameItem> FormerNames { get; set; } = [];
    public LocalizedText City { get; set; } = new();
    public string Country { get; set; } = "";
    public string Represents { get; set; } = "";
    public string Latitude { get; set; } = "";
    public string Longitude { get; set; } = "";
    public string Website { get; set; } = "";
    public string Wikidata { get; set; } = "";
    public string Ror { get; set; } = "";
    public List<string> Cooperation { get; set; } = [];

    public override EntryKind Kind => EntryKind.Partner;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        var partner = (Partner)entry;
        Institution = partner.Institution.ToString();
        NativeName = partner.NativeName ?? "";
        NativeLanguage = partner.NativeLanguage ?? "";
        Acronyms = string.Join('\n', partner.Acronyms);
        FormerNames = [.. partner.FormerNames.Select(n => new FormerNameItem { Key = Keys.New(), Name = n.Name, From = $"{n.From}", Until = $"{n.Until}" })];
        City = partner.City;
        Country = partner.Country ?? "";
        Represents = partner.Represents ?? "";
        Latitude = partner.Latitude?.ToString(CultureInfo.InvariantCulture) ?? "";
        Longitude = partner.Longitude?.ToString(CultureInfo.InvariantCulture) ?? "";
        Website = partner.Website ?? "";
        Wikidata = partner.Wikidata ?? "";
        Ror = partner.Ror ?? "";
        Cooperation = [.. partner.Cooperation.Order().Select(c => c.ToString())];
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        var partner = (Partner)entry;
        partner.Institution = Checks.Value<Institution>(Institution)!.Value;
        partner.NativeName = Checks.OrNull(NativeName);
        partner.NativeLanguage = Checks.OrNull(NativeLanguage);
        partner.Acronyms = [.. Checks.Lines(Acronyms)];
        partner.FormerNames = [.. FormerNames.Select(n => new FormerName { Name = n.Name, From = Checks.Date(n.From), Until = Checks.Date(n.Until) })];
        partner.City = City;
        partner.Country = Checks.OrNull(Country);
        partner.Represents = Checks.OrNull(Represents);
        partner.Latitude = Checks.Degrees(Latitude);
        partner.Longitude = Checks.Degrees(Longitude);
        partner.Website = Checks.OrNull(Website);
        partner.Wikidata = Checks.OrNull(Wikidata);
        partner.Ror = Checks.OrNull(Ror);
        partner.Cooperation = [.. Cooperation.Select(Checks.Value<Cooperation>).OfType<Cooperation>().Distinct()];
    }

    public override void Settle()
    {
        base.Settle();
        FormerNames = Keys.Settle(FormerNames);
        Cooperation = [.. Cooperation.Where(c => c.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    public override IEnumerable<Problem> Check() =>
    [
        .. base.Check(),
        .. Checks.OneOf<Institution>(nameof(Institution), Institution),
        .. Checks.Length(nameof(NativeName), NativeName, 300),
        .. NativeLanguage.Length == 0 || LanguageTag().IsMatch(NativeLanguage) ? [] : new Problem[] { new(nameof(NativeLanguage), "Form.LanguageTag") },
        .. NativeName.Length > 0 && NativeLanguage.Length == 0 ? new Problem[] { new(nameof(NativeLanguage), "Form.NativeLanguageMissing") } : [],
        .. Checks.Lines(Acronyms).Count() > MostNames || Checks.Lines(Acronyms).Any(a => a.Length > 50) ? new Problem[] { new(nameof(Acronyms), "Form.Acronyms", MostNames) } : [],
        .. FormerNames.Count > MostNames ? new Problem[] { new(nameof(FormerNames), "Form.TooMany", MostNames) } : [],
        .. FormerNames.SelectMany((n, i) => n.Check($"FormerNames[{i}]")),
        .. Checks.Length(nameof(City), City, 100),
        .. Checks.Country(nameof(Country), Country),
        .. Checks.Country(nameof(Represents), Represents),
        .. Checks.Degrees(nameof(Latitude), Latitude, 90, "Form.Latitude"),
        .. Checks.Degrees(nameof(Longitude), Longitude, 180, "Form.Longitude"),
        .. (Latitude.Length == 0) != (Longitude.Length == 0) ? new Problem[] { new(Latitude.Length == 0 ? nameof(Latitude) : nameof(Longitude), "Form.CoordinatesTogether") } : [],
        .. Website.Length == 0 || WebAddress.IsOne(Website) ? [] : new Problem[] { new(nameof(Website), "Form.WebAddress") },
        .. Wikidata.Length == 0 || WikidataItem().IsMatch(Wikidata) ? [] : new Problem[] { new(nameof(Wikidata), "Form.Wikidata") },
        .. Ror.Length == 0 || RorIdentifier().IsMatch(Ror) ? [] : new Problem[] { new(nameof(Ror), "Form.Ror") },
        .. Cooperation.Any(c => Checks.Value<Cooperation>(c) is null) ? new Problem[] { new(nameof(Cooperation), "Form.Choose") } : [],
    ];

    public override IEnumerable<string> OtherNames() =>
        [NativeName, .. Checks.Lines(Acronyms), .. FormerNames.Select(n => n.Name), City.Kk, City.Ru, City.En];

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^Q[1-9][0-9]{0,11}$", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex WikidataItem();

    [GeneratedRegex("^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex RorIdentifier();
}

public sealed class FormerNameItem : IKeyed
{
    public string Key { get; set; } = "";
    public string Name { get; set; } = "";
    public string From { get; set; } = "";
    public string Until { get; set; } = "";

    [JsonIgnore]
    public bool IsEmpty => Name.Length == 0 && From.Length == 0 && Until.Length == 0;

    internal IEnumerable<Problem> Check(string row) =>
    [
        .. Name.Length == 0 ? new Problem[] { new($"{row}.Name", "Form.NameMissing") } : [],
        .. Checks.Length($"{row}.Name", Name, 300),
        .. Checks.Date($"{row}.From", From),
        .. Checks.Date($"{row}.Until", Until),
        .. new Period { Starts = Checks.Date(From), Ends = Checks.Date(Until) }.IsValid ? [] : new Problem[] { new($"{row}.Until", "Form.EndBeforeStart") },
    ];
}
