namespace CsmPartners.Tests.Interleavings;

/// <summary>Which steps of an order had to come before which, told by vector clocks: how many steps of each actor a step comes after.</summary>
internal sealed class Past
{
    private readonly IReadOnlyList<Step> steps;
    private readonly int[][] clocks;
    private readonly int[] places;
    private readonly List<int>[] races;

    private Past(IReadOnlyList<Step> steps)
    {
        this.steps = steps;
        (clocks, places, races) = (new int[steps.Count][], new int[steps.Count], new List<int>[steps.Count]);
    }

    public static Past Of(IReadOnlyList<Step> steps)
    {
        var past = new Past(steps);
        var actors = steps.Count == 0 ? 0 : steps.Max(s => s.Actor) + 1;
        var last = Enumerable.Range(0, actors).Select(_ => new int[actors]).ToArray();
        for (var step = 0; step < steps.Count; step++)
        {
            past.Read(step, [.. last[steps[step].Actor]]);
            last[steps[step].Actor] = past.clocks[step];
        }

        return past;
    }

    /// <summary>Steps of others on which this one depends directly: without them in between, the two could change places.</summary>
    public IReadOnlyList<int> Races(int step) => races[step];

    /// <summary>Of the steps that would be taken if the later came before the earlier: whose may come first.</summary>
    public List<int> Firsts(int earlier, int later)
    {
        var moved = Enumerable.Range(earlier + 1, later - earlier - 1).Where(s => !IsAfter(s, earlier)).Append(later).ToList();
        return [.. moved.DistinctBy(s => steps[s].Actor).Where(s => !moved.Exists(m => m < s && IsAfter(s, m))).Select(s => steps[s].Actor)];
    }

    private bool IsAfter(int later, int earlier) => clocks[later][steps[earlier].Actor] >= places[earlier];

    private void Read(int step, int[] clock)
    {
        races[step] = [];
        places[step] = clock[steps[step].Actor] + 1;
        for (var earlier = step - 1; earlier >= 0; earlier--)
        {
            if (clock[steps[earlier].Actor] >= places[earlier] || steps[earlier].Actor == steps[step].Actor || !steps[earlier].Footprint.DependsOn(steps[step].Footprint))
                continue;
            races[step].Add(earlier);
            for (var actor = 0; actor < clock.Length; actor++)
                clock[actor] = Math.Max(clock[actor], clocks[earlier][actor]);
        }

        clock[steps[step].Actor] = places[step];
        clocks[step] = clock;
    }
}
