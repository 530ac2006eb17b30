using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

public sealed class ResetLinkTests(DeskSite site)
{
    private const string NewPassword = "торғай керуен шатыр";

    private static readonly DateTime Now = new(2026, 5, 7, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Sixty_requests_send_one_letter_with_one_link_and_answer_alike()
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        using var stranger = DeskClient.Stranger(site);
        using var ask = await stranger.GetPageAsync("/admin/password");
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => stranger.PostFormAsync(ask, "form[action='/admin/password']", [("Email", person.Email)])));
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Redirect, "/admin/sign-in"), (a.StatusCode, a.Headers.Location?.ToString())));
        var letter = await site.LetterToAsync(person.Email!);
        // All sixty are seen to by then.
        for (var tries = 0; tries < 20; tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            Assert.Single(await site.AllToAsync(person.Email!));
        }

        await using var db = site.Database();
        Assert.Equal(60, await db.SignInFailures.CountAsync(f => f.Email == person.Email && f.Kind == FailureKind.ResetRequest, TestContext.Current.CancellationToken));
        Assert.False(await db.AuditEvents.AnyAsync(a => a.Subject == person.Email, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Letters.LinkOf(letter.Text)));
    }

    [Fact]
    public async Task A_newer_letter_s_link_takes_the_place_of_the_older_and_each_serves_once()
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        var older = Letters.LinkOf((await AskAsync(person.Email!, 1)).Text);
        await using (var db = site.Database())
            await db.ResetLinks.Where(l => l.StaffId == person.Id).ExecuteUpdateAsync(row => row.SetProperty(l => l.SentAt, l => l.SentAt.AddMinutes(-16)), TestContext.Current.CancellationToken);
        var newer = Letters.LinkOf((await AskAsync(person.Email!, 2)).Text);
        if (newer == older)
            newer = Letters.LinkOf((await site.LetterToAsync(person.Email!)).Text);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Gone], new[] { await StatusAsync(older), await StatusAsync(newer) }.Order());

        var works = await StatusAsync(older) == HttpStatusCode.OK ? older : newer;
        using var one = DeskClient.Stranger(site);
        using var other = DeskClient.Stranger(site);
        using var first = await one.GetPageAsync(works);
        using var second = await other.GetPageAsync(works);
        var answers = await Task.WhenAll(SetAsync(one, first), SetAsync(other, second));
        Assert.Equal(1, answers.Count(a => a == HttpStatusCode.Redirect));
        Assert.DoesNotContain(HttpStatusCode.InternalServerError, answers);
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(works));

        // Used: another may be asked for at once.
        await AskAsync(person.Email!, await CountAsync(person.Email!) + 1);
    }

    [Fact]
    public async Task A_link_that_something_else_made_useless_does_not_hold_up_the_next()
    {
        using var person = await site.StaffAsync(StaffRole.Editor);
        var link = Letters.LinkOf((await AskAsync(person.Email, 1)).Text);
        using (var account = await person.GetPageAsync("/admin/account"))
        using (await person.PostFormAsync(account, "form[action='/admin/account/sessions']"))
            Assert.Equal(HttpStatusCode.Gone, await StatusAsync(link));
        await AskAsync(person.Email, 2);
    }

    [Fact]
    public void Letters_become_rarer_but_never_rarer_than_a_link_lives()
    {
        var (link, now, pauses) = (new ResetLink().Next("1", "stamp", Now), Now, new List<double>());
        for (var number = 0; number < 6; number++)
        {
            var pause = TimeSpan.Zero;
            while (!link.MaySend("stamp", now + pause))
                pause += TimeSpan.FromMinutes(1);
            pauses.Add(pause.TotalMinutes);
            now += pause;
            link = link.Next("2", "stamp", now);
        }

        Assert.Equal([15, 30, 60, 120, 120, 120], pauses);
        Assert.True(ResetLink.Lifespan >= TimeSpan.FromMinutes(pauses.Max()));
        Assert.True(link.MaySend("another", now));
        Assert.True(link.MaySend("stamp", now.AddDays(-400)));
        Assert.Equal(1, link.Next("3", "stamp", now.AddDays(2)).Letters);
    }

    private async Task<(string Subject, string Text)> AskAsync(string email, int number)
    {
        using var stranger = DeskClient.Stranger(site);
        using var ask = await stranger.GetPageAsync("/admin/password");
        using (await stranger.PostFormAsync(ask, "form[action='/admin/password']", [("Email", email)]))
            return await site.LetterToAsync(email, number);
    }

    private async Task<int> CountAsync(string email) => (await site.AllToAsync(email)).Count;

    private async Task<HttpStatusCode> StatusAsync(string link)
    {
        using var stranger = DeskClient.Stranger(site);
        using var response = await stranger.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> SetAsync(DeskClient client, AngleSharp.Html.Dom.IHtmlDocument page)
    {
        using var response = await client.PostFormAsync(page, "form[action='/admin/password/new']", [("Password", NewPassword), ("Again", NewPassword)]);
        return response.StatusCode;
    }
}
