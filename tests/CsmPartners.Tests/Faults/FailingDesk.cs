using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Faults;

/// <summary>What somebody does at the desk of a site that runs.</summary>
public sealed class FailingDesk : FailingActions
{
    [Fact(Explicit = true)]
    public async Task What_is_saved_published_and_uploaded()
    {
        await using var site = new FolderSite(Folder);
        await site.InitializeAsync();
        using var person = await site.StaffAsync(StaffRole.Publisher);
        for (var tries = 0; !File.Exists(Path.Combine(Folder, "published.site")); tries++)
        {
            Assert.True(tries < 300, "The site was not saved");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await SaveAsync(site, person);
        await PublishAsync(site, person);
        await UploadAsync(site, person);
    }

    private Task SaveAsync(FolderSite site, HttpClient person) => ProveAsync(
        "save",
        site,
        async mark =>
        {
            using var form = await person.GetPageAsync("/admin/entries/1/edit");
            return await person.PostFormAsync(form, DeskEntries.EditForm, [("Summary.Kk", mark), ("Note", mark)]);
        },
        (db, mark) => db.Revisions.CountAsync(r => r.Note == mark && r.Document.Contains(mark)));

    private async Task PublishAsync(FolderSite site, HttpClient person)
    {
        foreach (var text in new[] { "Бірінші", "Екінші" })
        {
            using var edited = await person.GetPageAsync("/admin/entries/2/edit");
            using var saved = await person.PostFormAsync(edited, DeskEntries.EditForm, [("Title.Kk", text), ("Summary.Ru", "")]);
        }

        // Kept from the beginning: with its newest revision published an entry offers none.
        using var form = await person.GetPageAsync("/admin/entries/2");
        var other = 3;
        await ProveAsync(
            "publish",
            site,
            mark => person.PostFormAsync(form, "form[action$='/publish']", [("Number", $"{other}"), ("Reason", mark)]),
            (db, mark) => db.AuditEvents.CountAsync(a => a.Action == AuditAction.PublishedAllTheSame && a.Detail.EndsWith(mark)),
            // What is published already is refused, and only the database knows what became of the last time.
            async db => other = await db.WorkingCopies.Where(w => w.EntryId == 2).Select(w => w.Published).SingleAsync() == 3 ? 2 : 3);
    }

    private async Task UploadAsync(FolderSite site, HttpClient person)
    {
        var width = 100;
        await ProveAsync(
            "upload",
            site,
            async mark =>
            {
                using var form = await person.GetPageAsync("/admin/media/new");
                return await person.PostFormAsync(form, ".media-form", files: [("files", mark, "image/jpeg", Media.TestFiles.Jpeg(width++, 90))]);
            },
            (db, mark) => db.MediaFiles.CountAsync(m => m.FileName == mark));
    }

    /// <param name="traces">How often the database says that it was done.</param>
    /// <param name="look">Looks at the database before each time.</param>
    private async Task ProveAsync(
        string action, FolderSite site, Func<string, Task<HttpResponseMessage>> act, Func<SiteDb, string, Task<int>> traces, Func<SiteDb, Task>? look = null)
    {
        await LookAsync();
        // What a process does only once.
        using (await act("warm"))
        {
        }

        var status = HttpStatusCode.OK;
        await new FaultRun(Control, action, Folder).ProveAsync(
            async mark =>
            {
                using var answer = await act(mark);
                status = answer.StatusCode;
                return status == HttpStatusCode.Redirect;
            },
            async (mark, isDone, at) =>
            {
                await using var db = SiteProcess.Database(at);
                var found = await traces(db, mark);
                return
                [
                    .. await WrongAsync(at),
                    .. found > 1 || (isDone && found == 0) ? new[] { $"{found} traces of {mark}" } : [],
                    .. isDone || status == HttpStatusCode.ServiceUnavailable ? Array.Empty<string>() : [$"answered {(int)status}"],
                ];
            },
            LookAsync);

        async Task LookAsync()
        {
            await site.Services.GetRequiredService<PublishedSiteKeeper>().LookAsync(TestContext.Current.CancellationToken);
            await using var db = SiteProcess.Database(Folder);
            await (look?.Invoke(db) ?? Task.CompletedTask);
        }
    }

    private sealed class FolderSite(string folder) : TestSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Data:Folder", folder);
        }
    }
}
