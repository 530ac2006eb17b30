using CsmPartners.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Audit;

/// <summary>What was tried at the door by people who did not come in, newest first.</summary>
[Needs(StaffRole.Publisher), Route(DeskLinks.Failures)]
public sealed class FailuresController(SiteDb db) : DeskController
{
    [HttpGet]
    public async Task<IActionResult> List(string? page)
    {
        var failures = db.SignInFailures.AsNoTracking();
        var count = await failures.CountAsync();
        var last = Math.Max(1, (count + AuditController.PageSize - 1) / AuditController.PageSize);
        var pager = new Pager(Pager.Read(page, last), last, number => number > 1 ? $"{DeskLinks.Failures}?page={number}" : DeskLinks.Failures);
        // The view lies beside that of the record.
        RouteData.Values["controller"] = "Audit";
        return Show("Failures", new FailuresPage
        {
            Title = Ui["Failures.Title"],
            Lead = Ui.Format("Failures.Lead", SignInFailure.Most, SignInFailure.Kept.Days),
            Section = "audit",
            Crumbs = [(Ui["Desk.Audit"], DeskLinks.Audit)],
            Count = count,
            Pager = pager,
            Failures = await failures.OrderByDescending(f => f.Id).Skip((pager.Number - 1) * AuditController.PageSize).Take(AuditController.PageSize).ToListAsync(),
        });
    }
}

public sealed class FailuresPage : DeskPage
{
    public required int Count { get; init; }

    public required Pager Pager { get; init; }

    public required IReadOnlyList<SignInFailure> Failures { get; init; }
}
