using System.Data.Common;
using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Admin;

public sealed class PeopleTests(DeskSite site)
{
    private const string NewPassword = "торғай керуен шатыр";

    [Theory]
    [InlineData("kk", "Музейдің жұмыс орнына шақыру")]
    [InlineData("ru", "Приглашение на рабочее место музея")]
    [InlineData("en", "Invitation to the museum’s staff desk")]
    public async Task An_invited_person_gets_a_letter_in_their_language_chooses_a_password_and_comes_in(string language, string subject)
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        var email = $"{Guid.NewGuid():N}@museum.test";
        using (var shown = await InviteAsync(administrator, email, "Publisher", language))
            Assert.Equal($"The invitation has gone to {email}. Its link works for seven days.", shown.TextOf("[role=status]"));
        var letter = await site.LetterToAsync(email);
        Assert.Equal(subject, letter.Subject);

        using var person = DeskClient.Stranger(site, language);
        var link = Letters.LinkOf(letter.Text);
        using (var choose = await person.GetPageAsync(link))
        {
            using (var different = await person.PostFormAsync(choose, "form[action='/admin/invitation']", [("Password", NewPassword), ("Again", "басқа")]))
                Assert.NotNull((await different.PageAsync()).QuerySelector("#Again-error"));
            using var accepted = await person.PostFormAsync(choose, "form[action='/admin/invitation']", [("Password", NewPassword), ("Again", NewPassword)]);
            Assert.Equal("/admin/sign-in", accepted.Headers.Location?.ToString());
        }

        using (var entered = await person.SignInAsync(email, NewPassword))
        using (var home = await person.FollowAsync(entered))
            Assert.Equal(language, home.DocumentElement.GetAttribute("lang"));
        using (var used = await person.GetPageAsync(link, HttpStatusCode.Gone))
            Assert.NotEmpty(used.TextOf("h1"));

        await using var db = site.Database();
        var member = await db.Users.SingleAsync(p => p.Email == email, TestContext.Current.CancellationToken);
        Assert.Equal(StaffRole.Publisher, member.Role);
        Assert.Single(await db.AuditEvents.Where(a => a.Action == AuditAction.InvitationAccepted && a.ActorId == member.Id).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_invitation_can_be_sent_again_and_then_only_the_newest_link_works()
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        var email = $"{Guid.NewGuid():N}@museum.test";
        using var person = await InviteAsync(administrator, email, "Editor", "en");
        using (var again = await administrator.PostFormAsync(person, "form[action$='/invitation']"))
            Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        var second = await site.LetterToAsync(email, 2);
        var letters = await site.AllToAsync(email);
        using var stranger = DeskClient.Stranger(site);
        var links = letters.Select(l => Letters.LinkOf(l.Text)).ToList();
        var answers = new List<HttpStatusCode>();
        foreach (var link in links)
        {
            using var response = await stranger.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);
            answers.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Gone], answers.Order());
        Assert.NotEmpty(second.Text);
    }

    [Theory]
    [InlineData("", "somebody@museum.test", "Editor", "kk", "Name")]
    [InlineData("   ", "somebody@museum.test", "Editor", "kk", "Name")]
    [InlineData("Name\u202Eeman", "somebody@museum.test", "Editor", "kk", "Name")]
    [InlineData("Name", "nobody", "Editor", "kk", "Email")]
    [InlineData("Name", "a@b@c", "Editor", "kk", "Email")]
    [InlineData("Name", "some body@museum.test", "Editor", "kk", "Email")]
    [InlineData("Name", "somebody@museum.test", "Director", "kk", "Role")]
    [InlineData("Name", "somebody@museum.test", "2", "kk", "Role")]
    [InlineData("Name", "somebody@museum.test", "Editor", "de", "Language")]
    public async Task A_bad_invitation_says_so_beside_the_field_and_keeps_the_rest(string name, string email, string role, string language, string field)
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator, "ru");
        using var list = await administrator.GetPageAsync("/admin/people");
        using var response = await administrator.PostFormAsync(list, "form[action='/admin/people']", [("Name", name), ("Email", email), ("Role", role), ("Language", language)]);
        using var page = await response.PageAsync();
        Assert.Matches(@"\p{IsCyrillic}", page.TextOf($"#{field}-error"));
        Assert.Equal("true", page.QuerySelector($"#{field}")!.GetAttribute("aria-invalid"));
        Assert.Equal(email, page.QuerySelector("#Email")!.GetAttribute("value"));
        await using var db = site.Database();
        Assert.False(await db.Users.AnyAsync(p => p.Email == email, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ten_thousand_letters_and_an_address_that_is_taken_are_refused_in_words()
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        using var list = await administrator.GetPageAsync("/admin/people");
        using var response = await administrator.PostFormAsync(list, "form[action='/admin/people']", [("Name", new string('ә', 10_000)), ("Email", new string('x', 10_000) + "@museum.test")]);
        using var page = await response.PageAsync();
        Assert.Contains("at most 100", page.TextOf("#Name-error"), StringComparison.Ordinal);
        using var taken = await administrator.PostFormAsync(list, "form[action='/admin/people']", [("Name", "Another"), ("Email", administrator.Email.ToUpperInvariant())]);
        Assert.Contains("already has this address", (await taken.PageAsync()).TextOf("#Email-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_role_a_deactivation_and_a_sign_out_everywhere_count_at_the_next_click()
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var address = $"/admin/people/{publisher.Id}";

        await DoAsync(administrator, address, "form[action$='/role']", ("Role", "Editor"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(publisher, "/admin"));
        using (var back = await publisher.SignInAsync(publisher.Email, DeskClient.Password))
            Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(publisher, "/admin/audit"));

        await DoAsync(administrator, address, "form[action$='/sessions']");
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(publisher, "/admin"));

        await DoAsync(administrator, address, "form[action$='/deactivation']");
        using (var refused = await publisher.SignInAsync(publisher.Email, DeskClient.Password))
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);

        await DoAsync(administrator, address, "form[action$='/reactivation']");
        using (var back = await publisher.SignInAsync(publisher.Email, DeskClient.Password))
            Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);

        await using var db = site.Database();
        var actions = await db.AuditEvents.Where(a => a.ActorId == administrator.Id && a.Subject == publisher.Name).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([AuditAction.RoleChanged, AuditAction.SignedOutEverywhere, AuditAction.Deactivated, AuditAction.Reactivated], actions);
    }

    [Fact]
    public async Task Nobody_takes_away_their_own_role_or_the_last_administrator()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        using var first = await own.StaffAsync(StaffRole.Administrator);
        using var second = await own.StaffAsync(StaffRole.Administrator);
        using var editor = await own.StaffAsync(StaffRole.Editor);
        using var page = await first.GetPageAsync($"/admin/people/{editor.Id}");
        var form = (IHtmlFormElement)page.QuerySelector("form[action$='/role']")!;

        // Themselves, by a form made by hand.
        form.Action = $"/admin/people/{first.Id}/role";
        using (var refused = await first.PostFormAsync(page, $"form[action='{form.GetAttribute("action")}']", [("Role", "Editor")]))
        using (var shown = await first.FollowAsync(refused))
            Assert.Contains("You cannot do this to yourself", shown.TextOf("[role=status]"), StringComparison.Ordinal);

        // Each other, at the same moment: one of the two stays.
        using var one = await first.GetPageAsync($"/admin/people/{second.Id}");
        using var other = await second.GetPageAsync($"/admin/people/{first.Id}");
        var answers = await Task.WhenAll(
            first.PostFormAsync(one, "form[action$='/deactivation']"),
            second.PostFormAsync(other, "form[action$='/deactivation']"));
        foreach (var answer in answers)
            answer.Dispose();
        await using var db = own.Database();
        Assert.True(await db.Users.AnyAsync(p => p.Role == StaffRole.Administrator && p.DeactivatedAt == null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Eight_administrators_who_change_one_person_at_once_are_all_heard()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        var administrators = await AdministratorsAsync(own, 8);
        using var editor = await own.StaffAsync(StaffRole.Editor);
        // Half of them end the person's sessions, half give a new role.
        var answers = await TogetherAsync(administrators, (_, i) => (editor.Id, i % 2 == 0 ? ("sessions", null) : ("role", i % 4 == 1 ? "Publisher" : "Administrator")));
        Assert.All(answers, answer => Assert.DoesNotContain("last administrator", answer, StringComparison.OrdinalIgnoreCase));

        await using var db = own.Database();
        var lines = await db.AuditEvents.Where(a => a.Subject == editor.Name && (a.Action == AuditAction.RoleChanged || a.Action == AuditAction.SignedOutEverywhere)).OrderBy(a => a.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(4, lines.Count(l => l.Action == AuditAction.SignedOutEverywhere));
        var changes = lines.Where(l => l.Action == AuditAction.RoleChanged).Select(l => l.Detail.Split(" → ")).ToList();
        // Whoever gives a role that somebody else has just given changes nothing.
        Assert.InRange(changes.Count, 2, 4);
        // Each line begins with the role that the one before it gave.
        Assert.Equal(changes.Select(c => c[1]).SkipLast(1).Prepend("Editor"), changes.Select(c => c[0]));
    }

    [Theory]
    [InlineData("deactivation", null)]
    [InlineData("role", "Editor")]
    public async Task However_many_administrators_take_each_other_out_at_once_one_is_left(string action, string? role)
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        var administrators = await AdministratorsAsync(own, 8);
        await TogetherAsync(administrators, (all, i) => (all[(i + 1) % all.Count].Id, (action, role)));

        await using var db = own.Database();
        var left = await db.Users.CountAsync(p => p.Role == StaffRole.Administrator && p.DeactivatedAt == null && p.PasswordHash != null, TestContext.Current.CancellationToken);
        Assert.InRange(left, 1, 7);
        // Each that is out has a line, and no line was written of one that stayed.
        Assert.Equal(8 - left, await db.AuditEvents.CountAsync(a => a.Action == AuditAction.Deactivated || a.Action == AuditAction.RoleChanged, TestContext.Current.CancellationToken));
    }

    /// <summary>Step by step: one request has read the person when another changes the same row.</summary>
    [Fact]
    public async Task A_change_that_was_read_before_another_is_made_on_top_of_it()
    {
        await using var own = new SteppedSite();
        await own.InitializeAsync();
        using var first = await own.StaffAsync(StaffRole.Administrator);
        using var second = await own.StaffAsync(StaffRole.Administrator);
        using var editor = await own.StaffAsync(StaffRole.Editor);
        using var one = await first.GetPageAsync($"/admin/people/{editor.Id}");
        using var other = await second.GetPageAsync($"/admin/people/{editor.Id}");

        var release = own.Gate.StopNext();
        var waiting = first.PostFormAsync(one, "form[action$='/role']", [("Role", "Publisher")]);
        await own.Gate.StoppedAsync();
        using (var done = await second.PostFormAsync(other, "form[action$='/deactivation']"))
        using (var shown = await second.FollowAsync(done))
            Assert.NotEmpty(shown.TextOf("[role=status]"));
        release();
        using (var answer = await waiting)
        using (var shown = await first.FollowAsync(answer))
            Assert.DoesNotContain("last administrator", shown.TextOf("[role=status]"), StringComparison.OrdinalIgnoreCase);

        await using var db = own.Database();
        var person = await db.Users.SingleAsync(p => p.Id == editor.Id, TestContext.Current.CancellationToken);
        Assert.Equal(StaffRole.Publisher, person.Role);
        Assert.NotNull(person.DeactivatedAt);
    }

    [Fact]
    public async Task Somebody_who_is_not_there_is_not_found()
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        using var page = await administrator.GetPageAsync("/admin/people/999999", HttpStatusCode.NotFound);
        Assert.Equal("There is no such screen", page.TextOf("h1"));
    }

    private static async Task<IReadOnlyList<DeskClient>> AdministratorsAsync(TestSite own, int count)
    {
        var administrators = new List<DeskClient>();
        for (var i = 0; i < count; i++)
            administrators.Add(await own.StaffAsync(StaffRole.Administrator));
        return administrators;
    }

    /// <summary>Each opens the page of a person, and then all press a button at the same moment. None is answered with an error.</summary>
    /// <returns>What they are told then; nothing where they are out by then.</returns>
    private static async Task<string[]> TogetherAsync(
        IReadOnlyList<DeskClient> administrators, Func<IReadOnlyList<DeskClient>, int, (int Person, (string Action, string? Role) Button)> what)
    {
        var pages = new List<(DeskClient Who, IHtmlDocument Page, (string Action, string? Role) Button)>();
        for (var i = 0; i < administrators.Count; i++)
        {
            var (person, button) = what(administrators, i);
            pages.Add((administrators[i], await administrators[i].GetPageAsync($"/admin/people/{person}"), button));
        }

        var answers = await Task.WhenAll(pages.Select(p =>
            p.Who.PostFormAsync(p.Page, $"form[action$='/{p.Button.Action}']", p.Button.Role is null ? [] : [("Role", p.Button.Role)])));
        Assert.All(answers, a => Assert.Contains(a.StatusCode, new[] { HttpStatusCode.Redirect, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden }));
        var told = await Task.WhenAll(pages.Zip(answers, async (p, answer) =>
        {
            if (answer.StatusCode != HttpStatusCode.Redirect)
                return "";
            using var next = await p.Who.GetAsync(answer.Headers.Location, TestContext.Current.CancellationToken);
            // Whoever is out by now is led to the sign-in page.
            if (next.StatusCode != HttpStatusCode.OK)
                return "";
            using var page = await next.ReadPageAsync();
            return page.QuerySelector("[role=status]")?.TextContent ?? "";
        }));
        foreach (var (who, page, _) in pages)
        {
            page.Dispose();
            who.Dispose();
        }

        return told;
    }

    private static async Task<IHtmlDocument> InviteAsync(DeskClient administrator, string email, string role, string language)
    {
        using var list = await administrator.GetPageAsync("/admin/people");
        using var response = await administrator.PostFormAsync(list, "form[action='/admin/people']", [("Name", "Әйгерім Тест"), ("Email", email), ("Role", role), ("Language", language)]);
        return await administrator.FollowAsync(response);
    }

    private static async Task DoAsync(DeskClient administrator, string address, string form, params (string, string?)[] changes)
    {
        using var page = await administrator.GetPageAsync(address);
        using var response = await administrator.PostFormAsync(page, form, changes);
        using var after = await administrator.FollowAsync(response);
        Assert.NotEmpty(after.TextOf("[role=status]"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private sealed class SteppedSite : TestSite
    {
        public TransactionGate Gate { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.ConfigureDbContext<SiteDb>(options => options.AddInterceptors(Gate)));
        }
    }

    /// <summary>Stops one request before it begins its transaction.</summary>
    private sealed class TransactionGate : DbTransactionInterceptor
    {
        private TaskCompletionSource? stopped;
        private TaskCompletionSource? released;

        public Action StopNext()
        {
            stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            released = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return released.SetResult;
        }

        public Task StoppedAsync() => stopped!.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            if (stopped is { Task.IsCompleted: false } first && first.TrySetResult())
                await released!.Task.WaitAsync(cancellationToken);
            return result;
        }
    }
}
