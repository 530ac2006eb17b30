using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Texts;
using CsmPartners.Web.Admin.Workflow;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site;
using CsmPartners.Web.Site.Previews;
using CsmPartners.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Previews;

/// <summary>Any revision as visitors would see it, for staff; and links for those who have no account.</summary>
[Route("admin/entries/{id:int}")]
public sealed class PreviewsController(SiteDb db, PreviewLinks links, EntryScreen screen, EntryWorkflow workflow, PublishedSiteKeeper keeper, TimeProvider clock) : DeskController
{
    private const int MostDays = 90;

    [HttpGet("preview/{language:language}")]
    public async Task<IActionResult> Preview(int id, string language, int? number)
    {
        var newest = await db.WorkingCopies.Where(w => w.EntryId == id).Select(w => (int?)w.Newest).SingleOrDefaultAsync(HttpContext.RequestAborted);
        if (newest is null || await workflow.ReadAsync(id, number ?? newest.Value, HttpContext.RequestAborted) is not var (_, form))
            return NotFound();
        if (keeper.Current is not { } site)
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        var address = $"/admin/entries/{id}/preview/{{lang}}{(number is null ? "" : $"?number={number}")}";
        return PreviewResult.Draw(this, site, form, id, Language.Find(language)!, new PreviewNotice(address));
    }

    [HttpPost("links")]
    public async Task<IActionResult> Make(int id, WorkflowForm form)
    {
        if (await screen.ForAsync(id, Me, HttpContext.RequestAborted) is not { Copy.DeletedAt: null } page)
            return NotFound();
        var recipient = TextRules.Tidy(form.Recipient);
        if (recipient.Length is 0 or > 200 || TextRules.Problem(recipient) is not null)
            ModelState.AddModelError(nameof(form.Recipient), Ui["Links.RecipientMissing"]);
        if (form.Days is < 1 or > MostDays)
            ModelState.AddModelError(nameof(form.Days), Ui.Format("Links.DaysInvalid", MostDays));
        page.Typed = form;
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return ShowEntry(page);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var link = new PreviewLink { EntryId = id, Recipient = recipient, CreatedById = Me.Id, CreatedAt = now, ExpiresAt = now.AddDays(form.Days) };
        db.Add(link);
        db.Add(Audit(AuditAction.PreviewLinkMade, page.Copy.Title.In(Language).Text, id, recipient));
        await db.SaveChangesAsync();
        var origin = HttpContext.RequestServices.GetRequiredService<PublicOrigin>().Of(Request);
        page.Typed = new();
        page.NewLink = $"{origin}/{Language.Code}/preview?key={Uri.EscapeDataString(links.TokenOf(link))}";
        return ShowEntry(page);
    }

    [HttpPost("links/revoke")]
    public async Task<IActionResult> Revoke(int id, int link)
    {
        if (!await links.RevokeAsync(id, link, found => Audit(AuditAction.PreviewLinkRevoked, found.Recipient, id), HttpContext.RequestAborted))
            return NotFound();
        Say(Ui["Links.Revoked"]);
        return Redirect(DeskLinks.Entry(id));
    }
}

internal static class PreviewResult
{
    /// <summary>The public page in its public frame, drawn by its own views, whichever controller draws it.</summary>
    public static ViewResult Draw(Controller controller, Published.PublishedSite site, Forms.EntryForm form, int entryId, Language language, PreviewNotice notice)
    {
        var (page, view, folder) = PreviewPages.Of(site, form, entryId, language);
        page.Site = site;
        page.Language = language;
        page.Display = Web.Site.Display.DisplaySettings.Of(controller.Request);
        page.Origin = controller.HttpContext.RequestServices.GetRequiredService<PublicOrigin>().Of(controller.Request);
        page.Preview = notice;
        page.View = view;
        page.KeepOutOfSearchEngines = true;
        controller.Response.Headers.CacheControl = "no-store";
        controller.RouteData.Values.Remove("area");
        controller.RouteData.Values["controller"] = folder;
        return controller.View("Frame", page);
    }
}
