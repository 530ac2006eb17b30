using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Admin.Passwords;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Admin;

/// <summary>Guesses that come at the same moment, with the passwords hashed as they are in production.</summary>
public sealed class SimultaneousTriesTests(SimultaneousTriesTests.Site site) : IClassFixture<SimultaneousTriesTests.Site>
{
    private const int AtOnce = 30;

    [Fact]
    public async Task Thirty_wrong_passwords_at_once_are_answered_alike_for_every_address_and_counted()
    {
        var cancellation = TestContext.Current.CancellationToken;
        site.Log.Clear();
        var known = await DeskClient.PersonAsync(site, StaffRole.Editor);
        var unknown = $"{Guid.NewGuid():N}@museum.test";
        var answers = new List<string>();
        foreach (var email in new[] { known.Email!, unknown })
            answers.AddRange(await GuessAsync(email, AtOnce));
        Assert.Equal(2 * AtOnce, answers.Count);
        Assert.Single(answers.Distinct());
        Assert.Empty(Complaints);

        await using var db = site.Database();
        foreach (var (email, id) in new[] { (known.Email!, known.Id), (unknown, TryCounters.NobodyAt(unknown)) })
        {
            var counter = await db.TryCounters.SingleAsync(c => c.StaffId == id, cancellation);
            // Five were looked at, and the lock took the rest.
            Assert.Equal((5, TryCounter.Strangers, SecretKind.Password), (counter.Taken, counter.Source, counter.Secret));
            Assert.InRange(counter.LockedUntil!.Value - TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));
            Assert.Equal(AtOnce, await db.SignInFailures.CountAsync(f => f.Email == email && f.Kind == FailureKind.Password, cancellation));
            Assert.Equal(email == unknown ? 0 : 1, await db.AuditEvents.CountAsync(a => a.Subject == email, cancellation));
        }

        Assert.Null((await db.Users.SingleAsync(p => p.Id == known.Id, cancellation)).LockoutEnd);
        Assert.Single(await GuessAsync(known.Email!, 1, DeskClient.Password), answers[0]);
    }

    [Fact]
    public async Task Of_right_and_wrong_passwords_at_once_the_right_ones_come_in_and_none_fails()
    {
        site.Log.Clear();
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        var answers = await Task.WhenAll(GuessAsync(person.Email!, 3), GuessAsync(person.Email!, 1, DeskClient.Password));
        Assert.Equal(["/admin"], answers[1]);
        Assert.Single(answers[0].Distinct());
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task Codes_guessed_at_once_lock_after_five_and_then_the_right_one_is_refused_too()
    {
        var cancellation = TestContext.Current.CancellationToken;
        site.Log.Clear();
        using var owner = await site.StaffAsync(StaffRole.Editor);
        var key = await SwitchOnAsync(owner);
        var strangers = new List<DeskClient>();
        for (var number = 0; number < 12; number++)
        {
            strangers.Add(DeskClient.Stranger(site));
            using var half = await strangers[^1].SignInAsync(owner.Email, DeskClient.Password);
            Assert.StartsWith("/admin/sign-in/code", half.Headers.Location?.ToString(), StringComparison.Ordinal);
        }

        // Each right password was one more start, none of them a way to guess at more codes.
        var answers = await Task.WhenAll(strangers.Select((s, number) => CodeAsync(s, number % 2 == 0 ? "000000" : "ABCDE-FGHIJ")));
        Assert.Single(answers.Distinct());
        Assert.Equal(answers[0], await CodeAsync(strangers[0], Authenticator.Code(key)));
        await using (var db = site.Database())
        {
            var counter = await db.TryCounters.SingleAsync(c => c.StaffId == owner.Id && c.Source == TryCounter.Strangers && c.Secret == SecretKind.Code, cancellation);
            Assert.Equal(5, counter.Taken);
            Assert.Equal(1, await db.AuditEvents.CountAsync(a => a.Action == AuditAction.LockedOut && a.Subject == owner.Email, cancellation));
        }

        // The person's own browser is not locked by that.
        using (var half = await owner.SignInAsync(owner.Email, DeskClient.Password))
            Assert.StartsWith("/admin/sign-in/code", half.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal("/admin", await CodeAsync(owner, Authenticator.Code(key)));
        strangers.ForEach(s => s.Dispose());
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task A_wrong_password_takes_as_much_work_for_a_new_hash_an_old_one_and_none()
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        var nobody = site.Services.GetRequiredService<NobodysPassword>();
        await using var db = site.Database();
        var member = await db.Users.SingleAsync(p => p.Id == person.Id, TestContext.Current.CancellationToken);
        Assert.Equal(PasswordCheck.Iterations, PasswordCheck.IterationsOf(member.PasswordHash!));
        Assert.Equal(PasswordCheck.Iterations, PasswordCheck.IterationsOf(nobody.Hash));

        // As the version before hashed; made anew at the next sign-in, which ends no session.
        member.PasswordHash = new PasswordHasher<StaffMember>().HashPassword(member, DeskClient.Password);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var (old, stamp) = (member.PasswordHash, member.SecurityStamp);
        Assert.Equal(100_000, PasswordCheck.IterationsOf(old));
        var answers = await Task.WhenAll(GuessAsync(person.Email!, 1, DeskClient.Password), GuessAsync(person.Email!, 1, DeskClient.Password));
        Assert.All(answers, a => Assert.Equal("/admin", a.Single()));
        await db.Entry(member).ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((PasswordCheck.Iterations, stamp), (PasswordCheck.IterationsOf(member.PasswordHash), member.SecurityStamp));
        Assert.Equal(["/admin"], await GuessAsync(person.Email!, 1, DeskClient.Password));
    }

    /// <summary>What each of so many browsers reads, or where it is led.</summary>
    private async Task<List<string>> GuessAsync(string email, int times, string password = "wrong but long enough")
    {
        var strangers = Enumerable.Range(0, times).Select(_ => DeskClient.Stranger(site)).ToList();
        var pages = await Task.WhenAll(strangers.Select(s => s.GetPageAsync("/admin/sign-in")));
        var responses = await Task.WhenAll(strangers.Zip(pages, (s, page) => s.PostFormAsync(page, "form[action='/admin/sign-in']", [("Email", email), ("Password", password)])));
        var answers = new List<string>();
        foreach (var response in responses)
            answers.Add(await AnswerAsync(response));
        foreach (var thing in strangers.Cast<IDisposable>().Concat(pages).Concat(responses))
            thing.Dispose();
        return answers;
    }

    // The link for the first administrator is written beside, whenever the site has started.
    private IEnumerable<string> Complaints => site.Log.Lines.Where(line => !line.StartsWith("Nobody works at the desk yet", StringComparison.Ordinal));

    private static async Task<string> CodeAsync(DeskClient client, string code)
    {
        using var step = await client.GetPageAsync("/admin/sign-in/code");
        using var response = await client.PostFormAsync(step, "form[action='/admin/sign-in/code']", [("Code", code)]);
        return await AnswerAsync(response);
    }

    private static async Task<string> AnswerAsync(HttpResponseMessage response)
    {
        if (response.Headers.Location is { } there)
            return there.ToString();
        using var page = await response.PageAsync(HttpStatusCode.OK);
        return $"{string.Join(' ', response.Headers.Select(h => h.Key).Order(StringComparer.Ordinal))} {page.TextOf("main .error")}";
    }

    private static async Task<string> SwitchOnAsync(DeskClient client)
    {
        using var page = await client.GetPageAsync("/admin/account/second-factor");
        var key = page.TextOf(".desk-steps code");
        using var response = await client.PostFormAsync(page, "form[action='/admin/account/second-factor']", [("Code", Authenticator.Code(key))]);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return key;
    }

    public sealed class Site : TestSite
    {
        public KeptLog Log { get; } = new();

        protected override int PasswordIterations => PasswordCheck.Iterations;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.KeepWarnings(Log);
        }
    }
}
