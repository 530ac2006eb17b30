using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;

namespace CsmPartners.Tests.Admin;

/// <summary>Runs alone: the log that it reads is the process's, which any site that starts meanwhile would make its own.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class MailCollection : ICollectionFixture<MailSite>;

/// <summary>Letters over a real mail server; everywhere else in the tests they are files.</summary>
[Collection(typeof(MailCollection))]
public sealed class MailTests(MailSite site)
{
    private const string NewPassword = "торғай керуен шатыр";

    [Fact]
    public async Task An_invitation_goes_over_the_mail_server_in_whole_and_its_link_works()
    {
        site.Mail.Refusal = null;
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        var email = $"{Guid.NewGuid():N}@museum.test";
        using (var shown = await InviteAsync(administrator, "Әсел Үсенқызы «Қ»", email, "kk"))
            Assert.Equal($"The invitation has gone to {email}. Its link works for seven days.", shown.TextOf("[role=status]"));

        var (from, to, letter) = await site.Mail.NextAsync();
        Assert.Equal(("desk@museum.test", email), (from, to));
        Assert.Equal("desk@museum.test", letter.From.Mailboxes.Single().Address);
        Assert.Equal(("Әсел Үсенқызы «Қ»", email), (letter.To.Mailboxes.Single().Name, letter.To.Mailboxes.Single().Address));
        Assert.Equal("Музейдің жұмыс орнына шақыру", letter.Subject);
        Assert.Contains("Әсел Үсенқызы «Қ»", letter.TextBody, StringComparison.Ordinal);
        Assert.NotNull(letter.MessageId);
        Assert.InRange(letter.Date, TimeProvider.System.GetUtcNow().AddMinutes(-2), TimeProvider.System.GetUtcNow().AddMinutes(1));
        await AssertOpensAsync(Letters.LinkOf(letter.TextBody!), email);
    }

    [Theory]
    [InlineData("en", "RCPT", "550 5.1.1 No such person", "The person is entered, but the letter did not go")]
    [InlineData("ru", "MAIL", "530 5.7.0 Authentication required", "Человек внесён, но письмо не ушло")]
    [InlineData("kk", "DATA", "451 Try later", "Адам енгізілді, бірақ хат кетпеді")]
    [InlineData("en", "", "554 No letters here", "The person is entered, but the letter did not go")]
    public async Task A_letter_that_the_server_refuses_is_said_plainly_and_can_be_sent_again(string language, string command, string answer, string words)
    {
        site.Mail.Refusal = (command, answer);
        using var administrator = await site.StaffAsync(StaffRole.Administrator, language);
        var email = $"{Guid.NewGuid():N}@museum.test";
        site.Log.Clear();
        using var person = await InviteAsync(administrator, "Invited", email, "ru");
        Assert.StartsWith(words, person.TextOf("[role=status]"), StringComparison.Ordinal);
        await AssertWrittenOnceAsync(email);

        site.Mail.Refusal = null;
        using (var again = await administrator.PostFormAsync(person, "form[action$='/invitation']"))
        using (var sent = await administrator.FollowAsync(again))
            Assert.Contains(email, sent.TextOf("[role=status]"), StringComparison.Ordinal);
        await AssertOpensAsync(Letters.LinkOf((await site.Mail.NextAsync()).Letter.TextBody!), email);
    }

    [Fact]
    public async Task While_the_server_is_down_people_are_entered_and_a_forgotten_password_tells_nobody_who_is_known()
    {
        site.Mail.Refusal = null;
        site.Mail.Stop();
        using var administrator = await site.StaffAsync(StaffRole.Administrator, "kk");
        var email = $"{Guid.NewGuid():N}@museum.test";
        site.Log.Clear();
        using var person = await InviteAsync(administrator, "Invited", email, "kk");
        Assert.StartsWith("Адам енгізілді, бірақ хат кетпеді", person.TextOf("[role=status]"), StringComparison.Ordinal);
        await AssertWrittenOnceAsync(email);

        using var stranger = DeskClient.Stranger(site);
        var answers = new List<string>();
        foreach (var address in new[] { administrator.Email, "nobody@museum.test" })
        {
            using var page = await stranger.GetPageAsync("/admin/password");
            using var asked = await stranger.PostFormAsync(page, "form[action='/admin/password']", [("Email", address)]);
            using var told = await stranger.FollowAsync(asked);
            answers.Add(told.TextOf("[role=status]"));
        }

        Assert.Single(answers.Distinct());
        site.Mail.Start();
        using (var again = await administrator.PostFormAsync(person, "form[action$='/invitation']"))
            Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        await AssertOpensAsync(Letters.LinkOf((await site.Mail.NextAsync()).Letter.TextBody!), email);
    }

    private static async Task<IHtmlDocument> InviteAsync(DeskClient administrator, string name, string email, string language)
    {
        using var page = await administrator.GetPageAsync("/admin/people");
        using var invited = await administrator.PostFormAsync(page, "form[action='/admin/people']", [("Name", name), ("Email", email), ("Role", "Editor"), ("Language", language)]);
        return await administrator.FollowAsync(invited);
    }

    /// <summary>One line says that a letter did not go; neither it nor any other holds the key, and the person is entered once.</summary>
    private async Task AssertWrittenOnceAsync(string email)
    {
        await using var db = site.Database();
        var person = await db.Users.SingleAsync(p => p.Email == email, TestContext.Current.CancellationToken);
        Assert.Null(person.PasswordHash);
        Assert.Equal(1, await db.AuditEvents.CountAsync(a => a.Action == AuditAction.Invited && a.At >= person.CreatedAt && a.Subject == person.Name, TestContext.Current.CancellationToken));
        var line = Assert.Single(site.Log.Lines, l => l.Contains("could not be sent", StringComparison.Ordinal));
        Assert.Contains(person.Id.ToString(CultureInfo.InvariantCulture), line, StringComparison.Ordinal);
        Assert.All(site.Log.Lines, l => Assert.DoesNotContain("token=", l, StringComparison.OrdinalIgnoreCase));
    }

    private async Task AssertOpensAsync(string link, string email)
    {
        using var person = DeskClient.Stranger(site, "kk");
        using (var choose = await person.GetPageAsync(link))
        using (await person.PostFormAsync(choose, "form[action='/admin/invitation']", [("Password", NewPassword), ("Again", NewPassword)]))
        using (var entered = await person.SignInAsync(email, NewPassword))
            Assert.Equal("/admin", entered.Headers.Location?.ToString());
    }
}

/// <summary>A site that sends its letters by a mail server, and whose log can be read.</summary>
public sealed class MailSite : TestSite
{
    public MailServer Mail { get; } = new();

    public KeptLog Log { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        Mail.Start();
        builder.UseSetting("Mail:Host", "127.0.0.1");
        builder.UseSetting("Mail:Port", Mail.Port.ToString(CultureInfo.InvariantCulture));
        builder.UseSetting("Mail:From", "desk@museum.test");
        builder.UseSetting("Serilog:MinimumLevel:Override:CsmPartners.Web.Admin.Mail", "Information");
        builder.ConfigureServices(services => services.AddSingleton<ILogEventSink>(Log));
    }

    public override async ValueTask DisposeAsync()
    {
        Mail.Dispose();
        await base.DisposeAsync();
    }
}

/// <summary>Every line with its exception, as it would be written.</summary>
public sealed class KeptLog : ILogEventSink
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public void Clear() => lines.Clear();

    /// <summary>Waits for a line that holds this.</summary>
    public async Task UntilAsync(string text)
    {
        for (var tries = 0; !lines.Any(l => l.Contains(text, StringComparison.Ordinal)); tries++)
        {
            Assert.True(tries < 300, $"Nothing about '{text}' in the log");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public void Emit(LogEvent logEvent) =>
        lines.Enqueue($"{logEvent.RenderMessage(CultureInfo.InvariantCulture)} {string.Join(' ', logEvent.Properties)} {logEvent.Exception}");
}
