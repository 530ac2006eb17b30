using System.Globalization;
using CsmPartners.Entries;

namespace CsmPartners.Forms;

public sealed class PageForm : EntryForm
{
    public string MenuPosition { get; set; } = "";

    public override EntryKind Kind => EntryKind.Page;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        MenuPosition = ((Page)entry).MenuPosition?.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Page)entry).MenuPosition = Checks.Number(MenuPosition);
    }

    public override IEnumerable<Problem> Check() =>
    [
        .. base.Check(),
        .. MenuPosition.Length == 0 || Checks.Number(MenuPosition) is > 0 and < 1000 ? [] : new Problem[] { new(nameof(MenuPosition), "Form.MenuPosition") },
    ];
}
