using CsmPartners.Entries;

namespace CsmPartners.Forms;

public sealed class AgreementForm : ActivityForm
{
    public string SignedOn { get; set; } = "";
    public bool Renews { get; set; }

    public override EntryKind Kind => EntryKind.Agreement;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        SignedOn = $"{((Agreement)entry).SignedOn}";
        Renews = ((Agreement)entry).Renews;
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Agreement)entry).SignedOn = Checks.Date(SignedOn);
        ((Agreement)entry).Renews = Renews;
    }

    public override IEnumerable<Problem> Check() => [.. base.Check(), .. Checks.Date(nameof(SignedOn), SignedOn)];
}
