namespace CsmPartners.Texts;

/// <summary>
/// Which pieces of two texts are the same ones: Myers' greedy algorithm ("An O(ND) difference algorithm", 1986) on the pieces that both texts
/// have, in at most so many steps.
/// </summary>
internal sealed class Alignment
{
    private readonly int[] old;
    private readonly int[] @new;
    private readonly int oldCount;
    private readonly int newCount;
    private readonly int head;

    // What each number of differences reached, on every other diagonal from -d to d.
    private readonly List<int[]> rounds = [];

    private Alignment(int[] old, int[] @new)
    {
        (this.old, this.@new) = (old, @new);
        var most = Math.Min(old.Length, @new.Length);
        while (head < most && old[head] == @new[head])
            head++;
        var tail = 0;
        while (tail < most - head && old[^(tail + 1)] == @new[^(tail + 1)])
            tail++;
        (oldCount, newCount) = (old.Length - head - tail, @new.Length - head - tail);
        Tail = tail;
    }

    private int Tail { get; }

    /// <returns>For each old piece the new one that it is, or -1; null where it would take too many steps.</returns>
    public static int[]? Of(Pieces old, Pieces @new, Work work, long mostSteps)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var (oldNumbers, newNumbers) = (Number(old, numbers), Number(@new, numbers));
        // What only one text has has no partner, and would cost the most.
        var (oldShared, newShared) = (Shared(oldNumbers, newNumbers, numbers.Count), Shared(newNumbers, oldNumbers, numbers.Count));
        var alignment = new Alignment(Array.ConvertAll(oldShared, i => oldNumbers[i]), Array.ConvertAll(newShared, i => newNumbers[i]));
        if (!alignment.Search(work, mostSteps))
            return null;
        var partners = new int[old.Count];
        Array.Fill(partners, -1);
        foreach (var (i, j) in alignment.Pairs())
            partners[oldShared[i]] = newShared[j];
        return partners;
    }

    private static int[] Number(Pieces pieces, Dictionary<string, int> numbers)
    {
        var known = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var result = new int[pieces.Count];
        for (var i = 0; i < result.Length; i++)
        {
            if (!known.TryGetValue(pieces.At(i), out result[i]))
                known[pieces.At(i)] = result[i] = numbers.Count;
        }

        return result;
    }

    private static int[] Shared(int[] numbers, int[] others, int count)
    {
        var isThere = new bool[count];
        foreach (var number in others)
            isThere[number] = true;
        return [.. Enumerable.Range(0, numbers.Length).Where(i => isThere[numbers[i]])];
    }

    private bool Search(Work work, long mostSteps)
    {
        if (oldCount == 0 || newCount == 0)
            return true;
        // Each round has one diagonal more than the last.
        var mostRounds = (int)Math.Min(oldCount + newCount, Math.Sqrt(2 * mostSteps));
        if (Math.Abs(oldCount - newCount) > mostRounds)
            return false;
        var last = Array.Empty<int>();
        for (var d = 0; d <= mostRounds; d++)
        {
            var (round, steps) = (new int[d + 1], (long)d + 1);
            rounds.Add(round);
            for (var n = 0; n <= d; n++)
            {
                var k = (2 * n) - d;
                var start = d == 0 ? 0 : IsInsertion(last, n) ? last[n] : last[n - 1] + 1;
                var x = start;
                while (x < oldCount && x - k < newCount && old[head + x] == @new[head + x - k])
                    x++;
                round[n] = x;
                steps += x - start;
                if (x >= oldCount && x - k >= newCount)
                    return work.Take(steps);
            }

            mostSteps -= steps;
            if (mostSteps < 0 || !work.Take(steps))
                return false;
            last = round;
        }

        return false;
    }

    /// <summary>Whether a round's n-th diagonal is reached by an added piece, from the last round's n-th; else by a removed one, from its (n - 1)-th.</summary>
    private static bool IsInsertion(int[] last, int n) => n == 0 || (n < last.Length && last[n - 1] < last[n]);

    private IEnumerable<(int Old, int New)> Pairs()
    {
        for (var i = 0; i < head; i++)
            yield return (i, i);
        for (var i = 1; i <= Tail; i++)
            yield return (old.Length - i, @new.Length - i);
        var (x, y) = (oldCount, newCount);
        for (var d = rounds.Count - 1; d > 0; d--)
        {
            var (last, n) = (rounds[d - 1], (x - y + d) / 2);
            var isInsertion = IsInsertion(last, n);
            var fromX = isInsertion ? last[n] : last[n - 1];
            var fromY = fromX - (x - y) - (isInsertion ? 1 : -1);
            while (x > (isInsertion ? fromX : fromX + 1))
                yield return (head + --x, head + --y);
            (x, y) = (fromX, fromY);
        }
    }
}
