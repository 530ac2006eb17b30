using System.Text.Json.Serialization;

namespace CsmPartners.Entries;

/// <summary>An institution or body the museum works with.</summary>
public sealed class Partner : Entry
{
    public override EntryKind Kind => EntryKind.Partner;

    public Institution Institution { get; set; }

    /// <summary>The name in the institution's own language, where that is none of ours.</summary>
    public string? NativeName { get; set; }

    /// <summary>BCP 47 tag of <see cref="NativeName"/>.</summary>
    public string? NativeLanguage { get; set; }

    public List<string> Acronyms { get; set; } = [];

    public List<FormerName> FormerNames { get; set; } = [];

    public LocalizedText City { get; set; } = new();

    /// <summary>ISO 3166-1 alpha-2 code of the country where it stands.</summary>
    public string? Country { get; set; }

    /// <summary>For diplomatic missions: the country that sent them.</summary>
    public string? Represents { get; set; }

    /// <summary>WGS 84, degrees.</summary>
    public double? Latitude { get; set; }

    /// <summary>WGS 84, degrees.</summary>
    public double? Longitude { get; set; }

    public string? Website { get; set; }

    /// <summary>Wikidata item, "Q6373".</summary>
    public string? Wikidata { get; set; }

    /// <summary>Research Organization Registry identifier, "0534yfa71".</summary>
    public string? Ror { get; set; }

    public List<Cooperation> Cooperation { get; set; } = [];

    [JsonIgnore]
    public List<Participation> Participations { get; set; } = [];

    internal override Entry Copy()
    {
        var copy = (Partner)base.Copy();
        copy.Participations = [];
        return copy;
    }

    /// <summary>The country a partner counts for: the one it represents, else the one it stands in.</summary>
    public string? CountsFor => Represents ?? Country;
}

/// <summary>A name that an institution had before.</summary>
public sealed class FormerName
{
    public string Name { get; set; } = "";
    public PartialDate? From { get; set; }
    public PartialDate? Until { get; set; }

    public Period When => new() { Starts = From, Ends = Until };
}

/// <summary>Kind of institution.</summary>
public enum Institution
{
    Museum,
    Archive,
    Library,
    ResearchInstitute,
    LearnedSociety,
    University,
    TrainingInstitution,
    RestorationCentre,
    CulturalOrganisation,
    InternationalOrganisation,
    DiplomaticMission,
    Group,
}

/// <summary>Kind of cooperation.</summary>
public enum Cooperation
{
    Scholarly,
    Museum,
    Research,
    Exhibition,
    Training,
    Agreement,
    Regional,
    International,
    Diplomatic,
}
