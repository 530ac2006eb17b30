namespace CsmPartners.Web.Media.Pdf;

/// <summary>
/// Parses every object of a document, wherever it lies: viewers find objects by tables of offsets, or by searching the file where those
/// are damaged, so that an object may hide in a comment, in a text, in another one's stream or in an older version. What cannot be parsed
/// is refused.
/// </summary>
internal sealed class PdfInspection
{
    private const int TrailerLength = 2048;

    private readonly byte[] bytes;
    private readonly PdfBudget budget = new();
    private readonly PdfRules rules = new();

    private PdfInspection(byte[] bytes) => this.bytes = bytes;

    /// <summary>Null where the document may be kept.</summary>
    public static MediaRefusal? Of(byte[] bytes)
    {
        try
        {
            new PdfInspection(bytes).Inspect();
            return null;
        }
        catch (PdfException e)
        {
            return e.Refusal;
        }
    }

    private void Inspect()
    {
        var end = bytes.AsSpan(Math.Max(0, bytes.Length - TrailerLength));
        if (!IsHead(bytes) || end.IndexOf("startxref"u8) < 0 || end.LastIndexOf("%%EOF"u8) < 0)
            throw new PdfException(MediaRefusal.Broken);
        foreach (var at in All("trailer"u8.ToArray()))
            rules.Inspect(PdfParser.Parse(new PdfTokens(bytes, at, budget)), number: null);
        foreach (var at in All("obj"u8.ToArray()))
        {
            if (PdfHeaders.NumberBefore(bytes, at - "obj".Length) is { } number)
                InspectObject(at, number);
        }

        rules.InspectOpening();
    }

    private static bool IsHead(ReadOnlySpan<byte> file) =>
        file.Length > 8 && file.StartsWith("%PDF-"u8) && file[5] is (byte)'1' or (byte)'2' && file[6] == '.' && char.IsAsciiDigit((char)file[7]);

    /// <summary>Where each occurrence of a word ends.</summary>
    private IEnumerable<int> All(byte[] word)
    {
        for (var at = 0; bytes.AsSpan(at).IndexOf(word) is >= 0 and var next;)
            yield return at += next + word.Length;
    }

    private void InspectObject(int at, int number)
    {
        var tokens = new PdfTokens(bytes, at, budget);
        var found = PdfParser.Parse(tokens);
        rules.Inspect(found, number);
        tokens.SkipSpace();
        if (found is PdfDictionary dictionary && bytes.AsSpan(tokens.Position).StartsWith("stream"u8))
            InspectStream(dictionary, tokens.Position + "stream".Length);
    }

    private void InspectStream(PdfDictionary dictionary, int at)
    {
        // Its content stands in another file.
        if (dictionary.Has("F") || dictionary.Has("FFilter"))
            throw new PdfException(MediaRefusal.Active);
        if (dictionary.Loose.Count > 0)
            throw new PdfException(MediaRefusal.Broken);
        if (!dictionary.Has("First") && dictionary.Find("Type") is null or PdfName { Name: not "ObjStm" })
            return;
        at += bytes.AsSpan(at) is [(byte)'\r', (byte)'\n', ..] ? 2 : bytes.AsSpan(at) is [(byte)'\r' or (byte)'\n', ..] ? 1 : 0;
        var inside = PdfStreams.Decode(bytes, at, dictionary, budget);
        var tokens = new PdfTokens(inside, 0, budget);
        var (count, first) = (Number(dictionary, "N"), Number(dictionary, "First"));
        for (var i = 0; i < count; i++)
        {
            var (number, offset) = (Number(tokens), Number(tokens));
            if (first + (long)offset >= inside.Length)
                throw new PdfException(MediaRefusal.Broken);
            rules.Inspect(PdfParser.Parse(new PdfTokens(inside, first + offset, budget)), number);
        }
    }

    private static int Number(PdfDictionary dictionary, string key) =>
        dictionary.Find(key) is PdfNumber { Value: { } number } ? number : throw new PdfException(MediaRefusal.Broken);

    private static int Number(PdfTokens tokens) =>
        tokens.Next() == PdfToken.Number && PdfParser.Whole(tokens.Value) is { } number ? number : throw new PdfException(MediaRefusal.Broken);
}
