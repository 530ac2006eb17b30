using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Support;

/// <summary>Entries made as the desk makes them, without its screens.</summary>
internal static class EntriesOfTests
{
    /// <summary>A partner whose three languages are complete.</summary>
    public static PartnerForm Partner(string name) => new() { Title = new(name, name, name), Summary = new("Мекеме.", "Учреждение.", "An institution."), Body = new("Мәтін.", "Текст.", "Text."), Institution = "Museum", Country = "FR" };

    public static ExhibitionForm Exhibition(string name, int partnerId, string role = "Host") =>
        new() { Title = new(name, name, name), Starts = "2014", Participations = [new ParticipationItem { Key = "a1", PartnerId = partnerId, Role = role }] };

    public static async Task<int> EntryAsync(this TestSite site, EntryForm form, DeskClient? author = null)
    {
        await using var db = site.Database();
        var id = await db.CreateAsync(form, new Author(author?.Id, author?.Name ?? ""), "", TimeProvider.System, Line(AuditAction.Created), TestContext.Current.CancellationToken);
        return id ?? throw new Xunit.Sdk.XunitException("The address is taken");
    }

    public static async Task<int> PublishedAsync(this TestSite site, EntryForm form, DeskClient? author = null)
    {
        var id = await site.EntryAsync(form, author);
        await site.PublishNewestAsync(id);
        return id;
    }

    public static async Task ChangeAsync<TForm>(this TestSite site, int id, DeskClient? author, Action<TForm> change) where TForm : EntryForm
    {
        await using var db = site.Database();
        var copy = await db.WorkingCopies.AsNoTracking().SingleAsync(w => w.EntryId == id, TestContext.Current.CancellationToken);
        var form = (TForm)await site.FormAsync(id);
        change(form);
        var saved = await db.SaveAsync(new Draft(id, copy.Newest, form, new Author(author?.Id, author?.Name ?? ""), "", false, new HashSet<string>()), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(SaveOutcome.Saved, saved.Outcome);
    }

    public static async Task<EntryForm> FormAsync(this TestSite site, int id)
    {
        await using var db = site.Database();
        var copy = await db.WorkingCopies.AsNoTracking().SingleAsync(w => w.EntryId == id, TestContext.Current.CancellationToken);
        return Document.Read(copy.Kind, (await db.Revisions.SingleAsync(r => r.EntryId == id && r.Number == copy.Newest, TestContext.Current.CancellationToken)).Document);
    }

    /// <returns>Whether it could be published.</returns>
    public static async Task<bool> PublishNewestAsync(this TestSite site, int id)
    {
        await using var db = site.Database();
        var newest = (await db.WorkingCopies.AsNoTracking().SingleAsync(w => w.EntryId == id, TestContext.Current.CancellationToken)).Newest;
        var outcome = await Workflow(db).PublishAsync(Step(id, newest, AuditAction.Published), "In a test", TestContext.Current.CancellationToken);
        await site.LookAsync();
        return outcome == WorkflowOutcome.Done;
    }

    public static async Task WithdrawAsync(this TestSite site, int id, LocalizedText reason)
    {
        await using var db = site.Database();
        Assert.Equal(WorkflowOutcome.Done, await Workflow(db).WithdrawAsync(Step(id, 1, AuditAction.Withdrawn), reason, TestContext.Current.CancellationToken));
        await site.LookAsync();
    }

    /// <summary>Changes the row beside an entry without a revision.</summary>
    public static async Task SetAsync(this TestSite site, int id, Action<WorkingCopy> change)
    {
        await using var db = site.Database();
        change(await db.WorkingCopies.SingleAsync(w => w.EntryId == id, TestContext.Current.CancellationToken));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public static EntryWorkflow Workflow(SiteDb db, TimeProvider? clock = null) => new(db, clock ?? TimeProvider.System);

    /// <summary>Taken by a publisher without an account.</summary>
    public static WorkflowStep Step(int id, int number, AuditAction action)
    {
        var line = Line(action);
        line.EntryId = id;
        return new(id, number, new Actor(null, "", StaffRole.Publisher), line);
    }

    private static AuditEvent Line(AuditAction action) => new() { Action = action, At = TimeProvider.System.GetUtcNow().UtcDateTime };
}
