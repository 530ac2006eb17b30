using System.Text.Json.Serialization;
using CsmPartners.Entries;

namespace CsmPartners.Forms;

/// <summary>What the forms of all activities have in common.</summary>
public abstract class ActivityForm : EntryForm
{
    /// <summary>Of venues, people and partners each: more than any of the museum's own, and a page that can still be read.</summary>
    public const int MostRows = 1000;

    public string Starts { get; set; } = "";
    public string Ends { get; set; } = "";
    public bool Continues { get; set; }
    public bool Yearly { get; set; }
    public List<VenueItem> Venues { get; set; } = [];
    public List<PersonItem> People { get; set; } = [];
    public List<ParticipationItem> Participations { get; set; } = [];

    /// <summary>The whole that this belongs to, as typed, until it is looked up.</summary>
    [JsonIgnore]
    public string PartOf { get; set; } = "";

    public int? PartOfId { get; set; }

    [JsonIgnore]
    public Period Period => new() { Starts = Checks.Date(Starts), Ends = Checks.Date(Ends), Continues = Continues, Yearly = Yearly };

    public override void Load(Entry entry)
    {
        base.Load(entry);
        var activity = (Activity)entry;
        Starts = $"{activity.Period.Starts}";
        Ends = $"{activity.Period.Ends}";
        Continues = activity.Period.Continues;
        Yearly = activity.Period.Yearly;
        PartOfId = activity.PartOfId;
        Venues = [.. activity.Venues.Select(VenueItem.Of)];
        People = [.. activity.People.Select(p => new PersonItem { Key = Keys.New(), Name = p.Name, Task = p.Task })];
        Participations = [.. activity.Participations.OrderBy(p => p.Position).Select(p => new ParticipationItem { Key = Keys.New(), PartnerId = p.PartnerId, Role = p.Role.ToString() })];
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        var activity = (Activity)entry;
        activity.Period = Period;
        activity.PartOfId = PartOfId;
        activity.Venues = [.. Venues.Select(v => v.ToVenue())];
        activity.People = [.. People.Select(p => new Person { Name = p.Name, Task = p.Task })];
        ApplyParticipations(activity);
    }

    public override void Settle()
    {
        base.Settle();
        Venues = Keys.Settle(Venues);
        People = Keys.Settle(People);
        Participations = Keys.Settle(Participations);
    }

    public override IEnumerable<Problem> Check() =>
    [
        .. base.Check(),
        .. Checks.Date(nameof(Starts), Starts),
        .. Checks.Date(nameof(Ends), Ends),
        .. CheckPeriod(),
        .. Venues.Count > MostRows ? new Problem[] { new(nameof(Venues), "Form.TooMany", MostRows) } : [],
        .. Venues.SelectMany((v, i) => v.Check($"Venues[{i}]")),
        .. People.Count > MostRows ? new Problem[] { new(nameof(People), "Form.TooMany", MostRows) } : [],
        .. People.SelectMany((p, i) => p.Check($"People[{i}]")),
        .. Participations.Count > MostRows ? new Problem[] { new(nameof(Participations), "Form.TooMany", MostRows) } : [],
        .. CheckParticipations(),
        .. PartOf.Length > 0 && PartOfId is null ? new Problem[] { new(nameof(PartOf), "Form.EntryUnknown", PartOf) } : [],
    ];

    public override IEnumerable<string> OtherNames() =>
        People.Select(p => p.Name).Concat(Venues.SelectMany(v => new[] { v.Name, v.City })).SelectMany(t => new[] { t.Kk, t.Ru, t.En });

    private List<Problem> CheckParticipations()
    {
        var before = new HashSet<(int?, string)>();
        return Participations.SelectMany((p, i) => p.Check($"Participations[{i}]", isTwice: !before.Add((p.PartnerId, p.Role)))).ToList();
    }

    private IEnumerable<Problem> CheckPeriod()
    {
        if (Continues && Ends.Length > 0)
            yield return new(nameof(Ends), "Form.ContinuesWithEnd");
        else if (Continues && Starts.Length == 0)
            yield return new(nameof(Starts), "Form.ContinuesWithoutStart");
        else if (!Period.IsValid)
            yield return new(nameof(Ends), "Form.EndBeforeStart");
    }

    // The rows stay where they are the same, so that the database is asked to change only what changed.
    private void ApplyParticipations(Activity activity)
    {
        var wanted = Participations.Select((p, i) => (Partner: p.PartnerId!.Value, Role: Checks.Value<Role>(p.Role)!.Value, Position: i)).ToList();
        var kept = wanted.Select(w => (w.Partner, w.Role)).ToHashSet();
        activity.Participations.RemoveAll(p => !kept.Contains((p.PartnerId, p.Role)));
        var there = activity.Participations.ToDictionary(p => (p.PartnerId, p.Role));
        foreach (var (partner, role, position) in wanted)
        {
            if (there.TryGetValue((partner, role), out var known))
                known.Position = position;
            else
                activity.Participations.Add(new Participation { PartnerId = partner, Role = role, Position = position });
        }
    }
}

public sealed class PersonItem : IKeyed
{
    public string Key { get; set; } = "";
    public LocalizedText Name { get; set; } = new();
    public LocalizedText Task { get; set; } = new();

    [JsonIgnore]
    public bool IsEmpty => Name.IsEmpty && Task.IsEmpty;

    internal IEnumerable<Problem> Check(string row) =>
    [
        .. Name.IsEmpty ? new Problem[] { new($"{row}.Name", "Form.NameMissing") } : [],
        .. Checks.Length($"{row}.Name", Name, 200),
        .. Checks.Length($"{row}.Task", Task, 200),
    ];
}

public sealed class ParticipationItem : IKeyed
{
    public string Key { get; set; } = "";

    /// <summary>As typed, until it is looked up.</summary>
    [JsonIgnore]
    public string Partner { get; set; } = "";

    public int? PartnerId { get; set; }
    public string Role { get; set; } = "";

    [JsonIgnore]
    public bool IsEmpty => Partner.Length == 0 && PartnerId is null;

    internal IEnumerable<Problem> Check(string row, bool isTwice) =>
    [
        .. PartnerId is null ? new Problem[] { new($"{row}.Partner", "Form.PartnerUnknown", Partner) } : [],
        .. Checks.OneOf<Role>($"{row}.Role", Role),
        .. PartnerId is not null && isTwice ? new Problem[] { new($"{row}.Partner", "Form.PartnerTwice") } : [],
    ];
}
