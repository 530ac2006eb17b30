using CsmPartners.Entries;

namespace CsmPartners.Forms;

public sealed class EventForm : ActivityForm
{
    public List<string> Countries { get; set; } = [];

    public override EntryKind Kind => EntryKind.Event;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        Countries = [.. ((Event)entry).Countries];
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Event)entry).Countries = [.. Countries];
    }

    public override void Settle()
    {
        base.Settle();
        Countries = [.. Countries.Where(c => c.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    public override IEnumerable<Problem> Check() => [.. base.Check(), .. Countries.SelectMany((c, i) => Checks.Country($"Countries[{i}]", c))];
}
