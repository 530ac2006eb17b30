using System.Globalization;

namespace CsmPartners.Web.Media.Pdf;

/// <summary>An object of a document, as far as what it does is concerned. Texts and keywords are <see cref="PdfOther"/>.</summary>
internal abstract record PdfObject;

internal sealed record PdfOther : PdfObject;

internal sealed record PdfName(string Name) : PdfObject;

/// <param name="Value">Null where it is no whole number.</param>
internal sealed record PdfNumber(int? Value) : PdfObject;

internal sealed record PdfReference(int Number) : PdfObject;

internal sealed record PdfArray(IReadOnlyList<PdfObject> Items) : PdfObject;

/// <param name="Pairs">Each key as often as it was written.</param>
/// <param name="Loose">Everything in it, where keys and values do not alternate.</param>
internal sealed record PdfDictionary(IReadOnlyList<(string Key, PdfObject Value)> Pairs, IReadOnlyList<PdfObject> Loose) : PdfObject
{
    public bool Has(string key) => Pairs.Any(p => p.Key == key) || Loose.Contains(new PdfName(key));

    /// <summary>Null where the key is not there.</summary>
    /// <exception cref="PdfException">It is there more than once: viewers differ in which one counts.</exception>
    public PdfObject? Find(string key) => Pairs.Count(p => p.Key == key) switch
    {
        0 => null,
        1 => Pairs.First(p => p.Key == key).Value,
        _ => throw new PdfException(MediaRefusal.Broken),
    };
}

/// <summary>Parses one object. What is not closed cannot be parsed.</summary>
internal static class PdfParser
{
    private const int MostDeep = 200;

    private static readonly PdfOther Other = new();

    /// <exception cref="PdfException">It cannot be parsed.</exception>
    public static PdfObject Parse(PdfTokens tokens) => Parse(tokens, tokens.Next(), 0);

    private static PdfObject Parse(PdfTokens tokens, PdfToken token, int depth) => token switch
    {
        PdfToken.End => throw new PdfException(MediaRefusal.Broken),
        PdfToken.Name => new PdfName(tokens.Value),
        PdfToken.Number => new PdfNumber(Whole(tokens.Value)),
        PdfToken.OpenDictionary => Paired(Items(tokens, PdfToken.CloseDictionary, depth + 1)),
        PdfToken.OpenArray => new PdfArray(Items(tokens, PdfToken.CloseArray, depth + 1)),
        _ => Other,
    };

    private static List<PdfObject> Items(PdfTokens tokens, PdfToken end, int depth)
    {
        if (depth > MostDeep)
            throw new PdfException(MediaRefusal.Unreadable);
        var items = new List<PdfObject>();
        for (var token = tokens.Next(); token != end; token = tokens.Next())
        {
            if (token == PdfToken.Keyword && tokens.Value is "endobj" or "obj" or "stream" or "endstream")
                throw new PdfException(MediaRefusal.Broken);
            if (token == PdfToken.Keyword && tokens.Value == "R" && items is [.., PdfNumber { Value: { } number }, PdfNumber])
            {
                items.RemoveRange(items.Count - 2, 2);
                items.Add(new PdfReference(number));
            }
            else
                items.Add(Parse(tokens, token, depth));
        }

        return items;
    }

    private static PdfDictionary Paired(List<PdfObject> items)
    {
        if (items.Count % 2 == 1 || items.Where((item, i) => i % 2 == 0 && item is not PdfName).Any())
            return new PdfDictionary([], items);
        return new PdfDictionary([.. items.Chunk(2).Select(pair => (((PdfName)pair[0]).Name, pair[1]))], []);
    }

    // Viewers take "5.0" and "+5" for 5.
    public static int? Whole(string number) =>
        decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && value is >= 0 and <= int.MaxValue ? (int)value : null;
}
