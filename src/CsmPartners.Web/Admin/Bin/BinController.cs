using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Lists;
using CsmPartners.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Bin;

/// <summary>Entries put aside. Nothing of them is lost: each comes back with its whole history.</summary>
public sealed class BinController(SiteDb db, EntryWorkflow workflow, TimeProvider clock) : DeskController
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
            EntryName = copy.Title,
            Lead = Ui["Bin.Confirm.Lead"],
            Section = copy.Kind.DeskList(),
            Crumbs = [(Ui[$"Desk.{copy.Kind}s"], DeskLinks.List(copy.Kind)), (copy.Title.In(Language).Text, DeskLinks.Entry(id))],
            EntryId = id,
            Number = copy.Newest,
            IsInReview = copy.Stage == Stage.InReview,
            // On a copy that is not saved.
            Refusal = copy.Delete(copy.Newest, clock.GetUtcNow().UtcDateTime) is var outcome and not WorkflowOutcome.Done ? Ui[$"Bulk.Refused.{outcome}"] : null,
        });
    }

    [HttpPost("admin/entries/{id:int}/bin")]
    public async Task<IActionResult> Delete(int id, [FromForm] int number)
    {
        if (await FindAsync(id) is not { DeletedAt: null } copy)
            return NotFound();
        var step = new WorkflowStep(id, number, Me.Actor, Audit(AuditAction.Deleted, copy.Title.In(Language).Text, id));
        // What stands in the way is said there, and somebody else's newer revision can be looked at first.
        var outcome = await workflow.DeleteAsync(step, HttpContext.RequestAborted);
        if (outcome == WorkflowOutcome.Gone)
            return NotFound();
        if (outcome != WorkflowOutcome.Done)
        {
            Say(Ui[$"Workflow.Refused.{outcome}"]);
            return Redirect(DeskLinks.ToBin(id));
        }

        Say(Ui.Format("Bin.Deleted", copy.Title.In(Language).Text), copy.Title.In(Language));
        return Redirect(DeskLinks.List(copy.Kind));
    }

    [HttpPost("admin/entries/{id:int}/bin/restore")]
    public async Task<IActionResult> BringBack(int id)
    {
        if (await FindAsync(id) is not { } copy)
            return NotFound();
        if (await workflow.BringBackAsync(id, Audit(AuditAction.BroughtBack, copy.Title.In(Language).Text, id), HttpContext.RequestAborted) == WorkflowOutcome.Done)
            Say(Ui.Format("Bin.BroughtBack", copy.Title.In(Language).Text), copy.Title.In(Language));
        return Redirect(DeskLinks.Entry(id));
    }

    private Task<WorkingCopy?> FindAsync(int id) =>
        db.WorkingCopies.AsNoTracking().Include(w => w.Entry).SingleOrDefaultAsync(w => w.EntryId == id, HttpContext.RequestAborted);
}
