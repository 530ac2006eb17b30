using CsmPartners.Tests.Support;
using CsmPartners.Visitors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Interleavings;

/// <summary>That the exploration finds what is broken, tells it, and knows when it cannot be trusted.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class HarnessTests(InterleavingSite site)
{
    [Fact]
    public async Task A_count_that_is_read_and_then_written_loses_one_of_two()
    {
        await site.BeginAsync();
        var id = (await site.LetterAsync()).Id;
        Act[] acts = [new("first", () => CountByReadingAsync(id)), new("second", () => CountByReadingAsync(id))];
        var found = await site.ExploreAsync(Search.Whole, int.MaxValue, order => ChangesAre(order, id, 2), () => acts);
        Assert.True(found.IsWhole);
        Assert.InRange(found.Broken.Count, 1, found.Orders - 1);
        Assert.Contains("first: SELECT Letters\n  second: SELECT Letters\n", found.Broken[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_in_one_update_loses_nothing_in_any_order()
    {
        await site.BeginAsync();
        var id = (await site.LetterAsync()).Id;
        Act[] acts = [new("first", () => CountAtOnceAsync(id)), new("second", () => CountAtOnceAsync(id)), new("third", () => CountAtOnceAsync(id))];
        var found = await site.ExploreAsync(Search.Whole, int.MaxValue, order => ChangesAre(order, id, 3), () => acts);
        Assert.Equal((6, true, 0), (found.Orders, found.IsWhole, found.Broken.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_as_one_step_ends_in_all_the_ways_in_which_its_commands_one_by_one_do(bool inTransaction)
    {
        var ends = new List<SortedSet<string>>();
        var orders = new List<int>();
        foreach (var search in new[] { Search.Unreduced, Search.Whole })
        {
            await site.BeginAsync();
            var id = (await site.LetterAsync()).Id;
            var met = new SortedSet<string>(StringComparer.Ordinal);
            var found = await site.ExploreAsync(search, int.MaxValue, async order =>
            {
                var letter = await order.ReadAsync(db => db.Letters.AsNoTracking().SingleAsync(l => l.Id == id));
                met.Add($"{letter.Changes} {letter.Note} {order.Answers[0]?.Body} {order.Answers[1]?.Body}");
            }, () => [new("first", () => WriteTwiceAsync(id, "a", inTransaction)), new("second", () => WriteTwiceAsync(id, "b", inTransaction: false))]);
            Assert.True(found.IsWhole);
            Assert.Empty(found.Broken);
            ends.Add(met);
            orders.Add(found.Orders);
        }

        Assert.Equal(ends[0], ends[1]);
        Assert.True(orders[1] < orders[0], string.Join(' ', orders));
    }

    [Fact]
    public async Task Whoever_takes_other_steps_after_the_same_beginning_fails_the_exploration()
    {
        await site.BeginAsync();
        var id = (await site.LetterAsync()).Id;
        var runs = 0;
        var e = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => site.ExploreAsync(Search.Whole, int.MaxValue, _ => Task.CompletedTask, () =>
        [
            new("steady", () => CountByReadingAsync(id)),
            new("unsteady", async () =>
            {
                await using var db = site.Database();
                _ = ++runs % 2 == 0 ? await db.Letters.CountAsync() : await db.Letters.CountAsync(l => l.Note != "");
                return await CountAtOnceAsync(id);
            }),
        ]));
        Assert.Contains("not deterministic", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_writes_past_an_open_transaction_of_one_s_own_is_told()
    {
        await site.BeginAsync();
        var id = (await site.LetterAsync()).Id;
        var e = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => site.ExploreAsync(Search.Whole, int.MaxValue, _ => Task.CompletedTask, () =>
        [
            new("one", async () =>
            {
                await using var db = site.Database();
                await using var transaction = await db.Database.BeginTransactionAsync();
                return await CountAtOnceAsync(id);
            }),
        ]));
        Assert.Contains("second connection", e.Message, StringComparison.Ordinal);
    }

    private static Task<bool> ChangesAre(Order order, int id, int expected) => order.ReadAsync(async db =>
    {
        Assert.Equal(expected, await db.Letters.Where(l => l.Id == id).Select(l => l.Changes).SingleAsync());
        return true;
    });

    private async Task<Answer?> CountByReadingAsync(int id)
    {
        await using var db = site.Database();
        var changes = await db.Letters.Where(l => l.Id == id).Select(l => l.Changes).SingleAsync();
        await db.Letters.Where(l => l.Id == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.Changes, changes + 1));
        return null;
    }

    private async Task<Answer?> CountAtOnceAsync(int id)
    {
        await using var db = site.Database();
        await db.Letters.Where(l => l.Id == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.Changes, l => l.Changes + 1));
        return null;
    }

    private async Task<Answer?> WriteTwiceAsync(int id, string mark, bool inTransaction)
    {
        await using var db = site.Database();
        await using var transaction = inTransaction ? await db.Database.BeginTransactionAsync() : null;
        var seen = await NoteAsync(db, id);
        await db.Letters.Where(l => l.Id == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.Note, seen + mark));
        await db.Letters.Where(l => l.Id == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.Changes, l => (l.Changes * 2) + mark.Length));
        if (transaction is not null)
            await transaction.CommitAsync();
        return new Answer(System.Net.HttpStatusCode.OK, "", seen + await NoteAsync(db, id));
    }

    private static Task<string> NoteAsync(SiteDb db, int id) => db.Letters.Where(l => l.Id == id).Select(l => l.Note).SingleAsync();
}

[CollectionDefinition(Name)]
public sealed class InterleavingsCollection : ICollectionFixture<InterleavingSite>
{
    public const string Name = "Interleavings";
}
