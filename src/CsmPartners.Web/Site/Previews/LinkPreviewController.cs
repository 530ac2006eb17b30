using CsmPartners.Revisions;
using CsmPartners.Texts;
using CsmPartners.Web.Admin.Previews;
using CsmPartners.Web.Admin.Workflow;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using CsmPartners.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Site.Previews;

/// <summary>
/// What a partner museum sees by the link it was sent, and its comment on it. The one public page that is read from the database:
/// the newest revision is nowhere else.
/// </summary>
[Route("{lang:language}/preview"), EnableRateLimiting(Throttling.Previews)]
public sealed class LinkPreviewController(SiteDb db, PreviewLinks links, EntryWorkflow workflow, PublishedSiteKeeper keeper, TimeProvider clock) : Controller
{
    private const int MostComments = 50;

    /// <param name="lang">Of the page.</param>
    /// <param name="key">The link's.</param>
    /// <param name="sent">There where a comment has just been taken.</param>
    [HttpGet(""), ReadsQuery("key", "sent")]
    public Task<IActionResult> Show(string lang, string? key, string? sent) => DrawAsync(Language.Find(lang)!, key, "", "", isThanked: sent is not null);

    [HttpPost(""), ValidateAntiForgeryToken]
    public async Task<IActionResult> Comment(string lang, string? key, string? author, string? text)
    {
        var language = Language.Find(lang)!;
        var ui = Ui.In(language);
        if (keeper.IsAway)
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (await links.FindAsync(key, HttpContext.RequestAborted) is not { } link)
            return NotFound();
        var (name, said) = (TextRules.Tidy(author), TextRules.Tidy(text));
        if (name.Length == 0 || said.Length == 0)
            ModelState.AddModelError("", ui["Preview.CommentMissing"]);
        else if (name.Length > Staff.StaffMember.NameLength || said.Length > Revisions.Comment.TextLength)
            ModelState.AddModelError("", ui.Format("Preview.CommentTooLong", Revisions.Comment.TextLength));
        else if ((TextRules.Problem(name) ?? TextRules.Problem(said)) is { } finding)
            ModelState.AddModelError("", ui.Format($"Form.{finding.Problem}", finding.Near));
        else if (await db.Comments.CountAsync(c => c.PreviewLinkId == link.Id, HttpContext.RequestAborted) >= MostComments)
            ModelState.AddModelError("", ui["Preview.TooManyComments"]);
        if (!ModelState.IsValid)
            return await DrawAsync(language, key, name, said, isThanked: false);
        var newest = await db.WorkingCopies.Where(w => w.EntryId == link.EntryId).Select(w => w.Newest).SingleAsync(HttpContext.RequestAborted);
        db.Add(new Comment { EntryId = link.EntryId, Revision = newest, AuthorName = name, PreviewLinkId = link.Id, Text = said, At = clock.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync();
        // Not drawn here: whoever loads the page again must not send the comment again.
        return LocalRedirect($"/{language.Code}/preview?key={Uri.EscapeDataString(key!)}&sent=yes#preview");
    }

    private async Task<IActionResult> DrawAsync(Language language, string? key, string author, string text, bool isThanked)
    {
        if (keeper.IsAway)
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (await links.FindAsync(key, HttpContext.RequestAborted) is not { } link)
            return NotFound();
        var newest = await db.WorkingCopies.Where(w => w.EntryId == link.EntryId).Select(w => (int?)w.Newest).SingleOrDefaultAsync(HttpContext.RequestAborted);
        if (newest is not { } number || await workflow.ReadAsync(link.EntryId, number, HttpContext.RequestAborted) is not var (_, form) || keeper.Current is not { } site)
            return NotFound();
        var comments = await db.Comments.AsNoTracking().Where(c => c.PreviewLinkId == link.Id).OrderBy(c => c.At).ToListAsync(HttpContext.RequestAborted);
        return PreviewResult.Draw(this, site, form, link.EntryId, language, new PreviewNotice($"/{{lang}}/preview?key={Uri.EscapeDataString(key!)}")
        {
            Token = key,
            Comments = [.. comments.Select(c => (c.AuthorName, c.Text, c.At))],
            Author = author,
            Text = text,
            IsThanked = isThanked,
        });
    }
}
