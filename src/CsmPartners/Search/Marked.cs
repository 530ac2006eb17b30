using CsmPartners.Texts;

namespace CsmPartners.Search;

/// <summary>A text in pieces, of which some are what was asked for.</summary>
public sealed record Marked(IReadOnlyList<Piece> Pieces, Language Language)
{
    // Of a glance at a text, in UTF-16 units.
    private const int Glance = 220;

    /// <summary>The whole text.</summary>
    public static Marked Of(string text, Language language, Finding finding) => new(Cut(text, Matches(text, language, finding)), language);

    /// <summary>The part of the text that has most of the words; null where it has none.</summary>
    public static Marked? GlanceAt(string text, Language language, Finding finding)
    {
        var matches = Matches(text, language, finding);
        if (matches.Count == 0)
            return null;
        var first = Fullest(matches).Start;
        var start = Math.Max(0, first - (Glance / 5));
        start = start == 0 ? 0 : text.IndexOf(' ', start) is var space && space >= 0 && space < first ? space + 1 : first;
        var end = start + Glance >= text.Length ? text.Length : text.LastIndexOf(' ', start + Glance) is var last && last > first ? last : start + Glance;
        if (end < text.Length && Letters.IsLoneSurrogate(text[..end], end - 1))
            end--;
        var pieces = Cut(text[start..end], [.. matches.Where(m => m.Start >= start && m.Start + m.Length <= end).Select(m => m with { Start = m.Start - start })]);
        if (start > 0)
            pieces.Insert(0, new Piece("… ", false));
        if (end < text.Length)
            pieces.Add(new Piece(" …", false));
        return new Marked(pieces, language);
    }

    /// <summary>The first of those from which on a glance holds most different words.</summary>
    private static Word Fullest(List<Word> matches)
    {
        var (fullest, most, end) = (matches[0], 0, 0);
        var held = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < matches.Count; i++)
        {
            var from = matches[i];
            for (end = Math.Max(end, i); end < matches.Count && matches[end].Start + matches[end].Length <= from.Start + Glance; end++)
                held[matches[end].Text] = held.GetValueOrDefault(matches[end].Text) + 1;
            if (held.Count > most)
                (fullest, most) = (from, held.Count);
            if (end > i && --held[from.Text] == 0)
                held.Remove(from.Text);
        }

        return fullest;
    }

    private static List<Word> Matches(string text, Language language, Finding finding) =>
        [.. Words.In(text).Where(w => !WordLists.IsStop(w.Text) && finding.Matches(w.Text, language))];

    private static List<Piece> Cut(string text, List<Word> matches)
    {
        var pieces = new List<Piece>();
        var at = 0;
        foreach (var match in matches)
        {
            if (match.Start > at)
                pieces.Add(new Piece(text[at..match.Start], false));
            pieces.Add(new Piece(text.Substring(match.Start, match.Length), true));
            at = match.Start + match.Length;
        }

        if (at < text.Length)
            pieces.Add(new Piece(text[at..], false));
        return pieces;
    }
}

/// <summary>A stretch of text.</summary>
public readonly record struct Piece(string Text, bool IsMatch);
