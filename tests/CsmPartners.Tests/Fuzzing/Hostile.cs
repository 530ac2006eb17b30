using CsCheck;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>Texts as tired people, other programs and attackers send them: pieces of what a parser knows among all that it does not.</summary>
internal static class Hostile
{
    /// <summary>What no page may hold as it stands.</summary>
    public const string Script = "<script>fuzz(1)</script>";

    /// <summary>What no element may have as an attribute.</summary>
    public const string Handler = "\"onfuzz=\"fuzz(1)";

    private static readonly string[] Words =
    [
        "Көрме", "әіңғүұқөһ", "ҚАЗАҚСТАН", "выставка", "Щи", "museum", "Ærø", "Straße", "İı", "東京", "مرحبا", "😀", "ﬁ", "①", "٣", "²", "e\u0301", "и\u0306", "2014", "a", "-", " ", "/", "\\", ":", "|", "'", ";", ",", "=", "&", "%", "#", "?", "+", "*",
    ];

    private static readonly string[] Signs =
    [
        "\0", "\t", "\n", "\r", "\r\n", "\n\n", "\v", "\u001b", "\u007f", "\u0085", "\u00a0", "\u00ad", "\u200b", "\u200d", "\u202e", "\u2028", "\u2066", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ud800", "\udc00", "\ud83d", "\udfff\ud800",
    ];

    private static readonly string[] Html =
    [
        Script, Handler, "'onfuzz='fuzz(1)", "<img src=x onerror=fuzz(1)>", "<svg onload=fuzz(1)>", "<svg><script>fuzz(1)</script></svg>", "<math><mtext></table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=fuzz(1)&gt;\">",
        "<a href=\"javascript:fuzz(1)\">", "</a>", "<iframe src=//evil.example>", "<base href=//evil.example/>", "<form action=//evil.example>", "<style>*{}</style>", "<meta http-equiv=refresh>", "<object data=x>", "<p style=x>", "<!--", "-->", "<![CDATA[", "]]>",
        "</script", "</title>", "<plaintext>", "<noscript>", "<template>", "&lt;", "&#x6A;", "&NewLine;", "&colon;", "<", ">", "\"",
    ];

    private static readonly Gen<string> Marks = Gen.Select(Gen.OneOf("\u0301", "\u0306", "\u0335", "\u20dd"), Gen.Int[1, 60]).Select((mark, count) => Repeated(mark, count));

    private static readonly Gen<string> Piece = Gen.Frequency((5, Gen.OneOf(Words)), (3, Gen.OneOf(Signs)), (3, Gen.OneOf(Html)), (1, Gen.String[0, 6]), (1, Marks));

    private static readonly Gen<Func<string, string>> Edit = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 10_000], Piece).Select((kind, at, piece) => (Func<string, string>)(text => Edited(text, kind, at, piece)));

    /// <summary>Among what the parser knows.</summary>
    /// <param name="longest">In characters; one text in some forty comes near it.</param>
    public static Gen<string> Among(Gen<string> known, int longest = 20_000)
    {
        var piece = Gen.Frequency((3, known), (2, Piece));
        var mixed = piece.Array[0, 10].Select(pieces => string.Concat(pieces));
        var edited = Gen.Select(known, Edit.Array[0, 3]).Select((text, edits) => edits.Aggregate(text, (t, edit) => edit(t)));
        var repeated = Gen.Select(piece, Gen.Int[1, longest], mixed).Select((text, length, end) => Repeated(text, 1 + (length / Math.Max(1, text.Length))) + end);
        return Gen.Frequency((20, mixed), (18, edited), (1, repeated));
    }

    public static Gen<string> Among(params string[] known) => Among(Gen.OneOf(known));

    public static string Repeated(string piece, int count) => string.Concat(Enumerable.Repeat(piece, count));

    private static string Edited(string text, int kind, int at, string piece)
    {
        var place = at % (text.Length + 1);
        var next = Math.Min(place + 1, text.Length);
        return kind switch
        {
            0 => text[..place] + piece + text[place..],
            1 => text[..place] + piece + text[next..],
            2 => text[..place] + text[next..],
            3 => text[..next] + text[place..],
            4 => text[..place],
            _ => text.ToUpperInvariant(),
        };
    }
}
