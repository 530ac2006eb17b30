using CsmPartners.Entries;
using CsmPartners.Staff;

namespace CsmPartners.Web.Admin;

/// <summary>The desk's sections, in menu order: what is written, then what it is tended with.</summary>
public static class DeskNavigation
{
    private static readonly IReadOnlyList<(StaffRole From, DeskSection Section)> Sections =
    [
        (StaffRole.Editor, new("home", "Desk.Home", DeskLinks.Home)),
        .. Enum.GetValues<EntryKind>().Select(k => (StaffRole.Editor, new DeskSection(k.DeskList(), $"Desk.{k}s", DeskLinks.List(k)))),
        (StaffRole.Editor, new("media", "Desk.Media", DeskLinks.Media)),
        (StaffRole.Editor, new("translations", "Desk.Translations", DeskLinks.Translations)),
        (StaffRole.Editor, new("letters", "Desk.Letters", DeskLinks.Letters)),
        (StaffRole.Editor, new("bin", "Desk.Bin", DeskLinks.Bin)),
        (StaffRole.Publisher, new("audit", "Desk.Audit", DeskLinks.Audit)),
        (StaffRole.Administrator, new("people", "Desk.People", DeskLinks.People)),
        (StaffRole.Administrator, new("settings", "Desk.Settings", DeskLinks.Settings)),
        (StaffRole.Administrator, new("status", "Desk.Status", DeskLinks.Status)),
    ];

    public static IEnumerable<IEnumerable<DeskSection>> For(StaffRole role)
    {
        var sections = Sections.Where(s => s.From <= role).Select(s => s.Section).ToList();
        var tended = sections.FindIndex(s => s.Address == DeskLinks.Media);
        return [sections[..tended], sections[tended..]];
    }
}

public sealed record DeskSection(string Section, string Key, string Address);
