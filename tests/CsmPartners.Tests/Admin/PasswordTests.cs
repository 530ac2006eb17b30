using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

public sealed class PasswordTests(DeskSite site)
{
    private const string NewPassword = "торғай керуен шатыр";

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_the_link_in_a_letter_once_and_ends_every_session()
    {
        using var client = await site.StaffAsync(StaffRole.Editor, "kk");
        using var stranger = DeskClient.Stranger(site, "kk");
        await AskAsync(stranger, client.Email.ToUpperInvariant());
        var letter = await site.LetterToAsync(client.Email);
        Assert.Equal("Жаңа құпиясөз", letter.Subject);

        var link = Letters.LinkOf(letter.Text);
        using (var choose = await stranger.GetPageAsync(link))
        using (var set = await stranger.PostFormAsync(choose, "form[action='/admin/password/new']", [("Password", NewPassword), ("Again", NewPassword)]))
            Assert.Equal("/admin/sign-in", set.Headers.Location?.ToString());
        using (var used = await stranger.GetPageAsync(link, HttpStatusCode.Gone))
            Assert.Equal("Бұл сілтеме енді жарамайды", used.TextOf("h1"));
        using (var ended = await client.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        using (var old = await stranger.SignInAsync(client.Email, DeskClient.Password))
            Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        using var open = await stranger.SignInAsync(client.Email, NewPassword);
        Assert.Equal("/admin", open.Headers.Location?.ToString());
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_and_no_letter()
    {
        using var stranger = DeskClient.Stranger(site);
        var known = await DeskClient.PersonAsync(site, StaffRole.Editor);
        var unknown = $"{Guid.NewGuid():N}@museum.test";
        Assert.Equal(await AskAsync(stranger, known.Email!), await AskAsync(stranger, unknown));
        await site.LetterToAsync(known.Email!);
        Assert.Empty(await site.AllToAsync(unknown));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("password 1234")]
    [InlineData("123456789012345")]
    [InlineData("йцукенгшщзхъ")]
    [InlineData("so said Qarlygash once")]
    public async Task An_easy_password_is_refused_in_the_person_s_language(string password)
    {
        using var client = await site.StaffAsync(StaffRole.Editor, "kk", "Qarlygash Test");
        using var account = await client.GetPageAsync("/admin/account");
        using var response = await client.PostFormAsync(account, "form[action='/admin/account/password']", [("Current", DeskClient.Password), ("Password", password), ("Again", password)]);
        using var page = await response.PageAsync();
        Assert.Matches("ұпиясөз", page.TextOf("#Password-error"));
        await using var db = site.Database();
        Assert.False(await db.AuditEvents.AnyAsync(a => a.ActorId == client.Id && a.Action == AuditAction.PasswordChanged, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Changing_the_password_needs_the_current_one_and_ends_the_other_sessions()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var elsewhere = DeskClient.Stranger(site);
        using (await elsewhere.SignInAsync(client.Email, DeskClient.Password))
        using (var account = await client.GetPageAsync("/admin/account"))
        {
            using (var wrong = await client.PostFormAsync(account, "form[action='/admin/account/password']", [("Current", "not this one"), ("Password", NewPassword), ("Again", NewPassword)]))
                Assert.Equal("The password is not right.", (await wrong.PageAsync()).TextOf("#Current-error"));
            using var right = await client.PostFormAsync(account, "form[action='/admin/account/password']", [("Current", DeskClient.Password), ("Password", NewPassword), ("Again", NewPassword)]);
            using var still = await client.FollowAsync(right);
        }

        using var ended = await elsewhere.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_nobody_is_told()
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        using var stranger = DeskClient.Stranger(site);
        var answers = new List<string>();
        for (var tries = 0; tries < 6; tries++)
            answers.Add(await RefusalAsync(stranger, person.Email!, "wrong but long enough"));
        answers.Add(await RefusalAsync(stranger, person.Email!, DeskClient.Password));
        answers.Add(await RefusalAsync(stranger, $"{Guid.NewGuid():N}@museum.test", "wrong but long enough"));
        Assert.Single(answers.Distinct());

        await using var db = site.Database();
        var counter = await db.TryCounters.SingleAsync(c => c.StaffId == person.Id, TestContext.Current.CancellationToken);
        Assert.InRange(counter.LockedUntil!.Value - TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));
        Assert.Equal(1, await db.AuditEvents.CountAsync(a => a.Action == AuditAction.LockedOut && a.Subject == person.Email, TestContext.Current.CancellationToken));

        // When the pause is over; the next lock is twice as long.
        await db.TryCounters.Where(c => c.StaffId == person.Id).ExecuteUpdateAsync(row => row.SetProperty(c => c.LockedUntil, DateTime.UnixEpoch), TestContext.Current.CancellationToken);
        for (var tries = 0; tries < 5; tries++)
            await RefusalAsync(stranger, person.Email!, "wrong but long enough");
        await db.Entry(counter).ReloadAsync(TestContext.Current.CancellationToken);
        Assert.InRange(counter.LockedUntil!.Value - TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(30));
        await db.TryCounters.Where(c => c.StaffId == person.Id).ExecuteUpdateAsync(row => row.SetProperty(c => c.LockedUntil, DateTime.UnixEpoch), TestContext.Current.CancellationToken);
        using var open = await stranger.SignInAsync(person.Email!, DeskClient.Password);
        Assert.Equal(HttpStatusCode.Redirect, open.StatusCode);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("nobody", "x")]
    [InlineData("\u202E@museum.test", "\u202E")]
    [InlineData("' OR 1=1 --@museum.test", "' OR 1=1 --")]
    [InlineData("<script>alert(1)</script>@museum.test", "<script>")]
    public async Task Whatever_is_typed_at_the_door_gets_words_in_answer(string email, string password)
    {
        using var stranger = DeskClient.Stranger(site, "ru");
        using var response = await stranger.SignInAsync(email, password);
        using var page = await response.PageAsync();
        Assert.Matches(@"\p{IsCyrillic}", page.TextOf(".error"));
        Assert.Equal("ru", page.DocumentElement.GetAttribute("lang"));
        using var again = await stranger.SignInAsync(new string('x', 100_000) + "@museum.test", new string('y', 100_000));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/admin\r\nX: y")]
    public async Task No_return_address_leads_to_another_site(string from)
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        using var stranger = DeskClient.Stranger(site);
        using var page = await stranger.GetPageAsync("/admin/sign-in");
        using var response = await stranger.PostFormAsync(page, "form[action='/admin/sign-in']", [("Email", person.Email), ("Password", DeskClient.Password), ("From", from)]);
        Assert.Equal("/admin", response.Headers.Location?.ToString());
        using var home = await stranger.GetPageAsync("/admin");
        using var language = await stranger.PostFormAsync(home, ".desk-languages", [("from", from)], "[value=ru]");
        Assert.Equal("/admin", language.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/admin/password/new")]
    [InlineData("/admin/invitation")]
    [InlineData("/admin/first")]
    public async Task A_link_that_was_made_up_opens_nothing(string address)
    {
        using var stranger = DeskClient.Stranger(site);
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        foreach (var query in new[] { "", "?user=1&token=", $"?user={person.Id}&token=x", $"?user={person.Id}&token=%00", "?user=99999999999&token=x", "?user=x&token=x", $"?user={person.Id}&token={new string('A', 2000)}" })
        {
            using var page = await stranger.GetPageAsync(address + query, HttpStatusCode.Gone);
        }
    }

    private static async Task<string> AskAsync(DeskClient stranger, string email)
    {
        using var page = await stranger.GetPageAsync("/admin/password");
        using var response = await stranger.PostFormAsync(page, "form[action='/admin/password']", [("Email", email)]);
        using var after = await stranger.FollowAsync(response);
        return after.TextOf("[role=status]");
    }

    private static async Task<string> RefusalAsync(DeskClient stranger, string email, string password)
    {
        using var response = await stranger.SignInAsync(email, password);
        return (await response.PageAsync()).TextOf(".error");
    }
}
