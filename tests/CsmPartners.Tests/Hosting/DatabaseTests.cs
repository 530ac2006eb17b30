using CsmPartners.Entries;
using CsmPartners.Seed;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Hosting;

/// <summary>With a site of its own, since it changes it.</summary>
public sealed class DatabaseTests : IAsyncLifetime
{
    private readonly TestSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_second_start_seeds_nothing_and_overwrites_nothing()
    {
        await using var db = site.Database();
        var before = await db.Entries.CountAsync(TestContext.Current.CancellationToken);
        var hermitage = await db.Entries.SingleAsync(e => e.Slug == "state-hermitage-museum", TestContext.Current.CancellationToken);
        hermitage.Summary = new("өзгерді", "изменено", "changed");
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);

        Assert.False(await db.SeedAsync(TimeProvider.System, TestContext.Current.CancellationToken));

        db.ChangeTracker.Clear();
        Assert.Equal(before, await db.Entries.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal("changed", (await db.Entries.SingleAsync(e => e.Id == hermitage.Id, TestContext.Current.CancellationToken)).Summary.En);
    }

    [Fact]
    public async Task A_change_is_seen_as_soon_as_the_version_grows_and_not_before()
    {
        using var visitor = site.Visitor();
        await using (var db = site.Database())
        {
            var entry = await db.Entries.SingleAsync(e => e.Slug == "british-museum", TestContext.Current.CancellationToken);
            (entry.Title, entry.ChangedAt) = (new("Жаңа", "Новый", "Renamed"), entry.ChangedAt.AddSeconds(1));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using (var before = await visitor.GetPageAsync("/en/partners/british-museum"))
            Assert.Equal("British Museum", before.TextOf("h1"));

        await site.PublishAsync(_ => Task.CompletedTask);

        using var after = await visitor.GetPageAsync("/en/partners/british-museum");
        Assert.Equal("Renamed", after.TextOf("h1"));
    }

    [Fact]
    public async Task A_withdrawn_entry_is_gone_with_its_reason_and_leaves_every_list()
    {
        using var visitor = site.Visitor();
        await site.PublishAsync(async db =>
        {
            var entry = await db.Entries.SingleAsync(e => e.Slug == "unesco");
            entry.State = EntryState.Withdrawn;
            entry.WithdrawalReason = new("Себебі", "Причина такова", "This is why");
        });

        using var page = await visitor.GetPageAsync("/ru/partners/unesco", System.Net.HttpStatusCode.Gone);
        Assert.Contains("Причина такова", page.TextOf("main"), StringComparison.Ordinal);
        using var project = await visitor.GetPageAsync("/ru/projects/museolog-database");
        Assert.DoesNotContain("/ru/partners/unesco", project.Hrefs("a[href]"));
    }

    [Fact]
    public async Task A_missing_text_is_shown_in_the_next_language_and_marked_as_such()
    {
        using var visitor = site.Visitor();
        await site.PublishAsync(async db =>
        {
            var entry = await db.Entries.SingleAsync(e => e.Slug == "museum-kz-journal");
            entry.Title = entry.Title with { En = "" };
            entry.Body = entry.Body with { En = "" };
        });

        using var page = await visitor.GetPageAsync("/en/publications/museum-kz-journal");
        Assert.Equal("ru", page.QuerySelector("h1 [lang]")?.GetAttribute("lang"));
        Assert.Equal("ru", page.QuerySelector(".prose")?.GetAttribute("lang"));
        Assert.Contains("Russian", page.TextOf(".fallback"), StringComparison.Ordinal);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
        Assert.Null(page.QuerySelector("link[hreflang=en]"));
        Assert.NotNull(page.QuerySelector("link[hreflang=kk]"));

        using var russian = await visitor.GetPageAsync("/ru/publications/museum-kz-journal");
        Assert.Null(russian.QuerySelector("link[hreflang=en]"));
        Assert.Null(russian.QuerySelector("h1 [lang]"));
    }

    [Theory]
    [InlineData("UPDATE Entries SET Country = 'Kazakhstan' WHERE Slug = 'unesco'")]
    [InlineData("UPDATE Entries SET Latitude = 91 WHERE Slug = 'unesco'")]
    [InlineData("UPDATE Entries SET Longitude = -181 WHERE Slug = 'unesco'")]
    [InlineData("UPDATE Entries SET Slug = 'icesco' WHERE Slug = 'unesco'")]
    [InlineData("UPDATE Entries SET Slug = '' WHERE Slug = 'unesco'")]
    [InlineData("UPDATE Entries SET Period_Starts = '2020', Period_Ends = '2019-12' WHERE Slug = 'museolog'")]
    [InlineData("UPDATE Entries SET NumberOfPeople = 0 WHERE Slug = 'staff-training-aprikt'")]
    [InlineData("DELETE FROM Entries WHERE Slug = 'unesco'")]
    [InlineData("INSERT INTO SiteState (Id, Version, SeededAt) VALUES (2, 1, '2026-01-01')")]
    public async Task The_database_itself_refuses_what_cannot_be(string sql)
    {
        await using var db = site.Database();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
    }
}
