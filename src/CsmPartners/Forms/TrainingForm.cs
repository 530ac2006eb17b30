using System.Globalization;
using CsmPartners.Entries;

namespace CsmPartners.Forms;

public sealed class TrainingForm : ActivityForm
{
    public LocalizedText StaffCategories { get; set; } = new();
    public string NumberOfPeople { get; set; } = "";

    public override EntryKind Kind => EntryKind.Training;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        StaffCategories = ((Training)entry).StaffCategories;
        NumberOfPeople = ((Training)entry).NumberOfPeople?.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Training)entry).StaffCategories = StaffCategories;
        ((Training)entry).NumberOfPeople = Checks.Number(NumberOfPeople);
    }

    public override IEnumerable<Problem> Check() =>
    [
        .. base.Check(),
        .. Checks.Length(nameof(StaffCategories), StaffCategories, 500),
        .. NumberOfPeople.Length == 0 || Checks.Number(NumberOfPeople) is > 0 and < 100_000 ? [] : new Problem[] { new(nameof(NumberOfPeople), "Form.NumberOfPeople") },
    ];
}
