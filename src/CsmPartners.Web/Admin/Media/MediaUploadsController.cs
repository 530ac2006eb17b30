using CsmPartners.Media;
using CsmPartners.Staff;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Media;

[Route("admin/media/new")]
public sealed class MediaUploadsController(SiteDb db, Intake intake, MediaQuota quota, TimeProvider clock) : DeskController
{
    /// <summary>At once.</summary>
    public const int MostFiles = 10;

    // All files and some room for what stands around them in the form.
    private const int MostBytes = MostFiles * Intake.MostBytes + 1024 * 1024;

    [HttpGet("")]
    public IActionResult New() => ShowForm([]);

    [HttpPost("")]
    [RequestSizeLimit(MostBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> Create(List<IFormFile> files, CancellationToken cancellation)
    {
        if (files.Count is 0 or > MostFiles)
            return ShowForm([], Ui.Format(files.Count == 0 ? "Media.NoFile" : "Media.TooManyFiles", MostFiles));
        var taken = new List<Taken>();
        foreach (var file in files)
            taken.Add(await intake.TakeAsync(db, file, Fresh(), added => Audit(AuditAction.MediaAdded, added.FileName), cancellation));

        if (taken.Exists(t => t.File is null))
            return ShowForm(taken);
        if (taken is [{ File: { } only } one])
        {
            Say(Ui[one.IsNew ? "Media.Added" : "Media.AlreadyThere"]);
            return LocalRedirect(DeskLinks.MediaFile(only.Id));
        }

        Say(Ui.Count("Media.AddedFiles", taken.Count(t => t.IsNew)) + (taken.TrueForAll(t => t.IsNew) ? "" : " " + Ui["Media.OthersAlreadyThere"]));
        return LocalRedirect(DeskLinks.Media);
    }

    private MediaFile Fresh() => new() { UploadedById = Me.Id, UploadedByName = Me.Name, UploadedAt = clock.GetUtcNow().UtcDateTime };

    private ViewResult ShowForm(List<Taken> taken, string? error = null)
    {
        if (error is not null || taken.Count > 0)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show("/Admin/Media/NewMedia.cshtml", new NewMediaPage
        {
            Title = Ui["Media.New"],
            Lead = Ui.Format("Media.NewLead", MostFiles, Intake.MostBytes / 1024 / 1024, Pictures.MostPixels / 1_000_000),
            Section = "media",
            Crumbs = [(Ui["Desk.Media"], DeskLinks.Media)],
            Taken = [.. taken.Where(t => t.File is not null)],
            Errors = error is null ? [.. taken.Where(t => t.File is null).Select(Words)] : [error],
        });
    }

    private string Words(Taken refused) => Ui.Format(
        $"MediaRefusal.{refused.Refusal}",
        refused.FileName,
        Intake.MostBytes / 1024 / 1024,
        Pictures.MostPixels / 1_000_000,
        Ui.Size(quota.OfPerson),
        Ui.Size(quota.OfAll));
}

public sealed class NewMediaPage : DeskPage
{
    /// <summary>What the last attempt took in beside what it refused.</summary>
    public required IReadOnlyList<Taken> Taken { get; init; }

    public required IReadOnlyList<string> Errors { get; init; }
}
