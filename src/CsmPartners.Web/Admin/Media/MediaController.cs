using CsmPartners.Media;
using CsmPartners.Staff;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Media;

/// <summary>Pictures and documents: find one, describe it, see where it is used, delete what is not.</summary>
[Route("admin/media")]
public sealed class MediaController(SiteDb db) : DeskController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(MediaFilter filter, CancellationToken cancellation)
    {
        var uses = await db.ReadMediaUsesAsync(cancellation);
        // Searched here: the databases do not agree on what letters are alike.
        var found = (await db.MediaFiles.AsNoTracking().OrderByDescending(m => m.Id).ToListAsync(cancellation)).FindAll(m => filter.Takes(m, uses));
        return Show("Media", new MediaListPage
        {
            Title = Ui["Desk.Media"],
            Lead = Ui["Media.Lead"],
            Section = "media",
            Filter = filter,
            Count = found.Count,
            Files = [.. found.Skip((filter.Number - 1) * MediaListPage.Length).Take(MediaListPage.Length)],
            Uses = uses,
        });
    }

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Edit(int id, CancellationToken cancellation) =>
        await db.MediaFiles.FindAsync([id], cancellation) is { } file ? await ShowAsync(file, MediaForm.Of(file), cancellation) : NotFound();

    [HttpPost("{id:int}")]
    public async Task<IActionResult> Save(int id, MediaForm form, CancellationToken cancellation)
    {
        if (await db.MediaFiles.FindAsync([id], cancellation) is not { } file)
            return NotFound();
        foreach (var (field, error) in form.Errors(Ui))
            ModelState.AddModelError(field, error);
        if (!ModelState.IsValid)
            return await ShowAsync(file, form, cancellation);
        var isThere = await db.RetryAsync(
            async token =>
            {
                if (await db.MediaFiles.FindAsync([id], token) is not { } row)
                    return false;
                form.Apply(row);
                db.AuditEvents.Add(Audit(AuditAction.MediaChanged, row.NameIn(Language)));
                await db.SaveForVisitorsAsync(token);
                return true;
            },
            cancellation);
        if (!isThere)
            return NotFound();
        Say(Ui["Media.Saved"]);
        return LocalRedirect(DeskLinks.MediaFile(id));
    }

    [HttpPost("{id:int}/delete")]
    public async Task<IActionResult> Delete(int id, [FromServices] Intake intake, CancellationToken cancellation)
    {
        if (await db.MediaFiles.FindAsync([id], cancellation) is not { } file)
            return NotFound();
        switch (await intake.DeleteAsync(db, file, Audit(AuditAction.MediaDeleted, file.NameIn(Language)), cancellation))
        {
            case MediaDeletion.Gone:
                return NotFound();
            case MediaDeletion.InUse:
                ModelState.AddModelError("Delete", Ui["Media.InUse"]);
                return await ShowAsync(file, MediaForm.Of(file), cancellation);
        }

        Say(Ui.Format("Media.Deleted", file.NameIn(Language)), file.Title.In(Language));
        return LocalRedirect(DeskLinks.Media);
    }

    /// <summary>For the picker, as somebody types.</summary>
    [HttpGet("suggest")]
    public async Task<IActionResult> Suggest(MediaFilter filter, CancellationToken cancellation) =>
        Json((await db.MediaFiles.AsNoTracking().OrderByDescending(m => m.Id).ToListAsync(cancellation))
            .Where(filter.Matches)
            .Take(20)
            .Select(m => new
            {
                m.Id,
                Title = m.NameIn(Language),
                Thumb = MediaListPage.Thumbnail(m),
                Type = m.Type == MediaType.Picture ? "picture" : "document",
                MissingAlt = Language.All.Where(m.LacksAlt).Select(l => l.Code),
            }));

    private async Task<IActionResult> ShowAsync(MediaFile file, MediaForm form, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var users = (await db.ReadMediaUsesAsync(cancellation))[file.Id].ToList();
        return Show("MediaFile", new MediaFilePage
        {
            Title = file.NameIn(Language),
            EntryName = file.Title,
            Lead = Ui[file.Type == MediaType.Picture ? "Media.PictureLead" : "Media.DocumentLead"],
            Section = "media",
            Crumbs = [(Ui["Desk.Media"], DeskLinks.Media)],
            File = file,
            Form = form,
            Users = await db.Entries.AsNoTracking().Where(e => users.Contains(e.Id)).ToListAsync(cancellation),
        });
    }
}
