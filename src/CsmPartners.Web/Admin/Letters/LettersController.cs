using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Texts;
using CsmPartners.Visitors;
using CsmPartners.Web.Site.Contact;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Letters;

/// <summary>What visitors wrote: found, read, settled, deleted.</summary>
[Route(DeskLinks.Letters)]
public sealed class LettersController(SiteDb db, LetterSettings settings, TimeProvider clock) : DeskController
{
    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery] LetterFilter filter, CancellationToken cancellation)
    {
        var found = filter.Apply(db.Letters);
        var count = await found.CountAsync(cancellation);
        var last = Math.Max(1, (count + LettersPage.Length - 1) / LettersPage.Length);
        var pager = new Pager(Pager.Read(filter.Page, last), last, filter.Address);
        return Show("Letters", new LettersPage
        {
            Title = Ui["Desk.Letters"],
            Lead = Ui["Letters.Lead"],
            Section = "letters",
            Filter = filter,
            Count = count,
            Pager = pager,
            About = filter.EntryId is { } entry ? await db.WorkingCopies.Where(w => w.EntryId == entry).Select(w => w.Title).FirstOrDefaultAsync(cancellation) : null,
            Held = await HeldAsync(cancellation),
            Rows = await found.InOrder().Skip((pager.Number - 1) * LettersPage.Length).Take(LettersPage.Length).ToRowsAsync(db, cancellation),
        });
    }

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Read(int id, CancellationToken cancellation) =>
        await db.Letters.FindAsync([id], cancellation) is { } letter ? await ShowAsync(letter, LetterMarkForm.Of(letter), cancellation) : NotFound();

    [HttpPost("{id:int}")]
    public async Task<IActionResult> Mark(int id, [FromForm] LetterMarkForm form, CancellationToken cancellation)
    {
        if (await db.Letters.FindAsync([id], cancellation) is not { } letter)
            return NotFound();
        Check(form, letter);
        if (ModelState.IsValid)
        {
            form.Apply(letter, Me, clock.GetUtcNow().UtcDateTime);
            if (await SavedAsync(cancellation))
            {
                Say(Ui["Letters.Saved"]);
                return LocalRedirect(DeskLinks.Letter(id));
            }

            await db.Entry(letter).ReloadAsync(cancellation);
            if (db.Entry(letter).State == EntityState.Detached)
                return NotFound();
            Check(form, letter);
        }

        form.Changes = letter.Changes;
        return await ShowAsync(letter, form, cancellation);
    }

    /// <summary>For good. The record keeps the number, and nothing of what the visitor gave away.</summary>
    [HttpPost("{id:int}/delete"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Delete(int id, CancellationToken cancellation)
    {
        if (await db.Letters.FindAsync([id], cancellation) is not { } letter)
            return NotFound();
        db.Remove(letter);
        db.AuditEvents.Add(Audit(AuditAction.LetterDeleted, $"№ {id}", letter.EntryId));
        if (!await SavedAsync(cancellation))
            return LocalRedirect(DeskLinks.Letter(id));
        Say(Ui.Format("Letters.Deleted", id));
        return LocalRedirect(DeskLinks.Letters);
    }

    [HttpPost("held")]
    public async Task<IActionResult> DecideHeld(string? state, int newest, CancellationToken cancellation)
    {
        if (LetterFilter.Find<LetterState>(state) is not { } decided || decided is not (LetterState.New or LetterState.Rubbish))
            return BadRequest();
        var count = await db.DecideHeldAsync(newest, decided, new Author(Me.Id, Me.Name), clock.GetUtcNow().UtcDateTime, cancellation);
        Say(Ui.Format("Letters.Held.Decided", Ui.Count("Count.Letters", count)));
        return LocalRedirect(DeskLinks.Letters);
    }

    private async Task<(int Count, int Newest)> HeldAsync(CancellationToken cancellation)
    {
        var held = db.Letters.Where(l => l.State == LetterState.Held);
        return (await held.CountAsync(cancellation), await held.MaxAsync(l => (int?)l.Id, cancellation) ?? 0);
    }

    private void Check(LetterMarkForm form, Letter letter)
    {
        form.Note = TextRules.Tidy(form.Note);
        if (LetterFilter.Find<LetterState>(form.State) is not { } state || !Letter.StatesAfter(letter.State).Contains(state))
            ModelState.AddModelError(nameof(form.State), Ui["Line.Choose"]);
        if (form.Note.Length > Letter.NoteLength)
            ModelState.AddModelError(nameof(form.Note), Ui.Format("Form.TooLong", form.Note.Length, Letter.NoteLength));
        else if (TextRules.Problem(form.Note) is { } finding)
            ModelState.AddModelError(nameof(form.Note), Ui.Format($"Form.{finding.Problem}", finding.Near));
        if (form.Changes != letter.Changes)
            ModelState.AddModelError("", Ui.Format("Letters.Clash", letter.HandledByName));
    }

    /// <returns>False where somebody changed or deleted it at this moment.</returns>
    private async Task<bool> SavedAsync(CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private async Task<IActionResult> ShowAsync(Letter letter, LetterMarkForm form, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var copy = await db.WorkingCopies.AsNoTracking().Include(w => w.Entry).SingleOrDefaultAsync(w => w.EntryId == letter.EntryId, cancellation);
        return Show("Letter", new LetterPage
        {
            Title = Ui.Format("Letters.Number", letter.Id),
            Lead = Ui["Letters.Number.Lead"],
            Section = "letters",
            Crumbs = [(Ui["Desk.Letters"], DeskLinks.Letters)],
            Letter = letter,
            Form = form,
            About = copy,
            DeletedAt = letter.SettledAt?.AddDays(settings.KeepDays),
        });
    }
}
