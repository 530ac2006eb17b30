namespace CsmPartners.Tests.Interleavings;

/// <summary>How an exploration goes through the orders.</summary>
internal enum Search
{
    /// <summary>One order of each class of equivalent ones, the last difference first.</summary>
    Whole,

    /// <summary>The same classes, those with the fewest changes from one actor to another first: for runs that end early.</summary>
    FewestSwitchesFirst,

    /// <summary>Every order, equivalent or not.</summary>
    Unreduced,
}

/// <summary>
/// Goes through the orders of the actors' steps by running them again and again, each time with the next order. Two orders are equivalent
/// where one becomes the other by swapping neighbours of which neither writes what the other reads or writes: every actor reads the same
/// in both and the database ends the same. Of each class at least one order is run: dynamic partial-order reduction with source sets and
/// sleep sets (Abdulla, Aronis, Jonsson, Sagonas, POPL 2014). Nobody waits for anybody (see <see cref="Step"/>), which it relies on.
/// </summary>
internal sealed class Exploration(Search search)
{
    private readonly PriorityQueue<(Node Node, int Actor), (int, int, int)> waiting = new();
    private readonly Node root = new(null, null, []);
    private List<Node> path = [];
    private List<int> prefix = [];
    private bool isRedundant;

    /// <summary>How many orders were run.</summary>
    public int Runs { get; private set; }

    /// <summary>How many of them were found equivalent to another while they ran.</summary>
    public int Redundant { get; private set; }

    public bool HasMore => waiting.Count > 0;

    /// <summary>Takes up the next order; false where there is none.</summary>
    public bool Begin()
    {
        if (Runs > 0)
        {
            if (!waiting.TryDequeue(out var next, out _))
                return false;
            prefix = [.. next.Node.Before.Append(next.Actor)];
        }

        Runs++;
        (path, isRedundant) = ([root], false);
        return true;
    }

    public int Choose(IReadOnlyList<int> enabled)
    {
        var node = path[^1];
        if (isRedundant)
            return enabled[0];
        node.Enabled ??= enabled;
        Same(string.Join(',', node.Enabled), string.Join(',', enabled));
        var depth = path.Count - 1;
        var awake = enabled.Where(a => !node.Asleep.ContainsKey(a)).ToList();
        if (depth >= prefix.Count && awake.Count == 0)
        {
            isRedundant = true;
            Redundant++;
            return enabled[0];
        }

        var actor = depth < prefix.Count ? prefix[depth] : awake.Contains(node.By) ? node.By : awake[0];
        if (node.Wanted.Add(actor) && search == Search.Unreduced)
        {
            foreach (var other in enabled)
                Want(node, other);
        }

        return actor;
    }

    public void Took(Step step)
    {
        if (isRedundant)
            return;
        var node = path[^1];
        if (!node.Next.TryGetValue(step.Actor, out var next))
            node.Next.Add(step.Actor, next = new Node(node, step, Asleep(node, step)));
        Same(next.Step!.Text, step.Text);
        path.Add(next);
    }

    /// <summary>Finds which steps of the order that was run could have come the other way round, to be tried in turn.</summary>
    public void End()
    {
        if (search == Search.Unreduced)
            return;
        var steps = path.Skip(1).Select(n => n.Step!).ToList();
        var past = Past.Of(steps);
        for (var later = 0; later < steps.Count; later++)
        {
            foreach (var earlier in past.Races(later))
            {
                var first = past.Firsts(earlier, later);
                var node = path[earlier];
                if (!first.Exists(a => node.Wanted.Contains(a) || node.Asleep.ContainsKey(a)))
                    Want(node, first.Contains(steps[later].Actor) ? steps[later].Actor : first[0]);
            }
        }
    }

    private void Want(Node node, int actor)
    {
        if (!node.Wanted.Add(actor))
            return;
        var switches = node.Switches + (actor != node.By && node.Enabled!.Contains(node.By) ? 1 : 0);
        waiting.Enqueue((node, actor), search == Search.FewestSwitchesFirst ? (switches, node.Depth, Runs) : (0, -node.Depth, -Runs));
    }

    // What was tried from here before need not be tried again until something happens on which it depends.
    private Dictionary<int, Footprint> Asleep(Node node, Step step) => search == Search.Unreduced ? [] : node.Asleep
        .Concat(node.Next.Select(n => KeyValuePair.Create(n.Key, n.Value.Step!.Footprint)))
        .Where(a => a.Key != step.Actor && !a.Value.DependsOn(step.Footprint))
        .DistinctBy(a => a.Key).ToDictionary();

    private static void Same(string before, string now) =>
        Assert.True(before == now, $"The same beginning led to other steps: the run is not deterministic.\nFirst: {before}\nNow: {now}");

    private sealed class Node(Node? parent, Step? step, Dictionary<int, Footprint> asleep)
    {
        public Step? Step => step;

        /// <summary>Whose step led here; nobody's at the beginning.</summary>
        public int By => step?.Actor ?? -1;

        public IReadOnlyList<int>? Enabled { get; set; }

        public Dictionary<int, Node> Next { get; } = [];

        /// <summary>Whose steps are to be tried from here, or were.</summary>
        public HashSet<int> Wanted { get; } = [];

        public Dictionary<int, Footprint> Asleep => asleep;

        public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

        public int Switches { get; } = parent is null ? 0 : parent.Switches + (parent.By >= 0 && parent.By != step!.Actor && parent.Enabled!.Contains(parent.By) ? 1 : 0);

        public IEnumerable<int> Before => parent is null ? [] : parent.Before.Append(By);
    }
}
