namespace CsmPartners.Tests.Interleavings;

/// <summary>Explores every two of a number of acts, and compares how each order ends with how they end one after the other.</summary>
internal static class EveryPair
{
    private const int OneIn = 10;
    private const int MostOrders = 12;
    private const int MostInLongRun = 300;

    /// <param name="acts">The same by two people.</param>
    public static async Task EveryPairAsync(this InterleavingSite site, List<(Act One, Act Other)> acts, ITestOutputHelper output)
    {
        await site.KeepAsync();
        var (pairs, orders, broken) = (0, 0, new List<string>());
        for (var i = 0; i < acts.Count; i++)
        {
            for (var j = i; j < acts.Count; j++)
            {
                // What is brought back is merged with what was saved after the person looked: see EntryOrderTests.
                if ((acts[i].One.Name, acts[j].One.Name) is ("save", "restore") || (!Pairs.IsLong && (i * acts.Count + j) % OneIn != 0))
                    continue;
                Act[] pair = [acts[i].One, acts[j].Other];
                var found = await PairAsync(site, pair);
                pairs++;
                orders += found.Orders;
                broken.AddRange(found.Broken.Take(1).Select(b => $"{pair[0].Name}, {pair[1].Name}: {found.Broken.Count} of {found.Orders}. {b}"));
            }
        }

        output.WriteLine($"{pairs} pairs, {orders} orders, {broken.Count} pairs broken");
        Assert.True(broken.Count == 0, string.Join("\n\n", broken));
    }

    private static async Task<Findings> PairAsync(InterleavingSite site, Act[] pair)
    {
        var nothing = await EndingAsync(site, pair, []);
        Ending[] alone = [await EndingAsync(site, pair, [0]), await EndingAsync(site, pair, [1])];
        List<Ending> possible = [await EndingAsync(site, pair, [0, 1]), await EndingAsync(site, pair, [1, 0]), .. alone, nothing];
        for (var i = 0; i < pair.Length; i++)
        {
            if (pair[i].Refused is not { } refused)
                continue;
            var instead = pair.ToArray();
            instead[i] = refused;
            foreach (int[] order in new[] { [0, 1], new[] { 1, 0 } })
                possible.Add((await EndingAsync(site, instead, order)).WithoutAnswer(i));
        }

        string?[] acknowledged = [.. alone.Select((ending, i) => ending.Rows == nothing.Rows ? null : ending.Answers[i])];
        await site.PutBackAsync();
        var found = await site.ExploreAsync(Search.FewestSwitchesFirst, Pairs.IsLong ? MostInLongRun : MostOrders, async order =>
        {
            var ending = await Ending.OfAsync(site, order.Answers);
            Assert.True(
                possible.Any(p => p.Explains(ending, acknowledged)),
                $"It ends otherwise than either after the other, or one of them alone:\n{string.Join("\n or\n", possible.Take(2).Select(p => p.Difference(ending)))}");
        }, () => pair);
        site.Tally.Add(found);
        return found;
    }

    /// <summary>How it ends where some of them act, one after the other.</summary>
    private static async Task<Ending> EndingAsync(InterleavingSite site, Act[] pair, int[] order)
    {
        await site.PutBackAsync();
        var actors = await site.RunInTurnAsync(order.Select(i => pair[i]));
        return await Ending.OfAsync(site, pair.Select(act => actors.SingleOrDefault(a => a.IsOf(act))?.Answer));
    }
}
