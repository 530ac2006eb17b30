using System.Text.Json.Serialization;

namespace CsmPartners.Entries;

/// <summary>Something done with partners.</summary>
public abstract class Activity : Entry
{
    public Period Period { get; set; } = new();

    /// <summary>One, or several where an exhibition travelled or a fair was held in more than one city.</summary>
    public List<Venue> Venues { get; set; } = [];

    public List<Person> People { get; set; } = [];

    /// <summary>The programme, project or event that this belongs to.</summary>
    public int? PartOfId { get; set; }

    [JsonIgnore]
    public Activity? PartOf { get; set; }

    [JsonIgnore]
    public List<Participation> Participations { get; set; } = [];

    /// <summary>When it happened, for lists and the timeline.</summary>
    public virtual Period When => Period;

    /// <summary>Countries that took part apart from those of the partners.</summary>
    public virtual IEnumerable<string> OtherCountries => Venues.Select(v => v.CountryThere).OfType<string>();

    internal override Entry Copy()
    {
        var copy = (Activity)base.Copy();
        (copy.PartOf, copy.Participations, copy.Venues) = (null, [], [.. Venues.Select(v => v.Copy())]);
        return copy;
    }

    /// <summary>The venues that visitors can be told of.</summary>
    public IEnumerable<Venue> KnownVenues() => Venues.Where(v => v.IsKnown);

    /// <summary>Whether it took place in the museum itself: what is hosted stands in no other house unless one is named.</summary>
    public bool IsAtHome() => this is Exhibition { Direction: CsmPartners.Entries.Direction.Hosted } && !KnownVenues().Any();
}

/// <summary>A person named with an activity, and what the person did in it.</summary>
public sealed class Person
{
    public LocalizedText Name { get; set; } = new();
    public LocalizedText Task { get; set; } = new();
}

/// <summary>A partner's part in an activity.</summary>
public sealed class Participation
{
    public int ActivityId { get; set; }
    [JsonIgnore]
    public Activity Activity { get; set; } = null!;
    public int PartnerId { get; set; }
    [JsonIgnore]
    public Partner Partner { get; set; } = null!;
    public Role Role { get; set; }

    /// <summary>Order among the activity's participations.</summary>
    public int Position { get; set; }
}

public enum Role
{
    Organiser,
    Host,
    CoAuthor,
    Publisher,
    Lender,
    Funder,
    Patron,
    Party,
    Participant,
}

/// <summary>Joint research or a programme.</summary>
public sealed class Project : Activity
{
    public override EntryKind Kind => EntryKind.Project;

    public ProjectType Type { get; set; }
}

public enum ProjectType
{
    Research,
    Programme,
}

public sealed class Exhibition : Activity
{
    public override EntryKind Kind => EntryKind.Exhibition;

    /// <summary>Null where it is not recorded.</summary>
    public Direction? Direction { get; set; }
}

/// <summary>Ours shown there, or theirs shown here.</summary>
public enum Direction
{
    Abroad,
    Hosted,
}

/// <summary>The museum's staff learning at a host institution.</summary>
public sealed class Training : Activity
{
    public override EntryKind Kind => EntryKind.Training;

    public LocalizedText StaffCategories { get; set; } = new();

    public int? NumberOfPeople { get; set; }
}

/// <summary>Memorandum or contract; its period says when it is in force.</summary>
public sealed class Agreement : Activity
{
    public override EntryKind Kind => EntryKind.Agreement;

    public PartialDate? SignedOn { get; set; }

    public bool Renews { get; set; }

    public override Period When => SignedOn is { } signed ? new Period { Starts = signed, Ends = signed } : Period;
}

/// <summary>Fair, seminar, conference, days of culture.</summary>
public sealed class Event : Activity
{
    public override EntryKind Kind => EntryKind.Event;

    /// <summary>ISO 3166-1 alpha-2 codes of the participating countries.</summary>
    public List<string> Countries { get; set; } = [];

    public override IEnumerable<string> OtherCountries => Countries.Concat(base.OtherCountries);
}

/// <summary>Catalogue, guide, leaflet, journal, collection of articles.</summary>
public sealed class Publication : Activity
{
    public override EntryKind Kind => EntryKind.Publication;

    /// <summary>Language codes, "kk".</summary>
    public List<string> Languages { get; set; } = [];

    public string? Isbn { get; set; }

    public string? Issn { get; set; }

    public bool InPreparation { get; set; }
}
