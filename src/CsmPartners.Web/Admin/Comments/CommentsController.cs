using CsmPartners.Revisions;
using CsmPartners.Texts;
using CsmPartners.Web.Admin.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Comments;

/// <summary>What reviewers ask and authors answer.</summary>
[Route("admin/entries/{id:int}/comments")]
public sealed class CommentsController(SiteDb db, EntryScreen screen, TimeProvider clock) : DeskController
{
    [HttpPost("")]
    public async Task<IActionResult> Add(int id, WorkflowForm form)
    {
        var copy = await db.WorkingCopies.AsNoTracking().SingleOrDefaultAsync(w => w.EntryId == id, HttpContext.RequestAborted);
        if (copy is null)
            return NotFound();
        var text = TextRules.Tidy(form.Comment);
        var problem = text.Length == 0 ? Ui["Workflow.CommentMissing"]
            : text.Length > Comment.TextLength ? Ui.Format("Form.TooLong", text.Length, Comment.TextLength)
            : TextRules.Problem(text) is { } finding ? Ui.Format($"Form.{finding.Problem}", finding.Near)
            : null;
        if (problem is not null)
        {
            var page = await screen.ForAsync(id, Me, HttpContext.RequestAborted);
            ModelState.AddModelError("NewComment", problem);
            page!.Typed = form;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return ShowEntry(page);
        }

        db.Add(new Comment { EntryId = id, Revision = copy.Newest, AuthorId = Me.Id, AuthorName = Me.Name, Text = text, At = clock.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync();
        return Redirect(DeskLinks.Entry(id) + "#comments");
    }

    [HttpPost("resolve")]
    public async Task<IActionResult> Resolve(int id, int comment)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var settled = await db.Comments.Where(c => c.EntryId == id && c.Id == comment && c.ResolvedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ResolvedAt, now), HttpContext.RequestAborted);
        return settled == 0 ? NotFound() : Redirect(DeskLinks.Entry(id) + "#comments");
    }
}
