using CsmPartners.Staff;
using CsmPartners.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Audit;

/// <summary>Who did what, newest first. Read only: even the database refuses to change a line.</summary>
[Needs(StaffRole.Publisher), Route(DeskLinks.Audit)]
public sealed class AuditController(SiteDb db) : DeskController
{
    public const int PageSize = 50;

    [HttpGet]
    public async Task<IActionResult> List([FromQuery] AuditFilter filter)
    {
        var lines = filter.Apply(db.AuditEvents.AsNoTracking());
        var count = await lines.CountAsync();
        var last = Math.Max(1, (count + PageSize - 1) / PageSize);
        var pager = new Pager(Pager.Read(filter.Page, last), last, filter.Address);
        var shown = await lines.OrderByDescending(a => a.Id).Skip((pager.Number - 1) * PageSize).Take(PageSize).ToListAsync();
        var entries = shown.Select(l => l.EntryId).OfType<int>().Distinct().ToList();
        return Show("Audit", new AuditPage
        {
            Title = Ui["Desk.Audit"],
            Lead = Ui["Audit.Lead"],
            Section = "audit",
            Filter = filter,
            Count = count,
            Pager = pager,
            People = [.. (await db.Users.AsNoTracking().Select(p => new { p.Id, p.Name }).ToListAsync()).OrderBy(p => p.Name, Language.Comparer).Select(p => (p.Id, p.Name))],
            Lines = shown,
            Titles = await db.WorkingCopies.AsNoTracking().Where(w => entries.Contains(w.EntryId))
                .Select(w => new { w.EntryId, w.Title }).ToDictionaryAsync(w => w.EntryId, w => w.Title),
        });
    }
}

public sealed class AuditPage : DeskPage
{
    public required AuditFilter Filter { get; init; }

    public required int Count { get; init; }

    public required Pager Pager { get; init; }

    public required IReadOnlyList<(int Id, string Name)> People { get; init; }

    public required IReadOnlyList<AuditEvent> Lines { get; init; }

    /// <summary>What the entries of the lines are called now.</summary>
    public required IReadOnlyDictionary<int, LocalizedText> Titles { get; init; }

    /// <summary>A line keeps the name that an entry had, and not its language.</summary>
    public string? LanguageOf(AuditEvent line)
    {
        if (line.EntryId is not { } entry)
            return null;
        var spoken = Titles.TryGetValue(entry, out var title) ? Language.Fallbacks.FirstOrDefault(l => title[l] == line.Subject) : null;
        return spoken is null ? NameLanguage.Guess(line.Subject, Language) : spoken == Language ? null : spoken.Code;
    }

    // Their lines stand in the list of failed sign-ins now.
    private static readonly AuditAction[] Former = [AuditAction.SignInFailed, AuditAction.PasswordResetRequested];

    public IReadOnlyList<(string Value, string Label)> ActionOptions =>
        [("", Ui["Audit.All"]), .. Enum.GetValues<AuditAction>().Except(Former).Select(a => (a.ToString(), Ui.Of(a))).OrderBy(a => a.Item2, Language.Comparer)];

    public IReadOnlyList<(string Value, string Label)> PersonOptions => [("", Ui["Audit.Anyone"]), .. People.Select(p => ($"{p.Id}", p.Name))];
}
