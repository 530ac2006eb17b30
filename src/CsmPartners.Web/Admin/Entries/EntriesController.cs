using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>Writing: a new entry, and a new revision of one that is there.</summary>
public sealed class EntriesController(SiteDb db, EditScreen screen, TimeProvider clock) : DeskController
{
    private const int LongestNote = Revision.NoteLength;

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        base.OnActionExecuting(context);
        // A form that cannot be read leaves a message without a field. Elsewhere the antiforgery check refuses it, which here comes later.
        if (context.ModelState.ContainsKey(""))
            context.Result = BadRequest();
    }

    [HttpGet("admin/{list:desklist}/new")]
    public async Task<IActionResult> New(string list) =>
        Show("Edit", await screen.ForAsync(EntryForm.New(DeskLinks.KindOf(list)), null, new EntryPost(), Me, HttpContext.RequestAborted));

    [HttpPost("admin/{list:desklist}/new"), IgnoreAntiforgeryToken, TakesLongForms, TakesNul]
    public async Task<IActionResult> Create(string list, EntryPost post)
    {
        var form = EntryForm.New(DeskLinks.KindOf(list));
        if (!await BindAsync(form, null, post))
            return await AgainAsync(form, null, post);
        var id = await db.CreateAsync(form, new Author(Me.Id, Me.Name), post.Note!, clock, Audit(AuditAction.Created, form.Title.In(Language).Text), HttpContext.RequestAborted);
        if (id is null)
        {
            var slug = form.Slug;
            // A file that was deleted meanwhile is found where the form is read anew, and said beside its field.
            if (await BindAsync(form, null, post))
                Complain(new Problem(nameof(EntryForm.Slug), "Form.SlugTaken", slug));
            return await AgainAsync(form, null, post);
        }

        Say(Ui["Edit.Created"]);
        return Redirect(DeskLinks.Edit(id.Value));
    }

    [HttpGet("admin/entries/{id:int}/edit")]
    public async Task<IActionResult> Edit(int id)
    {
        if (await FindAsync(id) is not { } copy)
            return NotFound();
        await TryAsync(() => screen.SeeAsync(id, Me, HttpContext.RequestAborted));
        var form = Document.Read(copy.Kind, await DocumentAsync(id, copy.Newest));
        return Show("Edit", await screen.ForAsync(form, copy, new EntryPost { Base = copy.Newest }, Me, HttpContext.RequestAborted));
    }

    [HttpPost("admin/entries/{id:int}/edit"), IgnoreAntiforgeryToken, TakesLongForms, TakesNul]
    public async Task<IActionResult> Save(int id, EntryPost post)
    {
        if (await FindAsync(id) is not { } copy || post.Base < 1 || post.Base > copy.Newest)
            return NotFound();
        var start = Document.Parse(await DocumentAsync(id, post.Base));
        var form = Document.Read(copy.Kind, start);
        if (!await BindAsync(form, id, post))
            return await AgainAsync(form, copy, post);
        if (post.TakeTheirs.Count > 0)
            form = Document.Read(copy.Kind, Document.With(Document.Tree(form), post.TakeTheirs.OfType<string>(), start));

        var draft = new Draft(id, post.Base, form, new Author(Me.Id, Me.Name), post.Note!, post.IsMinor, post.StillCorrect.OfType<string>().ToHashSet(StringComparer.Ordinal));
        var result = await db.SaveAsync(draft, clock, HttpContext.RequestAborted);
        switch (result.Outcome)
        {
            case SaveOutcome.Gone:
                return NotFound();
            case SaveOutcome.AddressTaken:
                Complain(new Problem(nameof(EntryForm.Slug), "Form.SlugTaken", form.Slug));
                return await AgainAsync(form, copy, post);
            case SaveOutcome.MediaGone:
                // As above: reading the form anew says which.
                await BindAsync(form, id, post);
                return await AgainAsync(form, copy, post);
            case SaveOutcome.Clashed:
                return await ShowClashAsync(copy, result, post);
            default:
                Say(Ui[result.Outcome == SaveOutcome.Unchanged ? "Edit.Unchanged" : result.MergedWithOthers ? "Edit.Merged" : "Edit.Saved"]);
                return Redirect(DeskLinks.Edit(id));
        }
    }

    /// <summary>Fills the form with what was posted. False where something is to be mended or said first; nothing is saved then.</summary>
    private async Task<bool> BindAsync(EntryForm form, int? id, EntryPost post)
    {
        await TryUpdateModelAsync(form, form.GetType(), "");
        // Words of the framework about values that no form of ours sends; our own messages stand instead.
        ModelState.Clear();
        post.Note = Texts.TextRules.Tidy(post.Note);
        var problems = FormText.Tidy(form).ToList();
        problems.AddRange(await screen.Picks.ResolveAsync(form, id, Request.Form.ContainsKey(nameof(ActivityForm.PartOf)), Language, HttpContext.RequestAborted));
        form.Settle();
        if (post.AddTo is not null)
            return false;
        var known = problems.Select(p => p.Field).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(form.Check().Where(p => known.Add(p.Field)));
        if (post.Note.Length > LongestNote)
            problems.Add(new Problem(nameof(EntryPost.Note), "Form.TooLong", post.Note.Length, LongestNote));
        problems.ForEach(Complain);
        // A form that was open while the session ended comes with an old token: everything typed is shown again, to be saved once more.
        if (!await HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(HttpContext))
            ModelState.AddModelError("", Ui["Form.PressAgain"]);
        return ModelState.IsValid;
    }

    private void Complain(Problem problem) => ModelState.AddModelError(problem.Field, Ui.Format(problem.Key, problem.Values));

    private async Task<IActionResult> AgainAsync(EntryForm form, WorkingCopy? copy, EntryPost post)
    {
        if (!ModelState.IsValid)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show("Edit", await screen.ForAsync(form, copy, post, Me, HttpContext.RequestAborted));
    }

    private async Task<IActionResult> ShowClashAsync(WorkingCopy copy, SaveResult result, EntryPost post)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        var form = Document.Read(copy.Kind, result.Merge!.Result);
        var theirs = await db.Revisions.AsNoTracking().SingleAsync(r => r.EntryId == copy.EntryId && r.Number == result.Newest);
        post.Base = result.Newest;
        return Show("Edit", await screen.ForAsync(form, copy, post, Me, HttpContext.RequestAborted, result.Merge, (theirs.AuthorName, theirs.At)));
    }

    private Task<WorkingCopy?> FindAsync(int id) =>
        db.WorkingCopies.AsNoTracking().Include(w => w.Entry).SingleOrDefaultAsync(w => w.EntryId == id && w.DeletedAt == null, HttpContext.RequestAborted);

    private Task<string> DocumentAsync(int id, int number) =>
        db.Revisions.Where(r => r.EntryId == id && r.Number == number).Select(r => r.Document).SingleAsync(HttpContext.RequestAborted);
}
