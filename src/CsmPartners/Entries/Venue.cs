using System.Text.Json.Serialization;

namespace CsmPartners.Entries;

/// <summary>Where an activity took place: at a partner's, in another house known by its name, or in a city.</summary>
public sealed class Venue
{
    /// <summary>The partner whose house it is; its city and country hold where none are given here.</summary>
    public int? PartnerId { get; set; }

    /// <summary>Where visitors know it. Joined when the site is read: a list inside a row has no foreign keys.</summary>
    [JsonIgnore]
    public Partner? Partner { get; set; }

    public LocalizedText Name { get; set; } = new();

    public LocalizedText City { get; set; } = new();

    /// <summary>ISO 3166-1 alpha-2 code.</summary>
    public string? Country { get; set; }

    public PartialDate? From { get; set; }

    public PartialDate? Until { get; set; }

    public Period When => new() { Starts = From, Ends = Until };

    public LocalizedText CityThere => City.IsEmpty && Partner is not null ? Partner.City : City;

    public string? CountryThere => Country ?? Partner?.Country;

    /// <summary>Whether visitors can be told where it is: a partner that they do not know yet leaves nothing but dates.</summary>
    [JsonIgnore]
    public bool IsKnown => Partner is not null || !Name.IsEmpty || !City.IsEmpty || Country is not null;

    internal Venue Copy()
    {
        var copy = (Venue)MemberwiseClone();
        copy.Partner = null;
        return copy;
    }
}
