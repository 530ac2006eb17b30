using CsmPartners.Entries;

namespace CsmPartners.Forms;

public sealed class ProjectForm : ActivityForm
{
    public string Type { get; set; } = "";

    public override EntryKind Kind => EntryKind.Project;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        Type = ((Project)entry).Type.ToString();
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Project)entry).Type = Checks.Value<ProjectType>(Type)!.Value;
    }

    public override IEnumerable<Problem> Check() => [.. base.Check(), .. Checks.OneOf<ProjectType>(nameof(Type), Type)];
}
