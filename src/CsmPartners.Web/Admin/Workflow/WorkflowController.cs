using System.Globalization;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Texts;
using CsmPartners.Web.Hosting;
using CsmPartners.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Workflow;

/// <summary>An entry's way to its visitors: draft, review, publication, withdrawal.</summary>
[Route("admin/entries/{id:int}")]
public sealed class WorkflowController(EntryScreen screen, EntryWorkflow workflow, PublishedSiteKeeper keeper, TimeProvider clock) : DeskController
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    [HttpGet("")]
    public async Task<IActionResult> Entry(int id, string? history, string? comments, string? publications) =>
        await screen.ForAsync(id, Me, new EntryParts(history, comments, publications == "all"), HttpContext.RequestAborted) is { } page ? Show("Entry", page) : NotFound();

    [HttpPost("submit")]
    public async Task<IActionResult> Submit(int id, WorkflowForm form)
    {
        if (await StepAsync(id, form.Number, AuditAction.Submitted, $"№ {form.Number}") is not { } step)
            return NotFound();
        return await EndAsync(form, step, await workflow.SubmitAsync(step, HttpContext.RequestAborted), "Workflow.Submitted");
    }

    [HttpPost("return"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Return(int id, WorkflowForm form)
    {
        var text = Text(nameof(form.Comment), form.Comment, Comment.TextLength, isRequired: true);
        if (await StepAsync(id, form.Number, AuditAction.ReturnedToAuthor, text ?? "") is not { } step)
            return NotFound();
        return text is null ? await AgainAsync(id, form) : await EndAsync(form, step, await workflow.ReturnAsync(step, text, HttpContext.RequestAborted), "Workflow.Returned");
    }

    [HttpPost("publish"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Publish(int id, WorkflowForm form)
    {
        if (await StepAsync(id, form.Number, AuditAction.Published) is not { } step)
            return NotFound();
        if (Text(nameof(form.Reason), form.Reason, WorkingCopy.ReasonLength, isRequired: false) is not { } reason)
            return await AgainAsync(id, form);
        return await EndAsync(form, step, await workflow.PublishAsync(step, reason, HttpContext.RequestAborted), "Workflow.Published");
    }

    [HttpPost("schedule"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Schedule(int id, WorkflowForm form)
    {
        if (await StepAsync(id, form.Number, AuditAction.Scheduled) is not { } step)
            return NotFound();
        var moment = Moment(form.At);
        if (Text(nameof(form.Reason), form.Reason, WorkingCopy.ReasonLength, isRequired: false) is not { } reason || moment is null)
            return await AgainAsync(id, form);
        return await EndAsync(form, step, await workflow.ScheduleAsync(step, moment.Value, reason, HttpContext.RequestAborted), "Workflow.Scheduled");
    }

    [HttpPost("unschedule"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Unschedule(int id, WorkflowForm form)
    {
        if (await StepAsync(id, form.Number, AuditAction.ScheduleCancelled, $"№ {form.Number}") is not { } step)
            return NotFound();
        var outcome = await workflow.UnscheduleAsync(step, HttpContext.RequestAborted);
        // Its time may have come since the page was opened; nothing was typed that could be lost.
        return outcome == WorkflowOutcome.NothingScheduled ? Done(id, "Workflow.NothingScheduled") : await EndAsync(form, step, outcome, "Workflow.Unscheduled");
    }

    [HttpPost("withdraw"), Needs(StaffRole.Publisher)]
    public async Task<IActionResult> Withdraw(int id, WorkflowForm form)
    {
        var reason = Reason(form.WithdrawalReason);
        if (await StepAsync(id, form.Number, AuditAction.Withdrawn, reason.In(Language).Text) is not { } step)
            return NotFound();
        return ModelState.IsValid ? await EndAsync(form, step, await workflow.WithdrawAsync(step, reason, HttpContext.RequestAborted), "Workflow.Withdrawn") : await AgainAsync(id, form);
    }

    /// <summary>Null where there is no such revision, or the entry is in the bin.</summary>
    private async Task<WorkflowStep?> StepAsync(int id, int number, AuditAction action, string detail = "") =>
        await workflow.ReadAsync(id, number, HttpContext.RequestAborted) is var (copy, _)
            ? new WorkflowStep(id, number, Me.Actor, Audit(action, copy.Title.In(Language).Text, id, detail))
            : null;

    /// <summary>The screen that follows a step; where it was refused, with everything typed.</summary>
    private async Task<IActionResult> EndAsync(WorkflowForm form, WorkflowStep step, WorkflowOutcome outcome, string done)
    {
        switch (outcome)
        {
            case WorkflowOutcome.Done:
                keeper.Nudge();
                return Done(step.EntryId, done);
            case WorkflowOutcome.Gone:
                return NotFound();
            case WorkflowOutcome.NeedsMending or WorkflowOutcome.NeedsReason or WorkflowOutcome.AddressTaken:
                ModelState.AddModelError(nameof(form.Reason), Ui[$"Publication.{outcome}"]);
                return await AgainAsync(step.EntryId, form);
            default:
                return await AgainAsync(step.EntryId, form, Ui[$"Workflow.Refused.{outcome}"]);
        }
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

    private async Task<IActionResult> AgainAsync(int id, WorkflowForm form, string? refusal = null)
    {
        if (await screen.ForAsync(id, Me, HttpContext.RequestAborted) is not { } page)
            return NotFound();
        Response.StatusCode = refusal is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        (page.Typed, page.Refusal) = (form, refusal);
        return Show("Entry", page);
    }

    private RedirectResult Done(int id, string words)
    {
        Say(Ui[words]);
        return Redirect(DeskLinks.Entry(id));
    }
}
