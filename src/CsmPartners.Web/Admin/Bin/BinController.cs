using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Bin;

/// <summary>Entries put aside. Nothing of them is lost: each comes back with its whole history.</summary>
public sealed class BinController(SiteDb db, TimeProvider clock) : DeskController
{
    [HttpGet(DeskLinks.Bin)]
    public async Task<IActionResult> Index(string? page)
    {
        var deleted = db.WorkingCopies.AsNoTracking().Where(w => w.DeletedAt != null);
        var last = ListPage.PagesOf(await deleted.CountAsync(HttpContext.RequestAborted));
        var number = Pager.Read(page, last);
        var rows = await deleted.OrderByDescending(w => w.DeletedAt).ThenBy(w => w.EntryId).Skip((number - 1) * ListPage.Length).Take(ListPage.Length)
            .Select(w => new BinRow(
                w.EntryId,
                w.Kind,
                w.Title,
                w.DeletedAt!.Value,
                db.AuditEvents.Where(a => a.EntryId == w.EntryId && a.Action == AuditAction.Deleted).OrderByDescending(a => a.Id).Select(a => a.ActorName).FirstOrDefault() ?? ""))
            .ToListAsync(HttpContext.RequestAborted);
        return Show("Bin", new BinPage { Title = Ui["Desk.Bin"], Lead = Ui["Bin.Lead"], Section = "bin", Rows = rows, Pager = new(number, last, n => $"{DeskLinks.Bin}?page={n}") });
    }

    [HttpGet("admin/entries/{id:int}/bin")]
    public async Task<IActionResult> Confirm(int id)
    {
        if (await FindAsync(id) is not { DeletedAt: null } copy)
            return NotFound();
        return Show("Confirm", new ConfirmPage
        {
            Title = Ui.Format("Bin.Confirm", copy.Title.In(Language).Text),
            Lead = Ui["Bin.Confirm.Lead"],
            Section = copy.Kind.DeskList(),
            Crumbs = [(Ui[$"Desk.{copy.Kind}s"], DeskLinks.List(copy.Kind)), (copy.Title.In(Language).Text, DeskLinks.Entry(id))],
            EntryId = id,
            Refusal = Deleting.Accepts(copy) ? null : Ui[copy.Entry is Page { Slug: Page.Overview } ? "Bulk.Refused.FrontPage" : "Bulk.Refused.OnSite"],
        });
    }

    [HttpPost("admin/entries/{id:int}/bin")]
    public async Task<IActionResult> Delete(int id)
    {
        if (await FindAsync(id) is not { DeletedAt: null } copy)
            return NotFound();
        if (!await db.DeleteAsync(id, Audit(AuditAction.Deleted, copy.Title.In(Language).Text, id), clock, HttpContext.RequestAborted))
            return Redirect(DeskLinks.ToBin(id));
        Say(Ui.Format("Bin.Deleted", copy.Title.In(Language).Text));
        return Redirect(DeskLinks.List(copy.Kind));
    }

    [HttpPost("admin/entries/{id:int}/bin/restore")]
    public async Task<IActionResult> BringBack(int id)
    {
        if (await FindAsync(id) is not { } copy)
            return NotFound();
        if (await db.BringBackAsync(id, Audit(AuditAction.BroughtBack, copy.Title.In(Language).Text, id), HttpContext.RequestAborted))
            Say(Ui.Format("Bin.BroughtBack", copy.Title.In(Language).Text));
        return Redirect(DeskLinks.Entry(id));
    }

    private Task<WorkingCopy?> FindAsync(int id) =>
        db.WorkingCopies.AsNoTracking().Include(w => w.Entry).SingleOrDefaultAsync(w => w.EntryId == id, HttpContext.RequestAborted);
}
