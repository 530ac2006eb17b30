using CsmPartners.Entries;

namespace CsmPartners.Forms;

public sealed class ExhibitionForm : ActivityForm
{
    /// <summary>Empty where it is not recorded.</summary>
    public string Direction { get; set; } = "";

    public override EntryKind Kind => EntryKind.Exhibition;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        Direction = $"{((Exhibition)entry).Direction}";
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Exhibition)entry).Direction = Checks.Value<Direction>(Direction);
    }

    public override IEnumerable<Problem> Check() => [.. base.Check(), .. Checks.OneOf<Direction>(nameof(Direction), Direction, isOptional: true)];
}
