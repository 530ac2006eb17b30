using System.Globalization;
using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Texts;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Workflow;

/// <summary>An entry's way to its visitors: draft, review, publication, withdrawal.</summary>
[Route("admin/entries/{id:int}")]
public sealed class WorkflowController(SiteDb db, EntryScreen screen, DeskPublication publication, PublishedSiteKeeper keeper, TimeProvider clock) : DeskController
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    [HttpGet("")]
    public async Task<IActionResult> Entry(int id, string? history, string? comments, string? publications) =>
        await screen.ForAsync(id, Me, new EntryParts(history, comments, publications == "all"), HttpContext.RequestAborted) is { } page ? Show("Entry", page) : NotFound();

    [HttpPost("submit")]
    public async Task<IActionResult> Submit(int id, WorkflowForm form)
    {
        if (await publication.ReadAsync(id, form.Number, HttpContext.RequestAborted) is not var (copy, _))
            return NotFound();
        await db.ChangeAsync(id, Audit(AuditAction.Submitted, TitleOf(copy), id, $"№ {form.Number}"), now =>
        {
            (now.Stage, now.Submitted, now.SubmittedById) = (Stage.InReview, form.Number, Me.Id);
            return Task.FromResult(true);
        }, HttpContext.RequestAborted);
        return Done(id, "Workflow.Submitted");
    }

    [HttpPost("return"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Return(int id, WorkflowForm form)
    {
        if (await publication.ReadAsync(id, form.Number, HttpContext.RequestAborted) is not var (copy, _))
            return NotFound();
        if (Text(nameof(form.Comment), form.Comment, Comment.TextLength, isRequired: true) is not { } text)
            return await AgainAsync(id, form);
        await db.ChangeAsync(id, Audit(AuditAction.ReturnedToAuthor, TitleOf(copy), id, text), now =>
        {
            (now.Stage, now.Submitted, now.PublishAt) = (Stage.Draft, null, null);
            db.Add(new Comment { EntryId = id, Revision = form.Number, AuthorId = Me.Id, AuthorName = Me.Name, Text = text, At = clock.GetUtcNow().UtcDateTime });
            return Task.FromResult(true);
        }, HttpContext.RequestAborted);
        return Done(id, "Workflow.Returned");
    }

    [HttpPost("publish"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Publish(int id, WorkflowForm form)
    {
        if (await publication.ReadAsync(id, form.Number, HttpContext.RequestAborted) is not var (copy, _))
            return NotFound();
        if (Text(nameof(form.Reason), form.Reason, 1000, isRequired: false) is not { } reason)
            return await AgainAsync(id, form);
        var outcome = await publication.PublishAsync(id, form.Number, reason, Me, Audit(AuditAction.Published, TitleOf(copy), id), HttpContext.RequestAborted);
        if (outcome == PublicationOutcome.Published)
            return Done(id, "Workflow.Published");
        ModelState.AddModelError(nameof(form.Reason), Ui[$"Publication.{outcome}"]);
        return await AgainAsync(id, form);
    }

    [HttpPost("schedule"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Schedule(int id, WorkflowForm form)
    {
        if (await publication.ReadAsync(id, form.Number, HttpContext.RequestAborted) is not var (copy, typed))
            return NotFound();
        var moment = Moment(form.At);
        if (Text(nameof(form.Reason), form.Reason, 1000, isRequired: false) is not { } reason || moment is null)
            return await AgainAsync(id, form);
        var gate = await Gate.OfAsync(db, copy, form.Number, typed, Me, HttpContext.RequestAborted);
        if (!gate.LetsThrough(reason))
        {
            ModelState.AddModelError(nameof(form.Reason), Ui["Publication.NeedsReason"]);
            return await AgainAsync(id, form);
        }

        var detail = $"№ {form.Number}, {moment.Value.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC{(reason.Length > 0 ? $": {reason}" : "")}";
        await db.ChangeAsync(id, Audit(AuditAction.Scheduled, TitleOf(copy), id, detail), now =>
        {
            (now.Stage, now.Submitted, now.PublishAt, now.ScheduledById) = (Stage.Scheduled, form.Number, moment, Me.Id);
            return Task.FromResult(true);
        }, HttpContext.RequestAborted);
        return Done(id, "Workflow.Scheduled");
    }

    [HttpPost("unschedule"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Unschedule(int id, WorkflowForm form)
    {
        if (await publication.ReadAsync(id, form.Number, HttpContext.RequestAborted) is not var (copy, _))
            return NotFound();
        var wasPlanned = await db.ChangeAsync(id, Audit(AuditAction.ScheduleCancelled, TitleOf(copy), id), now =>
        {
            // Its time may have come since the page was opened.
            if (now.Stage != Stage.Scheduled)
                return Task.FromResult(false);
            (now.Stage, now.Submitted, now.PublishAt, now.ScheduledById) = (Stage.Draft, null, null, null);
            return Task.FromResult(true);
        }, HttpContext.RequestAborted);
        return Done(id, wasPlanned ? "Workflow.Unscheduled" : "Workflow.NothingScheduled");
    }

    [HttpPost("withdraw"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Withdraw(int id, WorkflowForm form)
    {
        if (await publication.ReadAsync(id, form.Number, HttpContext.RequestAborted) is not var (copy, _))
            return NotFound();
        if (copy.Entry is Page { Slug: Page.Overview })
            ModelState.AddModelError("WithdrawalReason.Kk", Ui["Workflow.OverviewStays"]);
        var reason = Reason(form.WithdrawalReason);
        if (!ModelState.IsValid)
            return await AgainAsync(id, form);
        await db.WithdrawAsync(id, reason, Audit(AuditAction.Withdrawn, TitleOf(copy), id, reason.In(Language).Text), clock, HttpContext.RequestAborted);
        keeper.Nudge();
        return Done(id, "Workflow.Withdrawn");
    }

    private LocalizedText Reason(LocalizedText typed)
    {
        var reason = new LocalizedText(TextRules.Tidy(typed.Kk), TextRules.Tidy(typed.Ru), TextRules.Tidy(typed.En));
        if (reason.IsEmpty)
            ModelState.AddModelError("WithdrawalReason.Kk", Ui["Workflow.ReasonMissing"]);
        foreach (var language in Language.All)
        {
            var field = Translations.Field("WithdrawalReason", language);
            if (reason[language].Length > 1000)
                ModelState.AddModelError(field, Ui.Format("Form.TooLong", reason[language].Length, 1000));
            else if (TextRules.Problem(reason[language]) is { } finding)
                ModelState.AddModelError(field, Ui.Format($"Form.{finding.Problem}", finding.Near));
        }

        return reason;
    }

    /// <summary>The text without what no text may hold; null and a message where it cannot be taken.</summary>
    private string? Text(string field, string? typed, int most, bool isRequired)
    {
        var text = TextRules.Tidy(typed);
        if (isRequired && text.Length == 0)
            ModelState.AddModelError(field, Ui["Workflow.CommentMissing"]);
        else if (text.Length > most)
            ModelState.AddModelError(field, Ui.Format("Form.TooLong", text.Length, most));
        else if (TextRules.Problem(text) is { } finding)
            ModelState.AddModelError(field, Ui.Format($"Form.{finding.Problem}", finding.Near));
        return ModelState.IsValid ? text : null;
    }

    private DateTime? Moment(string? typed)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (DateTime.TryParseExact(typed, ["yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year is > 2000 and < 3000
            && DeskClock.Utc(local) is var moment && moment > now && moment < now + Farthest)
            return moment;
        ModelState.AddModelError(nameof(WorkflowForm.At), Ui["Workflow.MomentInvalid"]);
        return null;
    }

    private async Task<IActionResult> AgainAsync(int id, WorkflowForm form)
    {
        if (await screen.ForAsync(id, Me, HttpContext.RequestAborted) is not { } page)
            return NotFound();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        page.Typed = form;
        return Show("Entry", page);
    }

    private RedirectResult Done(int id, string words)
    {
        Say(Ui[words]);
        return Redirect(DeskLinks.Entry(id));
    }

    private string TitleOf(WorkingCopy copy) => copy.Title.In(Language).Text;
}
