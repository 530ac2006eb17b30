using System.Text;

namespace CsmPartners.Texts;

/// <summary>
/// Gathers a comparison so that it reads well: neighbours of a sort are one, what went stands before what came, and a space between
/// two replaced words belongs to both replacements.
/// </summary>
internal sealed class Segments
{
    private readonly List<Segment> closed = [];
    private readonly StringBuilder same = new();
    private readonly StringBuilder removed = new();
    private readonly StringBuilder added = new();

    public void Add(Change change, string text)
    {
        if (text.Length == 0)
            return;
        if (change == Change.Same)
        {
            same.Append(text);
            return;
        }

        Bridge();
        (change == Change.Removed ? removed : added).Append(text);
    }

    public IReadOnlyList<Segment> Close()
    {
        CloseChange();
        Close(Change.Same, same);
        return closed;
    }

    /// <summary>Before a change: what stayed since the last one ends that one, unless it is a mere space between replacements.</summary>
    private void Bridge()
    {
        if (same.Length == 0)
            return;
        var gap = same.ToString();
        if (removed.Length > 0 && added.Length > 0 && string.IsNullOrWhiteSpace(gap) && !gap.Contains('\n'))
        {
            removed.Append(gap);
            added.Append(gap);
            same.Clear();
            return;
        }

        CloseChange();
        Close(Change.Same, same);
    }

    private void CloseChange()
    {
        Close(Change.Removed, removed);
        Close(Change.Added, added);
    }

    private void Close(Change change, StringBuilder text)
    {
        if (text.Length > 0)
            closed.Add(new Segment(change, text.ToString()));
        text.Clear();
    }
}
