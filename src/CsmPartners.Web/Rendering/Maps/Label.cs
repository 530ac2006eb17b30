namespace CsmPartners.Web.Rendering.Maps;

/// <summary>A name beside a mark.</summary>
/// <param name="At">Where its baseline begins, is halved or ends, as <paramref name="Anchor"/> says.</param>
/// <param name="Anchor">"start", "middle" or "end".</param>
public sealed record Label(string Text, MapPoint At, string Anchor)
{
    /// <summary>Of the type, in CSS pixels, as in the style sheet.</summary>
    public const double FontSize = 13;

    private const double LineHeight = 17;
    private const double Ascent = 13;
    private const double Gap = 3;

    /// <summary>
    /// Names beside marks so that none meets another, a mark or the edge: for each the first of its texts for which there is room;
    /// null where there is none for any.
    /// </summary>
    /// <param name="marks">The most important first.</param>
    /// <param name="edge">Of the drawing.</param>
    public static IReadOnlyList<Label?> Place(IReadOnlyList<Labelled> marks, Box edge)
    {
        var taken = marks.Select(m => m.Mark).ToList();
        var labels = new Label?[marks.Count];
        for (var i = 0; i < marks.Count; i++)
        {
            foreach (var (label, box) in marks[i].Texts.SelectMany(text => Spots(marks[i], text)))
            {
                if (!box.IsIn(edge) || taken.Any(box.Meets))
                    continue;
                labels[i] = label;
                taken.Add(box);
                break;
            }
        }

        return labels;
    }

    // A mark has its name at its side, an area above or below.
    private static IEnumerable<(Label Label, Box Box)> Spots(Labelled labelled, string text)
    {
        var width = TextWidth.Of(text) * FontSize;
        var mark = labelled.Mark;
        var (x, y) = mark.Centre;
        var above = mark.Top - LineHeight;
        (Label, Box)[] spots =
        [
            At("start", mark.Right + Gap, y - (LineHeight / 2)),
            At("end", mark.Left - Gap, y - (LineHeight / 2)),
            At("middle", x, mark.Bottom),
            At("middle", x, above),
            At("start", mark.Left, mark.Bottom),
            At("start", mark.Left, above),
            At("end", mark.Right, mark.Bottom),
            At("end", mark.Right, above),
        ];
        return labelled.IsArea ? spots.Reverse() : spots;

        (Label, Box) At(string anchor, double at, double top)
        {
            var left = anchor == "start" ? at : anchor == "end" ? at - width : at - (width / 2);
            return (new Label(text, new MapPoint(at, top + Ascent), anchor), new Box(left, top, left + width, top + LineHeight));
        }
    }
}

/// <summary>What wants a name.</summary>
/// <param name="Texts">The one wanted most first.</param>
/// <param name="IsArea">Whether the mark is the frame of an area.</param>
public sealed record Labelled(Box Mark, IReadOnlyList<string> Texts, bool IsArea = false);
