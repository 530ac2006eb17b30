using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace CsmPartners.Texts;

public enum Change
{
    Same,
    Removed,
    Added,
}

/// <summary>A stretch of text that stayed, went or came.</summary>
public readonly record struct Segment(Change Change, string Text);

/// <summary>
/// Two texts compared word by word. What stayed and went, put together, is the old text exactly; what stayed and came, the new one.
/// </summary>
public static class WordDiff
{
    // The time grows with the product of the two lengths. A thousand words against a thousand take some milliseconds.
    private const long MostPairs = 1_000_000;

    private static readonly Unit[] Units = [new(Words), new(Sentences), new(Lines)];

    public static IReadOnlyList<Segment> Compare(string before, string after)
    {
        var segments = new Segments();
        Compare(before, after, Units.Length, segments);
        return segments.Close();
    }

    /// <summary>
    /// By words if the texts are short enough for that; else by sentences or lines, and by smaller units within those that changed.
    /// </summary>
    private static void Compare(string before, string after, int units, Segments segments)
    {
        for (var unit = 0; unit < units; unit++)
        {
            var chunker = new CustomFunctionChunker(text => Units[unit].Split(text));
            if ((long)chunker.Chunk(before).Count * chunker.Chunk(after).Count > MostPairs)
                continue;
            Walk(Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, chunker), unit, segments);
            return;
        }

        segments.Add(Change.Removed, before);
        segments.Add(Change.Added, after);
    }

    private static void Walk(DiffResult diff, int unit, Segments segments)
    {
        var place = 0;
        foreach (var block in diff.DiffBlocks)
        {
            segments.Add(Change.Same, diff.PiecesOld.Take(place..block.DeleteStartA));
            Replace(
                [.. diff.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA)],
                [.. diff.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB)],
                unit,
                segments);
            place = block.DeleteStartA + block.DeleteCountA;
        }

        segments.Add(Change.Same, diff.PiecesOld.Skip(place));
    }

    private static void Replace(string[] removed, string[] added, int unit, Segments segments)
    {
        if (unit > 0 && removed.Length == added.Length)
        {
            foreach (var (old, replacement) in removed.Zip(added))
                Compare(old, replacement, unit, segments);
        }
        else if (unit > 0 && removed.Length > 0 && added.Length > 0)
        {
            Compare(string.Concat(removed), string.Concat(added), unit, segments);
        }
        else
        {
            segments.Add(Change.Removed, removed);
            segments.Add(Change.Added, added);
        }
    }

    private static List<string> Lines(string text) => Split(text, (line, at) => line[at - 1] == '\n');

    private static List<string> Sentences(string text) =>
        Split(text, (line, at) => line[at - 1] == '\n' || (line[at - 1] == ' ' && at > 1 && line[at - 2] is '.' or '!' or '?' or ';' or '…'));

    /// <summary>Words whole, white space in runs, every line end and every other character by itself.</summary>
    private static List<string> Words(string text) => Split(text, (line, at) =>
        !char.IsLowSurrogate(line[at]) && (Sort(line, at - 1), Sort(line, at)) is var (left, right) && (left != right || left == Kind.Other));

    private static List<string> Split(string text, Func<string, int, bool> isBoundary)
    {
        var pieces = new List<string>();
        var start = 0;
        for (var at = 1; at <= text.Length; at++)
        {
            if (at < text.Length && !isBoundary(text, at))
                continue;
            pieces.Add(text[start..at]);
            start = at;
        }

        return pieces;
    }

    private static Kind Sort(string text, int at) => text[at] switch
    {
        '\n' or '\r' => Kind.Other,
        var c when char.IsWhiteSpace(c) => Kind.Space,
        var c when char.IsLetterOrDigit(c) || Letters.IsMark(c) => Kind.Word,
        _ => Kind.Other,
    };

    private enum Kind
    {
        Other,
        Space,
        Word,
    }

    private sealed record Unit(Func<string, List<string>> Split);
}
