using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Tries at one account that come at once, and changes of one person by two administrators.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class AccountOrderTests(InterleavingSite site)
{
    private const string Wrong = "not the password at all";

    [Fact]
    public async Task Two_wrong_passwords_are_two_tries_and_two_lines()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            order => CountedAsync(order, 2),
            await EnterAsync(Wrong),
            await EnterAsync(Wrong));
    }

    [Fact]
    public async Task Three_wrong_passwords_are_three_tries_and_three_lines()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            order => CountedAsync(order, 3),
            await EnterAsync(Wrong),
            await EnterAsync(Wrong),
            await EnterAsync(Wrong));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_once()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            order => CountedAsync(order, 5),
            await EnterAsync(Wrong),
            await EnterAsync(Wrong),
            await EnterAsync(Wrong),
            await EnterAsync(Wrong),
            await EnterAsync(Wrong));
    }

    [Fact]
    public async Task A_wrong_password_does_not_keep_out_the_right_one_that_comes_with_it()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal((HttpStatusCode.OK, "/admin"), (order.Answers[0]!.Status, order.Answers[1]!.Location));
                var lines = await order.LinesAsync();
                Assert.Equal([AuditAction.SignedIn], lines);
                Assert.Equal(1, await FailuresAsync(order));
            },
            await EnterAsync(Wrong),
            await EnterAsync(DeskClient.Password));
    }

    [Fact]
    public async Task Two_sign_ins_of_one_person_are_two_sessions()
    {
        await site.BeginAsync();
        var before = await SessionsAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(2, order.Taken);
                Assert.Equal(before + 2, await SessionsAsync());
                Assert.Equal([AuditAction.SignedIn, AuditAction.SignedIn], await order.LinesAsync());
            },
            await EnterAsync(DeskClient.Password),
            await EnterAsync(DeskClient.Password));
    }

    [Fact]
    public async Task Whoever_signs_in_while_being_deactivated_is_out_afterwards()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(order.Redirected(1));
                Assert.Single(await order.LinesAsync(), AuditAction.Deactivated);
                await IsOutAsync(order.Answers[0]!);
            },
            await EnterAsync(DeskClient.Password),
            await ChangeAsync(site.Administrator, site.Editor, "deactivation"));
    }

    [Fact]
    public async Task Whoever_signs_in_while_every_session_is_ended_and_the_password_changed_has_one_session_at_most()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(order.Redirected(1));
                Assert.Single(await order.LinesAsync(), AuditAction.PasswordChanged);
                await IsOutAsync(order.Answers[0]!);
            },
            await EnterAsync(DeskClient.Password),
            site.Act("change password", await Request.PostAsync(
                site.Editor, "/admin/account", "form[action='/admin/account/password']", ("Current", DeskClient.Password), ("Password", "торғай керуен шатыр"), ("Again", "торғай керуен шатыр"))));
    }

    [Fact]
    public async Task Two_roles_given_at_once_end_as_the_last_line_of_the_record_says()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(2, order.Taken);
                var details = await order.ReadAsync(db => db.AuditEvents.Where(a => a.Id > site.LastLine && a.Action == AuditAction.RoleChanged).OrderBy(a => a.Id).Select(a => a.Detail).ToListAsync());
                var role = await order.ReadAsync(db => db.Users.Where(u => u.Id == site.Editor.Id).Select(u => u.Role).SingleAsync());
                Assert.EndsWith(role == StaffRole.Publisher ? "Publisher" : "Administrator", details[^1], StringComparison.OrdinalIgnoreCase);
                Assert.Equal(2, details.Count);
            },
            await ChangeAsync(site.Administrator, site.Editor, "role", ("Role", "Publisher")),
            await ChangeAsync(site.OtherAdministrator, site.Editor, "role", ("Role", "Administrator")));
    }

    [Fact]
    public async Task Two_administrators_who_take_the_role_from_each_other_leave_one()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(1, await order.ReadAsync(db => db.Users.CountAsync(u => u.Role == StaffRole.Administrator)));
                Assert.Single(await order.LinesAsync(), AuditAction.RoleChanged);
            },
            await ChangeAsync(site.Administrator, site.OtherAdministrator, "role", ("Role", "Editor")),
            await ChangeAsync(site.OtherAdministrator, site.Administrator, "role", ("Role", "Editor")));
    }

    private async Task<Act> EnterAsync(string password)
    {
        using var stranger = DeskClient.Stranger(site);
        return site.Act(password == Wrong ? "wrong password" : "sign in", await Request.PostAsync(
            stranger, "/admin/sign-in", "form[action='/admin/sign-in']", ("Email", site.Editor.Email), ("Password", password)));
    }

    private async Task<Act> ChangeAsync(DeskClient administrator, DeskClient person, string step, params (string Name, string? Value)[] typed) =>
        site.Act(step, await Request.PostAsync(administrator, $"/admin/people/{person.Id}", $"form[action$='/{step}']", typed));

    /// <summary>Each is refused in the same words, counted once and written down once.</summary>
    private async Task CountedAsync(Order order, int tries)
    {
        Assert.All(order.Answers, a => Assert.Equal(HttpStatusCode.OK, a!.Status));
        Assert.Equal(tries, await order.ReadAsync(db => db.TryCounters
            .Where(c => c.StaffId == site.Editor.Id && c.Source == TryCounter.Strangers && c.Secret == SecretKind.Password).Select(c => c.Taken - c.Cleared).SingleAsync()));
        Assert.Equal(tries, await FailuresAsync(order));
        Assert.Equal(tries < TryCounter.Most ? [] : [AuditAction.LockedOut], await order.LinesAsync());
    }

    private Task<int> FailuresAsync(Order order) => order.ReadAsync(db => db.SignInFailures.CountAsync(f => f.StaffId == site.Editor.Id));

    private async Task IsOutAsync(Answer entered)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(site.Origin) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin");
        request.Headers.Add("Cookie", entered.Cookies);
        using var home = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(home.StatusCode == HttpStatusCode.Redirect, $"The desk answered {(int)home.StatusCode} to a session that was ended");
    }

    private async Task<int> SessionsAsync()
    {
        await using var db = site.Database();
        return await db.UserTokens.CountAsync(t => t.UserId == site.Editor.Id && t.LoginProvider == "Session");
    }
}
