using System.Net;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Sqlite;
using CsmPartners.Staff;
using CsmPartners.Tests.Media;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Admin.Workflow;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsmPartners.Tests.Hosting;

/// <summary>
/// SQLite has one writer at a time; on SQL Server each row is locked by itself, and two who lock the same rows in opposite orders wait for each
/// other until one of them is chosen as the victim. EF sends the commands of a save in the same order to both.
/// </summary>
public sealed class LockOrderTests
{
    [Fact]
    public async Task Whatever_is_done_at_the_desk_locks_rows_in_one_order()
    {
        await using var site = new WatchedSite();
        Assert.SkipWhen(site.OnSqlServer, "Commands are read as SQLite is sent them.");
        await site.InitializeAsync();
        site.Steps.Take();
        await WorkAsync(site);

        await using var db = site.Database();
        var (locks, steps) = (new Locks(db.Model), site.Steps.Take());
        foreach (var transaction in steps)
            locks.Add(transaction);
        string[] written = ["AuditEvents", "Comments", "Entries", "Letters", "MediaFiles", "Museum", "Participations", "PublicationRecords", "Redirects", "Revisions", "SiteState", "Staff", "WorkingCopies"];
        Assert.Equal([], written.Where(table => !steps.Any(s => s.Any(sql => sql.Contains($"\"{table}\"", StringComparison.Ordinal)))));
        Assert.True(locks.WithoutGate.Count == 0, string.Join('\n', locks.WithoutGate));
        Assert.True(locks.Circles.Count == 0, string.Join('\n', locks.Circles));
    }

    [Fact]
    public void Two_who_lock_the_same_rows_the_other_way_round_are_found_foreign_keys_included()
    {
        var options = new DbContextOptionsBuilder<SiteDb>();
        options.UseSiteSqlite("Data Source=:memory:");
        using var db = new SiteDb(options.Options);
        var locks = new Locks(db.Model);
        locks.Add(["UPDATE \"Museum\" SET x", "UPDATE \"SiteState\" SET x"]);
        locks.Add(["UPDATE \"Letters\" SET x", "UPDATE \"SiteState\" SET x"]);
        Assert.Empty(locks.Circles);
        locks.Add(["UPDATE \"SiteState\" SET x", "UPDATE \"Museum\" SET x"]);
        Assert.Equal(2, locks.Circles.Count);

        Assert.Empty(locks.WithoutGate);
        locks.Add(["UPDATE \"Entries\" SET x", "INSERT INTO \"Revisions\" x", "UPDATE \"WorkingCopies\" SET x"]);
        Assert.Empty(locks.WithoutGate);
        locks.Add(["UPDATE \"WorkingCopies\" SET x"]);
        Assert.Empty(locks.WithoutGate);
        locks.Add(["INSERT INTO \"Revisions\" x"]);
        Assert.NotEmpty(locks.WithoutGate);
    }

    private static async Task WorkAsync(TestSite site)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        var (into, other) = (await site.PublishedAsync(EntriesOfTests.Partner("stays"), editor), await site.PublishedAsync(EntriesOfTests.Partner("goes"), editor));
        await WriteAsync(site, editor, "goes");
        var id = await site.EntryAsync(EntriesOfTests.Exhibition("ordered", other), editor);
        await site.ChangeAsync<ExhibitionForm>(id, editor, form => form.Slug = "another");
        await StepAsync(editor, id, "submit");
        await StepAsync(administrator, id, "return", ("Comment", "Not yet."));
        Assert.True(await site.PublishNewestAsync(id));
        // As visitors see it again: its interval begins anew.
        await site.ChangeAsync<ExhibitionForm>(id, editor, form => form.Summary = form.Summary with { En = "Changed." });
        await site.ChangeAsync<ExhibitionForm>(id, editor, form => form.Summary = form.Summary with { En = "" });
        await site.ChangeAsync<ExhibitionForm>(id, editor, form => (form.Slug, form.Participations[0].Role) = ("moved", "Funder"));
        await ScheduleAsync(site, administrator, id);
        await using (var db = site.Database())
        {
            var merge = new PartnerMerge(into, other, new Author(null, ""), "");
            Assert.True(await db.MergePartnersAsync(merge, new AuditEvent { Action = AuditAction.Merged }, TimeProvider.System, TestContext.Current.CancellationToken));
        }

        await StepAsync(administrator, id, "withdraw", ("WithdrawalReason.Kk", "Қате."));
        using (var bin = await administrator.GetPageAsync($"/admin/entries/{id}/bin"))
        using (var gone = await administrator.PostFormAsync(bin, "form.plain-form"))
            Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        await OthersAsync(editor, administrator);
    }

    private static async Task WriteAsync(TestSite site, DeskClient editor, string partner)
    {
        using var visitor = DeskClient.Stranger(site);
        using var contact = await visitor.OpenLetterAsync($"/en/contact?about=partner:{partner}");
        using var sent = await visitor.PostFormAsync(contact, VisitorsLetters.Form, VisitorsLetters.Typed("ordered"));
        var letter = Assert.Single(await site.LettersByAsync("ordered"));
        using var page = await editor.GetPageAsync($"/admin/letters/{letter.Id}");
        using var answered = await editor.PostFormAsync(page, "form.plain-form", [("State", "answered")]);
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
    }

    private static async Task ScheduleAsync(TestSite site, DeskClient publisher, int id)
    {
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        using (var page = await publisher.GetPageAsync($"/admin/entries/{id}"))
        using (var scheduled = await publisher.PostFormAsync(page, "form[action$='/publish']", [("At", tomorrow), ("Reason", "Alone tonight")], "button[formaction$='/schedule']"))
            Assert.Equal(HttpStatusCode.Redirect, scheduled.StatusCode);
        await site.SetAsync(id, copy => copy.PublishAt = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1));
        await site.Services.GetServices<IHostedService>().OfType<Scheduler>().Single().RunAsync(TestContext.Current.CancellationToken);
        Assert.True((await site.CopyAsync(id)).IsInStep);
    }

    /// <summary>What is no entry's: a picture, the settings, a person.</summary>
    private static async Task OthersAsync(DeskClient editor, DeskClient administrator)
    {
        using var uploaded = await MediaSite.SendAsync(editor, ("picture.jpg", TestFiles.Jpeg()));
        using (var picture = await editor.FollowAsync(uploaded))
        using (var described = await editor.PostFormAsync(picture, "#media", [("Alt.Kk", "Кілем"), ("Credit", "CSM")]))
            Assert.Equal(HttpStatusCode.Redirect, described.StatusCode);
        using (var settings = await administrator.GetPageAsync("/admin/settings"))
        using (var saved = await administrator.PostFormAsync(settings, "form[action='/admin/settings']", [("Website", "https://museum.test")]))
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using (var person = await administrator.GetPageAsync($"/admin/people/{editor.Id}"))
        using (var changed = await administrator.PostFormAsync(person, "form[action$='/role']", [("Role", "Publisher")]))
            Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
    }

    private static async Task StepAsync(DeskClient person, int id, string step, params (string Name, string? Value)[] typed)
    {
        using var page = await person.GetPageAsync($"/admin/entries/{id}");
        using var response = await person.PostFormAsync(page, $"form[action$='/{step}']", typed);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    private sealed class WatchedSite : TestSite
    {
        public TransactionSteps Steps { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.ConfigureDbContext<SiteDb>(options => options.AddInterceptors(Steps)));
        }
    }
}
