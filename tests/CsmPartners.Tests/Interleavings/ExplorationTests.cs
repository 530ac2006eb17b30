namespace CsmPartners.Tests.Interleavings;

/// <summary>That no order is left out which could end otherwise: small programs whose every order can be tried beside.</summary>
public sealed class ExplorationTests
{
    private const int Programs = 300;

    [Fact]
    public void The_reduced_search_meets_every_end_that_the_full_one_meets_in_far_fewer_orders()
    {
        var random = new Random(1928);
        var (orders, reduced) = (0, 0);
        for (var program = 0; program < Programs; program++)
        {
            var actors = Enumerable.Range(0, random.Next(2, 4)).Select(_ => Enumerable.Range(0, random.Next(1, 4)).Select(_ => Operation.Any(random)).ToArray()).ToArray();
            var full = Ends(actors, Search.Unreduced, out var all);
            foreach (var search in new[] { Search.Whole, Search.FewestSwitchesFirst })
            {
                Assert.Equal(full, Ends(actors, search, out var some));
                Assert.True(some <= all);
                reduced += some;
            }

            orders += all;
        }

        Assert.True(reduced / 2 < orders / 2, $"{orders} orders, {reduced / 2} after the reduction");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Programs} programs: {orders} orders, {reduced / 2} after the reduction, the same ends");
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(3, 3, 20)]
    [InlineData(5, 4, 126)]
    public void Every_order_is_tried_once_where_nothing_is_left_out(int ones, int others, int expected)
    {
        var write = new Operation(0, 0, true);
        Ends([[.. Enumerable.Repeat(write, ones)], [.. Enumerable.Repeat(write, others)]], Search.Unreduced, out var orders);
        Assert.Equal(expected, orders);
    }

    [Fact]
    public void Steps_that_touch_nothing_in_common_are_tried_in_one_order()
    {
        Ends([[new(0, 0, true), new(0, 0, true)], [new(1, 1, true), new(1, 1, true)], [new(2, 2, false)]], Search.Whole, out var orders);
        Assert.Equal(1, orders);
    }

    /// <summary>What each actor may have read and the tables may hold in the end.</summary>
    private static SortedSet<string> Ends(Operation[][] actors, Search search, out int orders)
    {
        var ends = new SortedSet<string>(StringComparer.Ordinal);
        var exploration = new Exploration(search);
        while (exploration.Begin())
        {
            var (tables, seen, places) = (new int[Operation.Tables], new int[actors.Length], new int[actors.Length]);
            while (Enumerable.Range(0, actors.Length).Where(a => places[a] < actors[a].Length).ToList() is { Count: > 0 } enabled)
            {
                var actor = exploration.Choose(enabled);
                var operation = actors[actor][places[actor]++];
                operation.Do(tables, ref seen[actor], actor);
                exploration.Took(new Step(actor, $"{operation}", operation.Footprint, takesLock: false));
            }

            exploration.End();
            ends.Add($"{string.Join(',', tables)} {string.Join(',', seen)}");
        }

        orders = exploration.Runs;
        return ends;
    }

    /// <summary>Reads one table into what the actor knows, and may write all that it knows into another.</summary>
    private readonly record struct Operation(int From, int To, bool Writes)
    {
        public const int Tables = 3;

        public Footprint Footprint => new(UInt128.One << From, Writes ? UInt128.One << To : 0);

        public static Operation Any(Random random) => new(random.Next(Tables), random.Next(Tables), random.Next(2) == 0);

        public void Do(int[] tables, ref int seen, int actor)
        {
            seen = unchecked((seen * 31) + tables[From] + 1);
            if (Writes)
                tables[To] = unchecked((seen * 7) + actor + 1);
        }
    }
}
