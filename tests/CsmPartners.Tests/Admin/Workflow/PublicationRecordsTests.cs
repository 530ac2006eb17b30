using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin.Workflow;

/// <summary>What was public, when: of every entry, after whatever was done to it.</summary>
public sealed class PublicationRecordsTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Fact]
    public async Task What_came_with_the_program_has_been_public_since_the_first_version()
    {
        await using var fresh = new TestSite();
        await fresh.InitializeAsync();
        await using var db = fresh.Database();
        Assert.Equal([], await PublicationIntervals.FaultsAsync(db));
        var records = await db.PublicationRecords.ToListAsync(TestContext.Current.CancellationToken);
        Assert.True(records.Count > 50, $"{records.Count} intervals");
        Assert.All(records, r => Assert.Equal((1, 1L, PublicationReason.Seeded, Evidence.Recorded), (r.Revision, r.FromVersion, r.Began, r.Evidence)));
    }

    [Theory]
    [InlineData("kk", "Жарияланды", "Сайттан алынды", "Қазір де сайтта тұр")]
    [InlineData("ru", "Опубликована", "Снята с сайта", "На сайте сейчас")]
    [InlineData("en", "Published", "Withdrawn from the site", "On the site now")]
    public async Task Published_withdrawn_and_published_again_it_says_so_in_the_history(string language, params string[] words)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher, language);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition($"recorded {language}"));
        using (var never = await publisher.GetPageAsync($"/admin/entries/{id}"))
            Assert.Null(never.QuerySelector("#publications ~ table"));
        await publisher.PublishAsync(id);
        await editor.SaveAsync(id, ("Summary.En", "Changed"));
        await publisher.PublishAsync(id);
        using (var page = await publisher.GetPageAsync($"/admin/entries/{id}"))
            (await publisher.PostFormAsync(page, "form[action$='/withdraw']", [("WithdrawalReason.Ru", "Даты уточняются")])).Dispose();
        Assert.Equal(["1 Published Published", "2 Published Withdrawn"], await IntervalsAsync(id));
        await publisher.PublishAsync(id);
        Assert.Equal(["1 Published Published", "2 Published Withdrawn", "2 Published "], await IntervalsAsync(id));
        await AllIsWellAsync();

        using var after = await publisher.GetPageAsync($"/admin/entries/{id}");
        var rows = after.QuerySelectorAll("#publications ~ table tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(words, word => Assert.Contains(word, string.Concat(rows), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_many_who_publish_at_once_each_has_an_interval_of_its_own_and_one_is_open()
    {
        var first = await site.EntryAsync(EntriesOfTests.Partner("Many at once"));
        for (var number = 2; number <= 6; number++)
            await site.ChangeAsync<PartnerForm>(first, null, form => form.Summary = new($"{number}", $"{number}", $"{number}"));
        var second = await site.EntryAsync(EntriesOfTests.Partner("Many others at once"));
        await Task.WhenAll(Enumerable.Range(1, 6).SelectMany(number => new[] { PublishAsync(first, number), PublishAsync(second, 1), WithdrawAsync(second) }));
        await AllIsWellAsync();
        await using var db = site.Database();
        Assert.Equal(
            await db.AuditEvents.CountAsync(a => a.EntryId == first && a.Action == AuditAction.Published, TestContext.Current.CancellationToken),
            await db.PublicationRecords.CountAsync(r => r.EntryId == first, TestContext.Current.CancellationToken));

        async Task PublishAsync(int id, int number)
        {
            await using var own = site.Database();
            await EntriesOfTests.Workflow(own).PublishAsync(EntriesOfTests.Step(id, number, AuditAction.Published), "In a test", TestContext.Current.CancellationToken);
        }

        async Task WithdrawAsync(int id)
        {
            await using var own = site.Database();
            await EntriesOfTests.Workflow(own).WithdrawAsync(EntriesOfTests.Step(id, 1, AuditAction.Withdrawn), new("", "", "Gone"), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_merge_ends_the_interval_of_the_one_that_goes_and_begins_one_for_each_that_changes()
    {
        var stays = await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word()));
        var goes = await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word()));
        var inStep = await site.PublishedAsync(EntriesOfTests.Exhibition(ListsTests.Word(), goes));
        var waiting = await site.PublishedAsync(EntriesOfTests.Exhibition(ListsTests.Word(), goes));
        await site.ChangeAsync<ExhibitionForm>(waiting, null, form => form.Summary = new("a", "b", "c"));
        var draft = await site.EntryAsync(EntriesOfTests.Exhibition(ListsTests.Word(), goes));
        await using (var db = site.Database())
        {
            var merge = new PartnerMerge(stays, goes, new Author(null, ""), "");
            // A second one at the same moment, the other way round, is refused or finds nothing left to do.
            await using var there = site.Database();
            await Task.WhenAll(
                db.MergePartnersAsync(merge, Line(stays, AuditAction.Merged), TimeProvider.System, TestContext.Current.CancellationToken),
                EntriesOfTests.Workflow(there).WithdrawAsync(EntriesOfTests.Step(waiting, 1, AuditAction.Withdrawn), new("", "", "Gone"), TestContext.Current.CancellationToken));
        }

        await AllIsWellAsync();
        Assert.Equal(["1 Published Merged"], await IntervalsAsync(goes));
        Assert.Equal(["1 Published Merged", "2 Merged "], await IntervalsAsync(inStep));
        Assert.Equal("1 Published Merged", (await IntervalsAsync(stays))[0]);
        Assert.Equal([], await IntervalsAsync(draft));
        Assert.EndsWith("Withdrawn", (await IntervalsAsync(waiting))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_makes_no_intervals_overlap()
    {
        var id = await site.PublishedAsync(EntriesOfTests.Partner("Clock set back"));
        await using (var db = site.Database())
        {
            var step = EntriesOfTests.Step(id, 1, AuditAction.Withdrawn);
            step.Audit.At = step.Audit.At.AddDays(-400);
            await EntriesOfTests.Workflow(db).WithdrawAsync(step, new("", "", "Gone"), TestContext.Current.CancellationToken);
        }

        await AllIsWellAsync();
    }

    [Fact]
    public void What_visitors_read_is_drawn_without_it() =>
        Assert.All(new[] { "src/CsmPartners/Published", "src/CsmPartners.Web/Site", "src/CsmPartners.Web/OpenData" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Sources.Root, f), "*.cs*", SearchOption.AllDirectories)), file =>
            Assert.DoesNotContain("PublicationRecord", File.ReadAllText(file), StringComparison.Ordinal));

    private async Task AllIsWellAsync()
    {
        await using var db = site.Database();
        Assert.Equal([], await PublicationIntervals.FaultsAsync(db));
    }

    /// <summary>"2 Published Withdrawn": revision, why from, why until.</summary>
    private async Task<List<string>> IntervalsAsync(int id)
    {
        await using var db = site.Database();
        return (await db.PublicationRecords.Where(r => r.EntryId == id).OrderBy(r => r.Number).ToListAsync(TestContext.Current.CancellationToken)).ConvertAll(r => $"{r.Revision} {r.Began} {r.Ended}");
    }

    private static AuditEvent Line(int id, AuditAction action) => new() { At = TimeProvider.System.GetUtcNow().UtcDateTime, Action = action, EntryId = id };
}
