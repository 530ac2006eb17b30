using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

public sealed class AuditTests(DeskSite site)
{
    [Theory]
    [InlineData("kk", "Кірді", "Құпиясөз")]
    [InlineData("ru", "Вход", "Пароль")]
    [InlineData("en", "Signed in", "Password")]
    public async Task Who_did_what_when_and_from_where_is_read_in_three_languages(string language, string action, string by)
    {
        using var publisher = await site.StaffAsync(StaffRole.Publisher, language);
        using var page = await publisher.GetPageAsync($"/admin/audit?who={publisher.Id}");
        var cells = page.QuerySelectorAll("tbody tr:first-child td").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(publisher.Name, cells[1]);
        Assert.Equal(action, cells[2]);
        Assert.Equal((by, "127.0.0.1"), (cells[4], cells[5]));
        Assert.Empty(page.QuerySelectorAll("main form[method=post]"));
    }

    [Fact]
    public async Task Lines_are_filtered_paged_and_lead_to_their_entry()
    {
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        await using (var db = site.Database())
        {
            for (var number = 1; number <= 120; number++)
            {
                db.AuditEvents.Add(new AuditEvent
                {
                    At = new DateTime(2020, 5, 1 + (number % 3), 12, 0, 0, DateTimeKind.Utc),
                    Action = AuditAction.Published,
                    ActorId = publisher.Id,
                    ActorName = publisher.Name,
                    Subject = $"Subject {number}",
                    EntryId = number % 2 == 0 ? 7000 : null,
                });
            }

            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var first = await publisher.GetPageAsync($"/admin/audit?who={publisher.Id}&action=Published");
        Assert.Equal("120 lines", first.TextOf(".result"));
        Assert.Equal(50, first.QuerySelectorAll("tbody tr").Length);
        using var last = await publisher.GetPageAsync(first.Hrefs("a[rel=next]").Single().Replace("page=2", "page=3", StringComparison.Ordinal));
        Assert.Equal(20, last.QuerySelectorAll("tbody tr").Length);
        Assert.Empty(last.QuerySelectorAll("a[rel=next]"));
        using var entry = await publisher.GetPageAsync("/admin/audit?entry=7000");
        Assert.Equal("60 lines", entry.TextOf(".result"));
        Assert.All(entry.Hrefs("tbody a"), href => Assert.Equal("/admin/entries/7000", href));
        using var day = await publisher.GetPageAsync($"/admin/audit?who={publisher.Id}&since=2020-05-02&until=2020-05-02");
        Assert.Equal("40 lines", day.TextOf(".result"));
    }

    [Theory]
    [InlineData("?action=Nonsense&who=x&entry=-1&since=2014-02-30&until=20014-01-01&page=0")]
    [InlineData("?page=99999999999")]
    [InlineData("?page=1000000")]
    [InlineData("?action=%00&who=%27%20OR%201=1")]
    [InlineData("?since=9999-12-31&until=0001-01-01")]
    // Almaty's clocks skipped this midnight.
    [InlineData("?since=1981-04-01&until=1981-03-31")]
    public async Task Choices_that_are_none_show_a_page_all_the_same(string query)
    {
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        using var page = await publisher.GetPageAsync("/admin/audit" + query);
        Assert.NotEmpty(page.QuerySelectorAll("tbody"));
    }

    [Theory]
    [InlineData("UPDATE AuditEvents SET Subject = 'nothing happened'")]
    [InlineData("DELETE FROM AuditEvents")]
    public async Task The_database_itself_refuses_to_change_the_record(string sql)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        await using var db = site.Database();
        var before = await db.AuditEvents.CountAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
        Assert.True(await db.AuditEvents.CountAsync(TestContext.Current.CancellationToken) >= before);
    }

    [Fact]
    public async Task A_failed_sign_in_is_written_down_but_never_what_may_be_a_password()
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        var secret = $"password-{Guid.NewGuid():N}";
        using var stranger = DeskClient.Stranger(site);
        using (await stranger.SignInAsync(person.Email!, secret))
        using (await stranger.SignInAsync(secret, person.Email!))
        {
        }

        await using var db = site.Database();
        Assert.True(await db.SignInFailures.AnyAsync(f => f.StaffId == person.Id && f.Email == person.Email && f.Address == "127.0.0.1", TestContext.Current.CancellationToken));
        Assert.False(await db.SignInFailures.AnyAsync(f => f.Email.Contains(secret), TestContext.Current.CancellationToken));
        Assert.False(await db.AuditEvents.AnyAsync(a => a.Subject.Contains(secret) || a.Detail.Contains(secret), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_editor_does_not_see_the_record()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, "kk");
        using var page = await editor.GetPageAsync("/admin/audit", HttpStatusCode.Forbidden);
        Assert.Equal("Бұл бет сіздің рөліңізге ашылмайды", page.TextOf("h1"));
    }
}
