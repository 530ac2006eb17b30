using System.Text.Json.Serialization;
using CsmPartners.Entries;

namespace CsmPartners.Forms;

/// <summary>A row of <see cref="ActivityForm.Venues"/>.</summary>
public sealed class VenueItem : IKeyed
{
    public string Key { get; set; } = "";

    /// <summary>As typed, until it is looked up.</summary>
    [JsonIgnore]
    public string Partner { get; set; } = "";

    public int? PartnerId { get; set; }
    public LocalizedText Name { get; set; } = new();
    public LocalizedText City { get; set; } = new();
    public string Country { get; set; } = "";
    public string From { get; set; } = "";
    public string Until { get; set; } = "";

    [JsonIgnore]
    public bool IsEmpty => HasNoPlace && From.Length == 0 && Until.Length == 0;

    private bool HasNoPlace => Partner.Length == 0 && PartnerId is null && Name.IsEmpty && City.IsEmpty && Country.Length == 0;

    internal static VenueItem Of(Venue venue) => new()
    {
        Key = Keys.New(),
        PartnerId = venue.PartnerId,
        Name = venue.Name,
        City = venue.City,
        Country = venue.Country ?? "",
        From = $"{venue.From}",
        Until = $"{venue.Until}",
    };

    internal Venue ToVenue() => new()
    {
        PartnerId = PartnerId,
        Name = Name,
        City = City,
        Country = Checks.OrNull(Country),
        From = Checks.Date(From),
        Until = Checks.Date(Until),
    };

    internal IEnumerable<Problem> Check(string row) =>
    [
        .. Partner.Length > 0 && PartnerId is null ? new Problem[] { new($"{row}.Partner", "Form.PartnerUnknown", Partner) } : [],
        .. HasNoPlace ? new Problem[] { new($"{row}.Name", "Form.VenueMissing") } : [],
        .. Checks.Length($"{row}.Name", Name, 200),
        .. Checks.Length($"{row}.City", City, 100),
        .. Checks.Country($"{row}.Country", Country),
        .. Checks.Date($"{row}.From", From),
        .. Checks.Date($"{row}.Until", Until),
        .. new Period { Starts = Checks.Date(From), Ends = Checks.Date(Until) }.IsValid ? [] : new Problem[] { new($"{row}.Until", "Form.EndBeforeStart") },
    ];
}
