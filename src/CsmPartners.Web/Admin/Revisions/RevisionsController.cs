using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Entries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Revisions;

/// <summary>An entry's history: what any revision said, what changed between any two, and any of them brought back.</summary>
[Route("admin/entries/{id:int}")]
public sealed class RevisionsController(SiteDb db, TimeProvider clock) : DeskController
{
    [HttpGet("compare")]
    public async Task<IActionResult> Compare(int id, int from, int to)
    {
        var copy = await db.WorkingCopies.AsNoTracking().SingleOrDefaultAsync(w => w.EntryId == id, HttpContext.RequestAborted);
        var pair = await db.Revisions.AsNoTracking().Where(r => r.EntryId == id && (r.Number == from || r.Number == to)).OrderBy(r => r.Number).ToListAsync(HttpContext.RequestAborted);
        if (copy is null || pair.Count == 0 || (from != to && pair.Count == 1))
            return NotFound();
        var changes = Document.Compare(Document.Parse(pair[0].Document), Document.Parse(pair[^1].Document));
        var title = copy.Title.In(Language).Text;
        return Show("Compare", new ComparePage
        {
            Title = Ui.Format("Compare.Title", pair[0].Number, pair[^1].Number),
            Lead = Ui["Compare.Lead"],
            EntryName = copy.Title,
            Section = copy.Kind.DeskList(),
            Crumbs = [(Ui[$"Desk.{copy.Kind}s"], DeskLinks.List(copy.Kind)), (title, DeskLinks.Entry(id))],
            Copy = copy,
            Old = pair[0],
            New = pair[^1],
            Changes = changes,
            Values = await FieldValues.ReadAsync(db, [.. changes.SelectMany(c => new[] { (c.Path, c.Old), (c.Path, c.New) })], Language, HttpContext.RequestAborted),
        });
    }

    [HttpPost("restore")]
    public async Task<IActionResult> Restore(int id, int number)
    {
        var copy = await db.WorkingCopies.AsNoTracking().SingleOrDefaultAsync(w => w.EntryId == id && w.DeletedAt == null, HttpContext.RequestAborted);
        var document = await db.Revisions.Where(r => r.EntryId == id && r.Number == number).Select(r => r.Document).SingleOrDefaultAsync(HttpContext.RequestAborted);
        if (copy is null || document is null)
            return NotFound();
        var form = Document.Read(copy.Kind, document);
        var draft = new Draft(
            id, copy.Newest, form, new Author(Me.Id, Me.Name), "", IsMinor: false, new HashSet<string>(), number, made => Audit(AuditAction.Restored, copy.Title.In(Language).Text, id, $"№ {number} → № {made}"));
        var result = await db.SaveAsync(draft, clock, HttpContext.RequestAborted);
        Say(result.Outcome switch
        {
            SaveOutcome.Saved => Ui.Format("Restore.Done", number),
            SaveOutcome.Unchanged => Ui["Edit.Unchanged"],
            SaveOutcome.AddressTaken => Ui.Format("Form.SlugTaken", form.Slug),
            _ => Ui["Restore.Overtaken"],
        });
        return Redirect(DeskLinks.Entry(id));
    }
}

public sealed class ComparePage : DeskPage
{
    public required WorkingCopy Copy { get; init; }

    public required Revision Old { get; init; }

    public required Revision New { get; init; }

    public required IReadOnlyList<FieldChange> Changes { get; init; }

    public required FieldValues Values { get; init; }
}
