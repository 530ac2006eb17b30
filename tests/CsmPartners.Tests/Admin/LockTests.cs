using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Admin.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Admin;

/// <summary>What strangers can lock, and what they cannot.</summary>
public sealed class LockTests(DeskSite site)
{
    private const string Wrong = "wrong but long enough";

    [Fact]
    public async Task Strangers_do_not_lock_a_person_out_of_the_browser_they_came_in_by_before()
    {
        using var owner = await site.StaffAsync(StaffRole.Editor);
        using var stranger = DeskClient.Stranger(site);
        await LockAsync(stranger, owner.Email);
        await RefusedAsync(stranger, owner.Email, DeskClient.Password);
        using (var entered = await owner.SignInAsync(owner.Email, DeskClient.Password))
            Assert.Equal("/admin", entered.Headers.Location?.ToString());
        // Nor does that open the door to the strangers.
        await RefusedAsync(stranger, owner.Email, DeskClient.Password);
    }

    [Fact]
    public async Task Strangers_who_never_stop_do_not_hold_up_a_known_browser()
    {
        using var owner = await site.StaffAsync(StaffRole.Editor);
        using var stranger = DeskClient.Stranger(site);
        var underWay = site.Services.GetRequiredService<ChecksUnderWay>();
        var places = Enumerable.Range(0, ChecksUnderWay.Most).Select(_ => underWay.Enter(new(owner.Email, owner.Id, TryCounter.Strangers, SecretKind.Password))).ToList();
        Assert.All(places, Assert.NotNull);
        await RefusedAsync(stranger, owner.Email, DeskClient.Password);
        using (var entered = await owner.SignInAsync(owner.Email, DeskClient.Password))
            Assert.Equal("/admin", entered.Headers.Location?.ToString());
        places.ForEach(p => p!.Dispose());
        using var let = await stranger.SignInAsync(owner.Email, DeskClient.Password);
        Assert.Equal("/admin", let.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_known_browser_that_guesses_locks_itself_alone()
    {
        using var owner = await site.StaffAsync(StaffRole.Editor);
        await LockAsync(owner, owner.Email);
        await RefusedAsync(owner, owner.Email, DeskClient.Password);
        using var other = DeskClient.Stranger(site);
        using var entered = await other.SignInAsync(owner.Email, DeskClient.Password);
        Assert.Equal("/admin", entered.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_cookie_that_was_made_up_or_is_another_person_s_makes_no_device_known()
    {
        using var owner = await site.StaffAsync(StaffRole.Editor);
        using var colleague = await site.StaffAsync(StaffRole.Editor);
        using var stranger = DeskClient.Stranger(site);
        await LockAsync(stranger, owner.Email);
        var address = new Uri(site.Origin + "/admin/sign-in");
        foreach (var secret in new[] { Device(colleague, colleague.Id).Value, new string('A', 64), "", "%00", new string('x', 2000) })
        {
            using var forger = DeskClient.Stranger(site);
            forger.Cookies.Add(address, new Cookie($"csm-desk-device-{owner.Id}", secret));
            await RefusedAsync(forger, owner.Email, DeskClient.Password);
        }

        // A copy serves, as a copy of a known browser would; until the person forgets it.
        using var copy = DeskClient.Stranger(site);
        copy.Cookies.Add(address, new Cookie($"csm-desk-device-{owner.Id}", Device(owner, owner.Id).Value));
        using (var entered = await copy.SignInAsync(owner.Email, DeskClient.Password))
            Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        using (var account = await owner.GetPageAsync("/admin/account"))
        using (await owner.PostFormAsync(account, "form[action='/admin/account/sessions']"))
            await RefusedAsync(copy, owner.Email, DeskClient.Password);
    }

    [Fact]
    public async Task The_cookie_of_a_device_is_the_browser_s_alone_and_is_not_what_the_database_holds()
    {
        using var owner = await site.StaffAsync(StaffRole.Editor);
        var cookie = Device(owner, owner.Id);
        Assert.Equal((true, "/admin/sign-in"), (cookie.HttpOnly, cookie.Path));
        await using var db = site.Database();
        var device = await db.TryCounters.SingleAsync(c => c.StaffId == owner.Id && c.Source != TryCounter.Strangers, TestContext.Current.CancellationToken);
        Assert.NotEqual(cookie.Value, device.Source);
        Assert.Equal(64, device.Source.Length);
    }

    [Fact]
    public async Task Of_very_many_browsers_the_newest_stay_known()
    {
        using var owner = await site.StaffAsync(StaffRole.Editor);
        for (var number = 0; number < 25; number++)
        {
            using var browser = DeskClient.Stranger(site);
            using var entered = await browser.SignInAsync(owner.Email, DeskClient.Password);
            Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        }

        await using var db = site.Database();
        Assert.Equal(20, await db.TryCounters.CountAsync(c => c.StaffId == owner.Id && c.Source != TryCounter.Strangers, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("kk", "Тіркелгіңізге кіру уақытша жабылды")]
    [InlineData("ru", "Вход в вашу учётную запись временно закрыт")]
    [InlineData("en", "Sign-in to your account is closed for a while")]
    public async Task The_owner_is_told_once_of_a_lock_in_their_language(string language, string subject)
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor, language);
        using var stranger = DeskClient.Stranger(site);
        await LockAsync(stranger, person.Email!);
        for (var tries = 0; tries < 3; tries++)
            await RefusedAsync(stranger, person.Email!, Wrong);
        var letter = await site.LetterToAsync(person.Email!);
        Assert.Equal(subject, letter.Subject);
        Assert.EndsWith("/admin/password", Letters.LinkOf(letter.Text), StringComparison.Ordinal);
        Assert.Single(await site.AllToAsync(person.Email!));
    }

    [Theory]
    [InlineData("kk", "алдымен 15 минут, бір тәулік ішінде қайталанса, әр жолы екі есе ұзақ, бірақ 8 сағаттан аспайды")]
    [InlineData("ru", "сначала 15 минут, а при повторении в течение суток – каждый раз вдвое дольше, но не больше 8 часов")]
    [InlineData("en", "15 minutes, and each further time within a day twice as long, up to 8 hours")]
    public async Task The_page_says_by_which_rule_one_waits(string language, string rule)
    {
        using var stranger = DeskClient.Stranger(site, language);
        using var response = await stranger.SignInAsync($"{Guid.NewGuid():N}@museum.test", Wrong);
        using var page = await response.PageAsync();
        Assert.Contains(rule, page.TextOf(".error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_lifts_a_lock_and_the_record_says_so()
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        using var stranger = DeskClient.Stranger(site);
        using (var open = await administrator.GetPageAsync($"/admin/people/{person.Id}"))
            Assert.Null(open.QuerySelector("form[action$='/unlock']"));
        await LockAsync(stranger, person.Email!);
        using (var page = await administrator.GetPageAsync($"/admin/people/{person.Id}"))
        {
            Assert.Contains("Locked until", page.TextOf(".desk-facts"), StringComparison.Ordinal);
            using var answer = await administrator.PostFormAsync(page, "form[action$='/unlock']");
            using var after = await administrator.FollowAsync(answer);
            Assert.Null(after.QuerySelector("form[action$='/unlock']"));
        }

        // Really gone: it takes five to lock again, and not for longer than the first time.
        for (var tries = 0; tries < 4; tries++)
            await RefusedAsync(stranger, person.Email!, Wrong);
        using (var entered = await stranger.SignInAsync(person.Email!, DeskClient.Password))
            Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        await using var db = site.Database();
        Assert.Equal(1, await db.AuditEvents.CountAsync(a => a.Action == AuditAction.Unlocked && a.ActorId == administrator.Id && a.Subject == person.Name, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_command_unlock_lifts_a_lock_while_the_site_runs()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        Assert.SkipWhen(own.OnSqlServer, "The command is started over an SQLite file");
        var folder = Path.GetDirectoryName(own.SqliteFile)!;
        var person = await DeskClient.PersonAsync(own, StaffRole.Administrator);
        using var stranger = DeskClient.Stranger(own);
        await LockAsync(stranger, person.Email!);
        var (exit, said) = await SiteProcess.RunAsync(folder, "unlock", person.Email!.ToUpperInvariant());
        Assert.True(exit == 0 && said.Contains("can sign in again", StringComparison.Ordinal), said);
        using (var entered = await stranger.SignInAsync(person.Email!, DeskClient.Password))
            Assert.Equal("/admin", entered.Headers.Location?.ToString());
        (exit, said) = await SiteProcess.RunAsync(folder, "unlock", "nobody@museum.test");
        Assert.Equal((1, "Nobody at the desk has the address nobody@museum.test."), (exit, said.Trim()));
        Assert.Equal(2, (await SiteProcess.RunAsync(folder, "unlock")).Exit);
        await using var db = own.Database();
        Assert.Equal(1, await db.AuditEvents.CountAsync(a => a.Action == AuditAction.Unlocked && a.Subject == person.Name, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task After_a_new_password_by_letter_the_lock_is_gone_and_strangers_cannot_bring_it_back_for_that_browser()
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        using var stranger = DeskClient.Stranger(site);
        await LockAsync(stranger, person.Email!);
        using var owner = DeskClient.Stranger(site);
        using (var ask = await owner.GetPageAsync("/admin/password"))
        using (await owner.PostFormAsync(ask, "form[action='/admin/password']", [("Email", person.Email)]))
        using (var choose = await owner.GetPageAsync(Letters.LinkOf((await site.LetterToAsync(person.Email!, 2)).Text)))
        using (var set = await owner.PostFormAsync(choose, "form[action='/admin/password/new']", [("Password", "торғай керуен шатыр"), ("Again", "торғай керуен шатыр")]))
            Assert.Equal("/admin/sign-in", set.Headers.Location?.ToString());
        await LockAsync(stranger, person.Email!);
        using var entered = await owner.SignInAsync(person.Email!, "торғай керуен шатыр");
        Assert.Equal("/admin", entered.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_right_try_clears_those_before_it_and_not_those_after()
    {
        var counters = site.Services.GetRequiredService<TryCounters>();
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        async Task<CountedTry> TakeAsync() => await counters.TakeAsync(person.Id, TryCounter.Strangers, SecretKind.Password);
        await TakeAsync();
        var right = await TakeAsync();
        for (var tries = 0; tries < 3; tries++)
            Assert.Equal(tries == 2, (await TakeAsync()).IsLocked);
        await counters.ClearAsync(right);
        Assert.Null(await counters.LockedUntilAsync(person.Id));
        Assert.False((await TakeAsync()).IsLocked);
        Assert.True((await TakeAsync()).IsLocked);
        Assert.True((await TakeAsync()).IsRefused);
        // Late, and of a lock that others brought about since.
        await counters.ClearAsync(right);
        Assert.NotNull(await counters.LockedUntilAsync(person.Id));
    }

    [Fact]
    public async Task Of_what_strangers_tried_only_the_newest_are_kept_and_none_for_long()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        var cancellation = TestContext.Current.CancellationToken;
        await using (var db = own.Database())
        {
            db.SignInFailures.Add(new() { Id = 1, At = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-91), Email = "old@museum.test" });
            db.SignInFailures.Add(new() { Id = 2, At = TimeProvider.System.GetUtcNow().UtcDateTime, Email = "first@museum.test" });
            db.SignInFailures.Add(new() { Id = SignInFailure.Most, At = TimeProvider.System.GetUtcNow().UtcDateTime, Email = "last@museum.test" });
            await db.SaveChangesAsync(cancellation);
        }

        // The first sign-in marks what is due, one a day later deletes it.
        using var publisher = await own.StaffAsync(StaffRole.Publisher);
        await using (var db = own.Database())
        {
            Assert.Equal(3, await db.SignInFailures.CountAsync(cancellation));
            await db.DeletionMarks.ExecuteUpdateAsync(row => row.SetProperty(m => m.At, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2)), cancellation);
        }

        using var editor = await own.StaffAsync(StaffRole.Editor);
        await using (var db = own.Database())
            Assert.Equal(["first@museum.test", "last@museum.test"], await db.SignInFailures.OrderBy(f => f.Id).Select(f => f.Email).ToListAsync(cancellation));
        using var stranger = DeskClient.Stranger(own);
        await RefusedAsync(stranger, "one@museum.test", Wrong);
        await RefusedAsync(stranger, "two@museum.test", Wrong);
        using var page = await publisher.GetPageAsync("/admin/audit/sign-ins");
        Assert.Equal(["two@museum.test", "one@museum.test", "last@museum.test"], page.QuerySelectorAll("tbody td:nth-child(3)").Select(c => c.TextContent));
    }

    private static Cookie Device(DeskClient client, int person) => client.Cookies.GetAllCookies().Single(c => c.Name == $"csm-desk-device-{person}");

    private static async Task LockAsync(DeskClient client, string email)
    {
        for (var tries = 0; tries < TryCounter.Most; tries++)
            await RefusedAsync(client, email, Wrong);
    }

    private static async Task RefusedAsync(DeskClient client, string email, string password)
    {
        using var response = await client.SignInAsync(email, password);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
