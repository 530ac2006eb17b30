namespace CsmPartners.Texts;

/// <summary>A text cut into words, sentences or lines; together they are the text.</summary>
/// <param name="Starts">Where each begins, and where the last one ends.</param>
internal readonly record struct Pieces(string Text, ArraySegment<int> Starts)
{
    /// <summary>Whether a piece ends before this place, from the smallest unit to the largest.</summary>
    public static IReadOnlyList<Func<string, int, bool>> Units { get; } = [IsWordBoundary, IsSentenceBoundary, IsLineBoundary];

    public int Count => Starts.Count - 1;

    public string Whole => Between(0, Count);

    public static Pieces Of(string text, int unit)
    {
        var starts = new List<int> { 0 };
        for (var at = 1; at < text.Length; at++)
        {
            if (Units[unit](text, at))
                starts.Add(at);
        }

        starts.Add(text.Length);
        return new(text, starts.ToArray());
    }

    public ReadOnlySpan<char> At(int index) => Text.AsSpan()[Starts[index]..Starts[index + 1]];

    public string Between(int from, int until) => Text[Starts[from]..Starts[until]];

    public Pieces Part(int from, int until) => new(Text, Starts[from..(until + 1)]);

    private static bool IsLineBoundary(string text, int at) => text[at - 1] == '\n';

    private static bool IsSentenceBoundary(string text, int at) =>
        text[at - 1] == '\n' || (text[at - 1] == ' ' && at > 1 && text[at - 2] is '.' or '!' or '?' or ';' or '…');

    /// <summary>Words whole, white space in runs, every line end and every other character by itself.</summary>
    private static bool IsWordBoundary(string text, int at) =>
        !char.IsLowSurrogate(text[at]) && (Sort(text[at - 1]), Sort(text[at])) is var (left, right) && (left != right || left == Kind.Other);

    private static Kind Sort(char c) => c switch
    {
        '\n' or '\r' => Kind.Other,
        _ when char.IsWhiteSpace(c) => Kind.Space,
        _ when char.IsLetterOrDigit(c) || Letters.IsMark(c) => Kind.Word,
        _ => Kind.Other,
    };

    private enum Kind
    {
        Other,
        Space,
        Word,
    }
}
