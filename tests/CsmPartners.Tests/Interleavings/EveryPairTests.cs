using System.Globalization;
using System.Net;
using CsmPartners.Media;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Visitors;
using CsmPartners.Web.Admin.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Interleavings;

/// <summary>
/// Whatever two people do to one thing at once, the database and both answers end as if one of them had come after the other. Every pair in
/// the long run, every tenth in others.
/// </summary>
[Collection(InterleavingsCollection.Name)]
public sealed class EveryPairTests(InterleavingSite site, ITestOutputHelper output)
{
    private const string NewPassword = "торғай керуен шатыр";

    private static readonly DateTime Soon = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="stage">How the entry stands, with one revision published and another above it.</param>
    [Theory]
    [InlineData(Stage.Draft, false)]
    [InlineData(Stage.InReview, false)]
    [InlineData(Stage.Scheduled, false)]
    [InlineData(Stage.Draft, true)]
    public async Task Of_what_is_done_to_an_entry(Stage stage, bool isInBin)
    {
        var id = await site.WaitingAsync();
        var (link, comment) = await LinkAndCommentAsync(id);
        List<(Act One, Act Other)> acts =
        [
            await site.BothAsync((_, editor, name) => site.SaveAsync(editor, id, ("Summary.Ru", name))),
            await site.BothAsync((publisher, _, name) => site.SaveAsync(publisher, id, (name == "One" ? "Title.Kk" : "Title.En", name))),
        ];
        await site.SetAsync(id, copy =>
        {
            copy.Stage = stage;
            if (stage != Stage.Draft)
                (copy.Submitted, copy.SubmittedById) = (2, site.Editor.Id);
            if (stage == Stage.Scheduled)
                (copy.PublishAt, copy.ScheduledById) = (Soon, site.Publisher.Id);
        });
        if (isInBin)
            await PutIntoBinAsync(id);
        acts.AddRange(
        [
            await site.StepAsync("submit", id, byEditor: true, ("Number", "2")),
            await site.StepAsync("return", id, byEditor: false, ("Number", "2"), ("Comment", "Once more, please.")),
            await site.StepAsync("publish", id, byEditor: false, ("Number", "2"), ("Reason", "For the opening")),
            await site.StepAsync("schedule", id, byEditor: false, ("Number", "2"), ("At", site.Start.AddDays(3).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)), ("Reason", "For the opening")),
            await site.StepAsync("unschedule", id, byEditor: false, ("Number", "2")),
            await site.StepAsync("withdraw", id, byEditor: false, ("Number", "2"), ("WithdrawalReason.Kk", "Қате.")),
            await site.StepAsync("bin", id, byEditor: false, ("Number", "2")),
            await site.StepAsync("bin/restore", id, byEditor: false),
            await site.StepAsync("restore", id, byEditor: true, ("number", "1")),
            await site.StepAsync("comments", id, byEditor: true, ("Comment", "A word.")),
            await site.StepAsync("comments/resolve", id, byEditor: true, ("comment", $"{comment}")),
            await site.StepAsync("links", id, byEditor: true, ("Recipient", "Reader"), ("Days", "7")),
            await site.StepAsync("links/revoke", id, byEditor: true, ("link", $"{link}")),
            await site.StepAsync("open", id, byEditor: true),
            await site.StepAsync("close", id, byEditor: true),
            await site.BothAsync((publisher, _, _) => site.PostAsync("bulk publish", publisher, "/admin/entries/bulk/done", ("From", "/admin/entries"), ("Action", "Publish"), ("Entries", $"{id}-2"))),
            await site.BothAsync((publisher, _, _) => site.PostAsync("bulk bin", publisher, "/admin/entries/bulk/done", ("From", "/admin/entries"), ("Action", "Bin"), ("Entries", $"{id}-2"))),
        ]);
        await site.EveryPairAsync(acts, output);
        // The note about who has the form open fails nothing.
        await site.EveryFailureAsync([.. acts.Where(a => a.One.Name is not ("open" or "close"))], output);
    }

    [Fact]
    public async Task Of_what_is_done_to_an_account()
    {
        await site.BeginAsync();
        var person = site.OtherEditor;
        using var stranger = DeskClient.Stranger(site);
        using (var page = await stranger.GetPageAsync("/admin/password"))
        using (await stranger.PostFormAsync(page, "form.plain-form", [("Email", person.Email)]))
        {
        }

        var link = Letters.LinkOf((await site.LetterToAsync(person.Email)).Text);
        var proof = await site.PostAsync("proof", person, "/admin/account/proof", ("password", DeskClient.Password));
        List<(Act One, Act Other)> acts =
        [
            await site.SignAsync("sign in", person, DeskClient.Password),
            await site.SignAsync("wrong password", person, "not the password at all"),
            (Forget(person, "forgotten"), Forget(person, "forgotten")),
            await site.StrangerAsync("choose", link, "form[action='/admin/password/new']", ("Password", NewPassword), ("Again", NewPassword)),
            ByTwo.Twice(site.Act("sign out", await Request.PostAsync(person, "/admin", "form[action='/admin/sign-out']"))),
            ByTwo.Twice(site.Act("name", await Request.PostAsync(person, "/admin/account", "form[action='/admin/account']", ("Name", Ending.AnotherName)))),
            ByTwo.Twice(site.Act("password", await Request.PostAsync(person, "/admin/account", "form[action='/admin/account/password']", ("Current", DeskClient.Password), ("Password", NewPassword), ("Again", NewPassword))) with { Refused = proof }),
            ByTwo.Twice(site.Act("end other sessions", await Request.PostAsync(person, "/admin/account", "form[action='/admin/account/sessions']"))),
            await site.OfAdministratorsAsync(person.Id, "role", ("Role", "Publisher")),
            await site.OfAdministratorsAsync(person.Id, "sessions"),
            await site.OfAdministratorsAsync(person.Id, "unlock"),
            await site.OfAdministratorsAsync(person.Id, "invitation"),
            await site.OfAdministratorsAsync(person.Id, "second-factor"),
            await site.OfAdministratorsAsync(person.Id, "deactivation"),
            await site.OfAdministratorsAsync(person.Id, "reactivation"),
        ];
        await site.EveryPairAsync(acts, output);
        // Tries at secrets are steps of their own: counted, then looked at.
        await site.EveryFailureAsync(acts[2..], output);
    }

    [Fact]
    public async Task Of_what_is_done_to_a_message()
    {
        await site.BeginAsync();
        var letter = await site.LetterAsync();
        var held = await site.LetterAsync(l => l.State = LetterState.Held);
        List<(Act One, Act Other)> acts =
        [
            await site.BothAsync(async (publisher, _, name) => site.Act("mark", await Request.PostAsync(publisher, $"/admin/letters/{letter.Id}", "form.plain-form", ("State", "in-hand"), ("Note", name)))),
            await site.BothAsync((publisher, _, _) => site.PostAsync("delete", publisher, $"/admin/letters/{letter.Id}/delete")),
            await site.BothAsync((publisher, _, _) => site.PostAsync("keep those that wait", publisher, "/admin/letters/held", ("newest", $"{held.Id}"), ("state", "new"))),
            await site.BothAsync((publisher, _, _) => site.PostAsync("they are rubbish", publisher, "/admin/letters/held", ("newest", $"{held.Id}"), ("state", "rubbish"))),
            await site.BothAsync((publisher, _, _) => site.PostAsync("delete one that waits", publisher, $"/admin/letters/{held.Id}/delete")),
        ];
        await site.EveryPairAsync(acts, output);
        await site.EveryFailureAsync(acts, output);
    }

    [Fact]
    public async Task Of_what_is_done_to_a_picture()
    {
        var id = await site.WaitingAsync();
        var picture = await PictureAsync();
        List<(Act One, Act Other)> acts =
        [
            await site.BothAsync(async (_, editor, name) => site.Act("describe", await Request.PostAsync(editor, $"/admin/media/{picture}", "form#media", ("Alt.En", name)))),
            await site.BothAsync((publisher, _, _) => site.PostAsync("delete", publisher, $"/admin/media/{picture}/delete")),
            await site.BothAsync((_, editor, _) => site.SaveAsync(editor, id, ("Media[0].Pick", $"{picture}"))),
            await site.BothAsync((_, editor, _) => site.SaveAsync(editor, id, ("Body.En", $"See [[media:{picture}]]."))),
        ];
        await site.EveryPairAsync(acts, output);
        await site.EveryFailureAsync(acts, output);
    }

    [Fact]
    public async Task Of_what_is_done_to_the_settings()
    {
        await site.BeginAsync();
        List<(Act One, Act Other)> acts =
        [
            await SettingAsync("Notice.En"), await SettingAsync("ShortName.Ru"), await SettingAsync("LettersTo", "letters@museum.test"),
        ];
        await site.EveryPairAsync(acts, output);
        await site.EveryFailureAsync(acts, output);
    }

    private async Task<(int Link, int Comment)> LinkAndCommentAsync(int id)
    {
        using var page = await site.Editor.GetPageAsync($"/admin/entries/{id}");
        using var made = await site.Editor.PostFormAsync(page, "form[action$='/links']", [("Recipient", "Guest"), ("Days", "7")]);
        using var said = await site.Editor.PostFormAsync(page, "form[action$='/comments']", [("Comment", "A question.")]);
        await using var db = site.Database();
        return (await db.PreviewLinks.Where(l => l.EntryId == id).Select(l => l.Id).SingleAsync(), await db.Comments.Where(c => c.EntryId == id).Select(c => c.Id).SingleAsync());
    }

    private async Task PutIntoBinAsync(int id)
    {
        using (var page = await site.Publisher.GetPageAsync($"/admin/entries/{id}"))
        using (await site.Publisher.PostFormAsync(page, "form[action$='/withdraw']", [("WithdrawalReason.Kk", "Қате.")]))
        {
        }

        using var confirm = await site.Publisher.GetPageAsync($"/admin/entries/{id}/bin");
        using var done = await site.Publisher.PostFormAsync(confirm, "form.plain-form");
        Assert.NotNull((await site.CopyAsync(id)).DeletedAt);
    }

    private async Task<int> PictureAsync()
    {
        await using var db = site.Database();
        var picture = new MediaFile { Type = MediaType.Picture, FileName = "hall.jpg", Hash = new string('a', 64), Width = 800, Height = 600, Bytes = 1, UploadedAt = site.Start };
        db.Add(picture);
        await db.SaveForVisitorsAsync(TestContext.Current.CancellationToken);
        return picture.Id;
    }

    /// <summary>What is done after the answer to somebody who has forgotten the password.</summary>
    private Act Forget(DeskClient person, string name) => new(name, async () =>
    {
        await using var scope = site.Services.CreateAsyncScope();
        var staff = await scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>().FindByEmailAsync(person.Email);
        await scope.ServiceProvider.GetRequiredService<ResetLinks>().SendAsync(staff!);
        return new Answer(HttpStatusCode.OK, "", "");
    });

    private async Task<(Act One, Act Other)> SettingAsync(string field, string? value = null) =>
        (site.Act(field, await Request.PostAsync(site.Administrator, "/admin/settings", "form[action='/admin/settings']", (field, value ?? "One"))),
         site.Act(field, await Request.PostAsync(site.OtherAdministrator, "/admin/settings", "form[action='/admin/settings']", (field, value ?? "Other"))));
}
