using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsmPartners.Tests.Admin;

/// <summary>Whoever finds an open session does not get an account by it.</summary>
public sealed class ProofTests(ProofTests.Site site) : IClassFixture<ProofTests.Site>
{
    private const string Wrong = "wrong but long enough";
    private const string NewPassword = "торғай керуен шатыр";

    [Theory]
    [InlineData("/admin/account/passkeys", "/admin/account/passkeys", "/admin/account/passkeys")]
    [InlineData("/admin/account/passkeys", "/admin/account/passkeys/options", "/admin/account/passkeys")]
    [InlineData("/admin/account/passkeys", "/admin/account/passkeys/name", "/admin/account/passkeys")]
    [InlineData("/admin/account/passkeys", "/admin/account/passkeys/removal", "/admin/account/passkeys")]
    [InlineData("/admin/account/second-factor", "/admin/account/second-factor", "/admin/account/second-factor")]
    [InlineData("/admin/account/second-factor", "/admin/account/second-factor/off", "/admin/account/second-factor")]
    [InlineData("/admin/account/second-factor", "/admin/account/second-factor/recovery-codes", "/admin/account/second-factor")]
    [InlineData("/admin/people/2", "/admin/people/2/second-factor", "/admin/people/2")]
    public async Task Minutes_after_the_last_proof_nothing_about_signing_in_is_shown_or_changed(string screen, string address, string from)
    {
        using var person = await site.StaffAsync(StaffRole.Administrator);
        await site.StaffAsync(StaffRole.Editor);
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        if (!screen.StartsWith("/admin/people", StringComparison.Ordinal))
        {
            using var shown = await person.GetAsync(new Uri(screen, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal($"/admin/account/proof?from={Uri.EscapeDataString(screen)}", shown.Headers.Location?.ToString());
        }

        using var account = await person.GetPageAsync("/admin/account");
        using var sent = await SendAsync(person, account, address);
        Assert.Equal($"/admin/account/proof?from={Uri.EscapeDataString(from)}", sent.Headers.Location?.ToString());
        await using var db = site.Database();
        Assert.False(await db.AuditEvents.AnyAsync(a => a.ActorId == person.Id && a.Action != AuditAction.SignedIn, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_password_leads_on_for_some_minutes_and_wrong_ones_are_counted_recorded_and_told()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var person = await site.StaffAsync(StaffRole.Editor);
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        using (var proof = await person.FollowAsync(await person.GetAsync(new Uri("/admin/account/passkeys", UriKind.Relative), cancellation)))
        {
            for (var tries = 0; tries < 4; tries++)
                Assert.Equal("The password is not right.", await ProblemAsync(person, proof, Wrong));
            Assert.StartsWith("Too many wrong passwords. Try again after ", await ProblemAsync(person, proof, Wrong), StringComparison.Ordinal);
            Assert.StartsWith("Too many wrong passwords.", await ProblemAsync(person, proof, DeskClient.Password), StringComparison.Ordinal);
        }

        await using (var db = site.Database())
        {
            var actions = await db.AuditEvents.Where(a => a.ActorId == person.Id && a.Action != AuditAction.SignedIn).Select(a => a.Action).ToListAsync(cancellation);
            Assert.Equal((5, 1, 6), (actions.Count(a => a == AuditAction.ProofFailed), actions.Count(a => a == AuditAction.LockedOut), actions.Count));
            Assert.Equal(FailureKind.Proof, (await db.SignInFailures.SingleAsync(f => f.StaffId == person.Id, cancellation)).Kind);
        }

        Assert.Equal("Wrong passwords in an open window of your account", (await site.LetterToAsync(person.Email)).Subject);
        // Apart from the door: what is tried in a window does not close that, nor the other way round.
        using (var stranger = DeskClient.Stranger(site))
        using (var entered = await stranger.SignInAsync(person.Email, DeskClient.Password))
            Assert.Equal("/admin", entered.Headers.Location?.ToString());

        site.Clock.Advance(TimeSpan.FromMinutes(16));
        using (var proof = await person.GetPageAsync("/admin/account/proof?from=%2Fadmin%2Faccount%2Fpasskeys"))
        using (var proved = await person.PostFormAsync(proof, "form[action='/admin/account/proof']", [("Password", DeskClient.Password)]))
        using (var passkeys = await person.FollowAsync(proved))
            Assert.Equal("Passkeys", passkeys.TextOf("h1"));
        await using (var db = site.Database())
            Assert.Equal("Password", (await db.AuditEvents.SingleAsync(a => a.ActorId == person.Id && a.Action == AuditAction.Proved, cancellation)).Detail);
        site.Clock.Advance(TimeSpan.FromMinutes(9));
        using (var still = await person.GetPageAsync("/admin/account/second-factor"))
            Assert.NotNull(still.QuerySelector(".desk-steps"));
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        using var old = await person.GetAsync(new Uri("/admin/account/second-factor", UriKind.Relative), cancellation);
        Assert.Equal(HttpStatusCode.Redirect, old.StatusCode);
    }

    [Fact]
    public async Task Forty_wrong_current_passwords_at_once_are_five()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var person = await site.StaffAsync(StaffRole.Editor);
        using var account = await person.GetPageAsync("/admin/account");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ChangeAsync(person, account, Wrong)));
        foreach (var answer in answers)
        {
            using var page = await answer.PageAsync(HttpStatusCode.OK);
            Assert.Matches("not right|Too many", page.TextOf("#Current-error"));
            answer.Dispose();
        }

        await using var db = site.Database();
        var counter = await db.TryCounters.SingleAsync(c => c.StaffId == person.Id && c.Source == TryCounter.Session, cancellation);
        Assert.Equal((5, true), (counter.Taken, counter.LockedUntil is not null));
        Assert.Equal(5, await db.AuditEvents.CountAsync(a => a.ActorId == person.Id && a.Action == AuditAction.ProofFailed, cancellation));
        Assert.Equal(1, await db.AuditEvents.CountAsync(a => a.ActorId == person.Id && a.Action == AuditAction.LockedOut, cancellation));
        using var refused = await ChangeAsync(person, account, DeskClient.Password);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.False(await db.AuditEvents.AnyAsync(a => a.ActorId == person.Id && a.Action == AuditAction.PasswordChanged, cancellation));
    }

    [Fact]
    public async Task A_passkey_proves_it_too_but_a_colleague_s_does_not()
    {
        using var person = await site.StaffAsync(StaffRole.Editor);
        using var colleague = await site.StaffAsync(StaffRole.Editor);
        using var own = new SecurityKey();
        using var other = new SecurityKey();
        await AddPasskeyAsync(person, own);
        await AddPasskeyAsync(colleague, other);
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        foreach (var (key, isOwn) in new[] { (other, false), (own, true) })
        {
            using var proof = await person.GetPageAsync("/admin/account/proof?from=%2Fadmin%2Faccount%2Fpasskeys");
            using var answer = await person.PostFormAsync(proof, "form[data-passkey]", [("Credential", key.Get(await OptionsAsync(person, proof), site.Origin))]);
            Assert.Equal(isOwn ? "/admin/account/passkeys" : null, answer.Headers.Location?.ToString());
        }

        await using var db = site.Database();
        Assert.Equal(1, await db.AuditEvents.CountAsync(a => a.ActorId == person.Id && a.Action == AuditAction.ProofFailed, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task The_proof_leads_to_no_other_site(string from)
    {
        using var person = await site.StaffAsync(StaffRole.Editor);
        using var proof = await person.GetPageAsync("/admin/account/proof?from=" + Uri.EscapeDataString(from));
        using var proved = await person.PostFormAsync(proof, "form[action='/admin/account/proof']", [("Password", DeskClient.Password), ("from", from)]);
        Assert.Equal("/admin/account", proved.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("kk", "Тіркелгіңізге кіру тәсілі өзгертілді")]
    [InlineData("ru", "Изменён способ входа в вашу учётную запись")]
    [InlineData("en", "The way to sign in to your account was changed")]
    public async Task The_owner_gets_a_letter_for_each_change_and_other_sessions_end(string language, string subject)
    {
        using var person = await site.StaffAsync(StaffRole.Editor, language);
        using var elsewhere = DeskClient.Stranger(site);
        using (await elsewhere.SignInAsync(person.Email, DeskClient.Password))
        using (var key = new SecurityKey())
            await AddPasskeyAsync(person, key);
        using (var ended = await elsewhere.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        using (var page = await person.GetPageAsync("/admin/account/second-factor"))
        using (var on = await person.PostFormAsync(page, "form[action='/admin/account/second-factor']", [("Code", Authenticator.Code(page.TextOf(".desk-steps code")))]))
            Assert.Equal(HttpStatusCode.OK, on.StatusCode);
        using (var page = await person.GetPageAsync("/admin/account/second-factor"))
        using (await person.PostFormAsync(page, "form[action='/admin/account/second-factor/recovery-codes']"))
        using (await person.PostFormAsync(page, "form.plain-form", button: "[formaction]"))
        using (var account = await person.GetPageAsync("/admin/account"))
        using (var changed = await ChangeAsync(person, account, DeskClient.Password, [("DropPasskeys", "true")]))
            Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);

        // Passkey, codes on, new codes, codes off, password, passkeys gone.
        await site.LetterToAsync(person.Email, 6);
        Assert.All(await site.AllToAsync(person.Email), l => Assert.Equal(subject, l.Subject));
        await using var db = site.Database();
        Assert.False(await db.UserPasskeys.AnyAsync(p => p.UserId == person.Id, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_a_reset_the_passkeys_can_go_and_the_second_factor_stays(bool drops)
    {
        using var person = await site.StaffAsync(StaffRole.Editor);
        using var thief = new SecurityKey();
        var codes = await AddPasskeyAsync(person, thief);
        using var browser = DeskClient.Stranger(site);
        using (var ask = await browser.GetPageAsync("/admin/password"))
        using (await browser.PostFormAsync(ask, "form[action='/admin/password']", [("Email", person.Email)]))
        using (var choose = await browser.GetPageAsync(Letters.LinkOf((await ResetLetterAsync(person.Email)).Text)))
        using (var set = await browser.PostFormAsync(choose, "form[action='/admin/password/new']", [("Password", NewPassword), ("Again", NewPassword), ("DropPasskeys", drops ? "true" : null)]))
            Assert.Equal("/admin/sign-in", set.Headers.Location?.ToString());

        using (var door = DeskClient.Stranger(site))
        using (var page = await door.GetPageAsync("/admin/sign-in"))
        using (var entered = await door.PostFormAsync(page, "form[data-passkey]", [("Credential", thief.Get(await OptionsAsync(door, page), site.Origin))]))
            Assert.Equal(drops ? "/admin/sign-in" : "/admin", entered.Headers.Location?.ToString());
        using (var half = await browser.SignInAsync(person.Email, NewPassword))
            Assert.StartsWith("/admin/sign-in/code", half.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var step = await browser.GetPageAsync("/admin/sign-in/code");
        using var open = await browser.PostFormAsync(step, "form[action='/admin/sign-in/code']", [("Code", codes[0])]);
        Assert.Equal("/admin", open.Headers.Location?.ToString());
    }

    private static async Task<string> ProblemAsync(DeskClient person, IHtmlDocument proof, string password)
    {
        using var response = await person.PostFormAsync(proof, "form[action='/admin/account/proof']", [("Password", password)]);
        using var page = await response.PageAsync(HttpStatusCode.OK);
        return page.TextOf("#Password-error");
    }

    private static Task<HttpResponseMessage> ChangeAsync(DeskClient person, IHtmlDocument account, string current, (string, string?)[]? more = null) =>
        person.PostFormAsync(account, "form[action='/admin/account/password']", [("Current", current), ("Password", NewPassword), ("Again", NewPassword), .. more ?? []]);

    private static async Task<HttpResponseMessage> SendAsync(DeskClient person, IHtmlDocument page, string address)
    {
        var token = Support.Forms.FieldsOf((IHtmlFormElement)page.QuerySelector("form[action='/admin/account']")!).First(f => f.Name == "__RequestVerificationToken").Value;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("name", "x"), KeyValuePair.Create("id", "x")]);
        return await person.PostAsync(new Uri(address, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    private async Task<(string Subject, string Text)> ResetLetterAsync(string email)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            foreach (var letter in await site.AllToAsync(email))
            {
                if (letter.Text.Contains("token=", StringComparison.Ordinal))
                    return letter;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new Xunit.Sdk.XunitException($"No link to a new password came to {email}");
    }

    private static async Task<List<string>> AddPasskeyAsync(DeskClient person, SecurityKey key)
    {
        using var page = await person.GetPageAsync("/admin/account/passkeys");
        using var added = await person.PostFormAsync(page, "form[data-passkey]", [("Name", "Office"), ("Credential", key.Create(await OptionsAsync(person, page), person.Site.Origin))]);
        using var codes = await added.PageAsync(HttpStatusCode.OK);
        return [.. codes.QuerySelectorAll(".desk-codes code").Select(c => c.TextContent)];
    }

    private static async Task<string> OptionsAsync(DeskClient client, IHtmlDocument page)
    {
        client.DefaultRequestHeaders.Remove("Origin");
        client.DefaultRequestHeaders.Add("Origin", client.Site.Origin);
        var form = (IHtmlFormElement)page.QuerySelector("form[data-passkey]")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(form.GetAttribute("data-options")!, UriKind.Relative));
        request.Headers.Add("RequestVerificationToken", Support.Forms.FieldsOf(form).First(f => f.Name == "__RequestVerificationToken").Value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public sealed class Site : TestSite
    {
        public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }
}
