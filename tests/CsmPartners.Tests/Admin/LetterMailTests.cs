using System.Globalization;
using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Visitors;
using CsmPartners.Web.Admin.Letters;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace CsmPartners.Tests.Admin;

/// <summary>New letters are announced to the address in the settings, over a real mail server.</summary>
public sealed class LetterMailTests(LetterMailSite site) : IClassFixture<LetterMailSite>, IAsyncLifetime
{
    private const string Desk = "letters@museum.test";

    public async ValueTask InitializeAsync()
    {
        await TellAsync(Desk);
        site.Mail.Refusal = null;
        site.Mail.OnTaken = null;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("kk", "Сайттан жаңа хат келді, № {0}", "Не туралы: Түзету, «Ресей ғылым академиясының")]
    [InlineData("ru", "Новое письмо с сайта, № {0}", "О чём: Исправление, о записи «Музей антропологии")]
    [InlineData("en", "A new letter from the site, № {0}", "What for: A correction, about the entry “Peter the Great Museum")]
    public async Task A_letter_is_announced_in_its_language_and_nothing_of_what_the_visitor_typed_leaves_the_desk(string language, string subject, string words)
    {
        using var visitor = DeskClient.Stranger(site, language);
        using var page = await visitor.OpenLetterAsync($"/{language}/contact?about=partner:kunstkamera");
        var mark = $"mark{Guid.NewGuid():N}";
        using var sent = await visitor.PostFormAsync(page, VisitorsLetters.Form, VisitorsLetters.Typed(mark, ("kind", "correction"), ("email", $"{mark}@example.kz")));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        var letter = Assert.Single(await site.LettersByAsync(mark));

        var (from, to, announced) = await NextAsync();
        Assert.Equal(("desk@museum.test", Desk), (from, to));
        Assert.Equal([Desk], announced.To.Mailboxes.Select(m => m.Address));
        Assert.Empty(announced.Cc.Concat(announced.Bcc).Concat(announced.ReplyTo));
        Assert.Equal(string.Format(CultureInfo.InvariantCulture, subject, letter.Id), announced.Subject);
        Assert.Equal("auto-generated", announced.Headers[HeaderId.AutoSubmitted]);
        Assert.Contains(words, announced.TextBody!, StringComparison.Ordinal);
        Assert.Equal($"/admin/letters/{letter.Id}", Letters.LinkOf(announced.TextBody!));
        Assert.DoesNotContain(mark, announced.ToString(), StringComparison.OrdinalIgnoreCase);
        await UntilAnnouncedAsync(letter.Id);
    }

    [Fact]
    public async Task While_the_mail_server_is_down_letters_are_taken_at_once_and_announced_once_when_it_is_back()
    {
        site.Mail.Stop();
        var letter = await site.LetterAsync(l => l.AnnounceAt = l.At);
        for (var tries = 0; tries < 3; tries++)
            await AnnouncerOf(site).RunAsync(TestContext.Current.CancellationToken);
        Assert.NotNull((await site.FindLetterAsync(letter.Id))!.AnnounceAt);
        using (var editor = await site.StaffAsync(StaffRole.Editor))
        using (await editor.GetPageAsync($"/admin/letters/{letter.Id}"))
            site.Mail.Start();
        var (_, to, announced) = await NextAsync();
        Assert.Equal(Desk, to);
        Assert.Contains($"№ {letter.Id}", announced.Subject!, StringComparison.Ordinal);
        await UntilAnnouncedAsync(letter.Id);
    }

    [Fact]
    public async Task What_was_sent_while_the_program_was_ending_is_done_with()
    {
        using var ending = new CancellationTokenSource();
        site.Mail.OnTaken = ending.Cancel;
        var letter = await site.LetterAsync(l => l.AnnounceAt = l.At);
        try
        {
            await AnnouncerOf(site).RunAsync(ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The round of the program's own may have been first, and this one was at its beginning.
        }

        await site.Mail.NextAsync();
        for (var tries = 0; (await site.FindLetterAsync(letter.Id))!.AnnounceAt is not null; tries++)
        {
            Assert.True(tries < 100, "It would be sent again");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Several_nodes_announce_each_letter_once()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        await TellAsync(Desk, own);
        var letters = new List<Letter>();
        for (var number = 0; number < 6; number++)
            letters.Add(await own.LetterAsync(l => l.AnnounceAt = l.At));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AnnouncerOf(own).RunAsync(TestContext.Current.CancellationToken)));
        foreach (var letter in letters)
            await UntilAnnouncedAsync(letter.Id, own);
        Assert.Equal(letters.Select(l => $"Новое письмо с сайта, № {l.Id}").Order(), (await own.AllToAsync(Desk)).Select(l => l.Subject).Order());
    }

    [Fact]
    public async Task Nobody_is_told_of_spam_of_what_somebody_has_seen_or_where_there_is_no_address()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        var before = await own.LetterAsync(l => l.AnnounceAt = l.At);
        await UntilAnnouncedAsync(before.Id, own);
        await TellAsync(Desk, own);
        var seen = await own.LetterAsync(l => (l.State, l.AnnounceAt) = (LetterState.InHand, l.At));
        await UntilAnnouncedAsync(seen.Id, own);
        using var visitor = DeskClient.Stranger(own);
        using var page = await visitor.OpenLetterAsync("/en/contact");
        using (await visitor.PostFormAsync(page, VisitorsLetters.Form, VisitorsLetters.Typed("casino", ("website", "x"))))
            Assert.True(await AnnouncerOf(own).RunAsync(TestContext.Current.CancellationToken));
        Assert.Null(Assert.Single(await own.LettersByAsync("casino")).AnnounceAt);
        Assert.Empty(await own.AllToAsync(Desk));
    }

    [Fact]
    public async Task A_node_that_died_while_it_announced_is_followed_by_another()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        await TellAsync(Desk, own);
        var taken = await own.LetterAsync(l => l.AnnounceAt = l.At.AddMinutes(2));
        Assert.True(await AnnouncerOf(own).RunAsync(TestContext.Current.CancellationToken));
        Assert.NotNull((await own.FindLetterAsync(taken.Id))!.AnnounceAt);
        await using (var db = own.Database())
            await db.Letters.ExecuteUpdateAsync(set => set.SetProperty(l => l.AnnounceAt, taken.At.AddMinutes(-1)), TestContext.Current.CancellationToken);
        await UntilAnnouncedAsync(taken.Id, own);
        Assert.Single(await own.AllToAsync(Desk));
    }

    [Fact]
    public async Task The_administrator_says_who_is_told()
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        using var page = await administrator.GetPageAsync("/admin/settings");
        Assert.Equal(Desk, page.ValueOf("LettersTo"));
        using var saved = await administrator.PostFormAsync(page, "form[action='/admin/settings']", [("LettersTo", " хат@музей.test ")]);
        using var shown = await administrator.FollowAsync(saved);
        Assert.Equal("хат@музей.test", shown.ValueOf("LettersTo"));
    }

    private static LetterAnnouncer AnnouncerOf(TestSite of) => of.Services.GetRequiredService<LetterAnnouncer>();

    private Task TellAsync(string address) => TellAsync(address, site);

    private static async Task TellAsync(string address, TestSite of)
    {
        await using var db = of.Database();
        var settings = await db.DeskSettings.SingleOrDefaultAsync(TestContext.Current.CancellationToken) ?? db.Add(new DeskSettings()).Entity;
        settings.LettersTo = address;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The next announcement; the program's own rounds may bring it too.</summary>
    private async Task<(string From, string To, MimeMessage Letter)> NextAsync()
    {
        var next = site.Mail.NextAsync();
        while (!next.IsCompleted)
        {
            await AnnouncerOf(site).RunAsync(TestContext.Current.CancellationToken);
            await Task.WhenAny(next, Task.Delay(100, TestContext.Current.CancellationToken));
        }

        return await next;
    }

    private Task UntilAnnouncedAsync(int id) => UntilAnnouncedAsync(id, site);

    private static async Task UntilAnnouncedAsync(int id, TestSite of)
    {
        for (var tries = 0; (await of.FindLetterAsync(id))!.AnnounceAt is not null; tries++)
        {
            Assert.True(tries < 100, $"Letter {id} is not done with");
            await AnnouncerOf(of).RunAsync(TestContext.Current.CancellationToken);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>A site that sends its letters by a mail server.</summary>
public sealed class LetterMailSite : TestSite
{
    public MailServer Mail { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        Mail.Start();
        builder.UseSetting("Mail:Host", "127.0.0.1");
        builder.UseSetting("Mail:Port", Mail.Port.ToString(CultureInfo.InvariantCulture));
        builder.UseSetting("Mail:From", "desk@museum.test");
    }

    public override async ValueTask DisposeAsync()
    {
        Mail.Dispose();
        await base.DisposeAsync();
    }
}
