using System.Net;
using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Admin.Entries;

/// <summary>Many people create entries at the same moment.</summary>
public sealed class CreatingTests
{
    private const int AtOnce = 16;

    [Fact]
    public async Task Sixteen_entries_of_one_title_created_at_once_are_all_there_each_at_an_address_of_its_own()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var ids = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => editor.CreateAsync("exhibitions", DeskEntries.Exhibition("of one title"))));

        Assert.Equal(AtOnce, ids.Distinct().Count());
        await using var db = site.Database();
        var slugs = await db.Entries.Where(e => ids.Contains(e.Id)).Select(e => e.Slug).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(AtOnce, slugs.Distinct().Count());
        Assert.All(await db.WorkingCopies.Where(w => ids.Contains(w.EntryId)).ToListAsync(TestContext.Current.CancellationToken), w => Assert.Equal(1, w.Newest));
        Assert.Equal(AtOnce, await db.Revisions.CountAsync(r => ids.Contains(r.EntryId), TestContext.Current.CancellationToken));
        Assert.Equal(AtOnce, await LinesAsync(db, ids));
    }

    /// <summary>Whose addresses are cut, so that the numbered ones do not begin with the whole of the first.</summary>
    [Fact]
    public async Task Entries_of_one_very_long_title_have_addresses_of_their_own_too()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var title = string.Join(' ', Enumerable.Repeat("unending", 30));
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => editor.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("").Where(f => f.Name != "Title.En"), ("Title.En", title)])));
        await using var db = site.Database();
        Assert.Equal(12, await db.Entries.Where(e => ids.Contains(e.Id)).Select(e => e.Slug).Distinct().CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_sixteen_who_type_the_same_address_at_once_one_has_it_and_the_others_are_told()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var form = await editor.GetPageAsync("/admin/exhibitions/new");
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async n =>
        {
            using var answer = await editor.PostFormAsync(form, DeskEntries.EditForm, [.. DeskEntries.Exhibition($"{n}"), ("Slug", "the-same")]);
            using var page = answer.StatusCode == HttpStatusCode.Redirect ? null : await answer.ReadPageAsync();
            return (answer.StatusCode, Typed: page?.ValueOf("Title.En"), Error: page?.QuerySelector("#Slug-error")?.TextContent, Mine: $"Exhibition {n}");
        }));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.Redirect), a =>
        {
            Assert.Equal((HttpStatusCode.UnprocessableEntity, a.Mine), (a.StatusCode, a.Typed));
            Assert.False(string.IsNullOrWhiteSpace(a.Error));
        });
        await using var db = site.Database();
        var created = Assert.Single(await db.Entries.Where(e => e.Slug == "the-same").Select(e => e.Id).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await LinesAsync(db, [created]));
    }

    /// <summary>The errors that SQL Server's strategy and a unique index make of the same moment, in turn at each save.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_creation_that_is_overtaken_begins_again_and_is_written_once(int save)
    {
        await using var site = new OvertakenSite();
        await site.InitializeAsync();
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var form = await editor.GetPageAsync("/admin/exhibitions/new");
        foreach (var error in new Exception[]
                 {
                     new RetryLimitExceededException("Too often", new DbUpdateException("Deadlock", new SqliteException("busy", 5, 517))),
                     new DbUpdateException("Taken", new SqliteException("unique", 19, 2067)),
                     new DbUpdateConcurrencyException("Changed"),
                 })
        {
            site.Saves.Fail(save, error);
            using var answer = await editor.PostFormAsync(form, DeskEntries.EditForm, DeskEntries.Exhibition(error.GetType().Name));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.True(site.Saves.HaveFailed);
            await using var db = site.Database();
            var id = Assert.Single(await db.WorkingCopies.Where(w => w.Title.En == "Exhibition " + error.GetType().Name).Select(w => w.EntryId).ToListAsync(TestContext.Current.CancellationToken));
            Assert.Equal(1, await LinesAsync(db, [id]));
        }
    }

    private static Task<int> LinesAsync(SiteDb db, int[] ids) =>
        db.AuditEvents.CountAsync(a => a.Action == AuditAction.Created && ids.Contains(a.EntryId!.Value), TestContext.Current.CancellationToken);

    private sealed class OvertakenSite : TestSite
    {
        public FailingSaves Saves { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.ConfigureDbContext<SiteDb>(options => options.AddInterceptors(Saves)));
        }
    }

    /// <summary>The n-th save that adds an exhibition or its line fails, once.</summary>
    private sealed class FailingSaves : SaveChangesInterceptor
    {
        private Exception? next;
        private int left;

        public bool HaveFailed => next is null;

        public void Fail(int save, Exception error) => (left, next) = (save, error);

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            var isOfCreation = eventData.Context!.ChangeTracker.Entries().Any(e => e.State == Microsoft.EntityFrameworkCore.EntityState.Added && e.Entity is Exhibition or AuditEvent { Action: AuditAction.Created });
            if (isOfCreation && next is { } error && --left == 0)
            {
                next = null;
                throw error;
            }

            return ValueTask.FromResult(result);
        }
    }
}
