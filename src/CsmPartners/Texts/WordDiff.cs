using CsmPartners.Entries;

namespace CsmPartners.Texts;

public enum Change
{
    Same,
    Removed,
    Added,
}

/// <summary>A stretch of text that stayed, went or came.</summary>
public readonly record struct Segment(Change Change, string Text);

/// <summary>What stayed and went, put together, is the old text exactly; what stayed and came, the new one.</summary>
/// <param name="IsByWords">False where the comparison reached its bound, so that longer passages stand as removed and added.</param>
public sealed record Comparison(IReadOnlyList<Segment> Segments, bool IsByWords);

/// <summary>
/// Compares texts word by word, in bounded work for each text and for all texts of one page together. A step is a letter read or a pair of
/// pieces compared, some nanoseconds.
/// </summary>
public sealed class WordDiff
{
    /// <summary>For both texts of one comparison.</summary>
    public const long MostSteps = 2_000_000;

    /// <summary>For all comparisons of one page.</summary>
    public const long MostStepsOfPage = 3 * MostSteps;

    private const long MostStepsOfAttempt = MostSteps / 4;

    // What an attempt costs however short the texts are.
    private const int FewestSteps = 100;

    public long Steps { get; private set; }

    /// <exception cref="OperationCanceledException">Nobody waits for the result any more.</exception>
    public Comparison Compare(string before, string after, CancellationToken cancellation)
    {
        var segments = new Segments();
        var work = new Work(Math.Min(MostSteps, MostStepsOfPage - Steps), cancellation);
        var isByWords = before == after || (before.Length <= Entry.BodyLength && after.Length <= Entry.BodyLength);
        if (isByWords)
            isByWords = Compare(before, after, Pieces.Units.Count, segments, work);
        else
            Replace(before, after, segments);
        Steps += work.Done;
        return new(segments.Close(), isByWords);
    }

    /// <summary>By words if that takes few steps; else by sentences or lines, and by smaller units within those that changed.</summary>
    private static bool Compare(string before, string after, int units, Segments segments, Work work)
    {
        if (before == after)
        {
            segments.Add(Change.Same, before);
            return true;
        }

        for (var unit = 0; unit < units && before.Length > 0 && after.Length > 0; unit++)
        {
            if (!work.Take(FewestSteps + before.Length + after.Length))
                break;
            var (old, @new) = (Pieces.Of(before, unit), Pieces.Of(after, unit));
            if (Alignment.Of(old, @new, work, MostStepsOfAttempt) is { } partners)
                return Walk(old, @new, partners, unit, segments, work);
        }

        Replace(before, after, segments);
        return before.Length == 0 || after.Length == 0;
    }

    private static bool Walk(Pieces old, Pieces @new, int[] partners, int unit, Segments segments, Work work)
    {
        var isByWords = true;
        for (var (i, j) = (0, 0); i < old.Count || j < @new.Count;)
        {
            var (firstOld, firstNew) = (i, j);
            while (i < old.Count && partners[i] < 0)
                i++;
            j = i < old.Count ? partners[i] : @new.Count;
            isByWords &= Refine(old.Part(firstOld, i), @new.Part(firstNew, j), unit, segments, work);
            var same = i;
            for (; i < old.Count && partners[i] == j; i++)
                j++;
            segments.Add(Change.Same, old.Between(same, i));
        }

        return isByWords;
    }

    private static bool Refine(Pieces removed, Pieces added, int unit, Segments segments, Work work)
    {
        if (unit == 0)
        {
            Replace(removed.Whole, added.Whole, segments);
            return true;
        }

        if (removed.Count != added.Count)
            return Compare(removed.Whole, added.Whole, unit, segments, work);
        var isByWords = true;
        for (var i = 0; i < removed.Count; i++)
            isByWords &= Compare(removed.Between(i, i + 1), added.Between(i, i + 1), unit, segments, work);
        return isByWords;
    }

    private static void Replace(string removed, string added, Segments segments)
    {
        segments.Add(Change.Removed, removed);
        segments.Add(Change.Added, added);
    }
}
