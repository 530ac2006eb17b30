using CsmPartners.Web.Admin.Entries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.OpenEditors;

/// <summary>Who has the form of an entry open; asked again and again while somebody has.</summary>
public sealed class OpenEditorsController(SiteDb db, EditScreen screen) : DeskController
{
    /// <param name="base">Number of the revision that the person's form is on top of.</param>
    [HttpPost("admin/entries/{id:int}/open")]
    public async Task<IActionResult> Stay(int id, [FromForm] int @base, CancellationToken cancellation)
    {
        var newest = await db.WorkingCopies.Where(w => w.EntryId == id && w.DeletedAt == null)
            .Select(w => new { Number = w.Newest, w.ChangedByName, w.ChangedAt }).SingleOrDefaultAsync(cancellation);
        if (newest is null)
            return NotFound();
        await TryAsync(() => screen.SeeAsync(id, Me, cancellation));
        var others = await screen.OthersAsync(id, Me, cancellation);
        return Json(new
        {
            Others = others.Count == 0 ? "" : Ui.Format("Edit.OthersHere", string.Join(", ", others)),
            Newer = newest.Number <= @base ? "" : Ui.Format("Edit.NewerSaved", newest.ChangedByName, DeskClock.ToString(newest.ChangedAt, Language)),
        });
    }

    [HttpPost("admin/entries/{id:int}/close")]
    public async Task<IActionResult> Leave(int id, CancellationToken cancellation)
    {
        await TryAsync(() => db.OpenEditors.Where(o => o.EntryId == id && o.StaffId == Me.Id).ExecuteDeleteAsync(cancellation));
        return NoContent();
    }
}
