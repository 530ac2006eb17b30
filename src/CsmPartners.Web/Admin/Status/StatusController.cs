using CsmPartners.Running;
using CsmPartners.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Status;

/// <summary>How the program does, and what needs care. It answers while the database is away, too: see <c>Hosting/Sessions.cs</c>.</summary>
[Needs(StaffRole.Administrator), Route(DeskLinks.Status)]
public sealed class StatusController(IDbContextFactory<SiteDb> databases, ProgramState program, TimeProvider clock) : DeskController
{
    [HttpGet]
    public async Task<IActionResult> Show()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var database = program.Keeper.IsAway ? null : await databases.ReadStateAsync(now, HttpContext.RequestAborted);
        return Show("Status", new StatusPage
        {
            Title = Ui["Desk.Status"],
            Lead = Ui["Status.Lead"],
            Section = "status",
            Now = now,
            Warnings = Warning.Of(program, database, now, Language),
            Sections = StatusSection.Of(program, database, Language),
            Nodes = database?.Record?.Nodes,
        });
    }
}

internal sealed class StatusPage : DeskPage
{
    /// <summary>UTC.</summary>
    public required DateTime Now { get; init; }

    public required IReadOnlyList<Warning> Warnings { get; init; }

    public required IReadOnlyList<StatusSection> Sections { get; init; }

    /// <summary>Null where they are not known.</summary>
    public required IReadOnlyList<Node>? Nodes { get; init; }
}
