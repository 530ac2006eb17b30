using CsmPartners.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Settings;

/// <summary>The museum's own record, which every public page shows, and the rules of the desk.</summary>
[Needs(StaffRole.Administrator), Route(DeskLinks.Settings)]
public sealed class SettingsController(SiteDb db) : DeskController
{
    [HttpGet]
    public async Task<IActionResult> Open()
    {
        var (museum, desk) = await RowsAsync();
        return ShowForm(SettingsForm.Of(museum, desk));
    }

    [HttpPost]
    public async Task<IActionResult> Save([FromForm] SettingsForm form)
    {
        if (await db.RetryAsync(token => SaveAsync(form, token), HttpContext.RequestAborted) is { } refused)
            return ShowForm(refused);
        Say(Ui["Settings.Saved"]);
        return LocalRedirect(DeskLinks.Settings);
    }

    private async Task<(Museum Museum, DeskSettings Desk)> RowsAsync()
    {
        var desk = await db.DeskSettings.SingleOrDefaultAsync();
        if (desk is null)
            db.DeskSettings.Add(desk = new());
        return (await db.Museums.SingleAsync(), desk);
    }

    /// <returns>Null where it was saved; else the form to be shown again, what is wrong with it in the model state.</returns>
    private async Task<SettingsForm?> SaveAsync(SettingsForm form, CancellationToken cancellation)
    {
        // Read before the rows: whatever else is made public from here on, settings included, is noticed when this is saved.
        var site = await db.SiteStates.SingleAsync(cancellation);
        var (museum, desk) = await RowsAsync();
        var typed = form.MergedWith(SettingsForm.Of(museum, desk), ModelState, Ui);
        typed.Apply(museum, desk, ModelState, Ui);
        if (!ModelState.IsValid)
            return typed;
        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Modified or EntityState.Added)
            .SelectMany(e => e.Properties.Where(p => p.IsModified).Select(p => p.Metadata.Name).Concat(e.ComplexProperties.Where(c => c.IsModified).Select(c => c.Metadata.Name)));
        db.AuditEvents.Add(Audit(AuditAction.SettingsChanged, Ui["Desk.Settings"], null, string.Join(", ", changed)));
        site.Version++;
        await db.SaveChangesAsync(cancellation);
        return null;
    }

    private ViewResult ShowForm(SettingsForm form) => Show("Settings", new SettingsPage
    {
        Title = Ui["Desk.Settings"],
        Lead = Ui["Settings.Lead"],
        Section = "settings",
        Form = form,
        Countries = [.. Country.All.Select(c => (c.Code, Label: c.Name[Language])).OrderBy(c => c.Label, Language.Comparer)],
    });
}

public sealed class SettingsPage : DeskPage
{
    public required SettingsForm Form { get; init; }

    public required IReadOnlyList<(string Value, string Label)> Countries { get; init; }

    public IReadOnlyList<(string Value, string Label)> SecondFactorOptions =>
        [("", Ui["Settings.SecondFactor.Own"]), .. Enum.GetValues<StaffRole>().Select(r => (r.ToString(), Ui[$"Settings.SecondFactor.{r}"]))];
}
