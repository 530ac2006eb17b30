using System.IO.Compression;

namespace CsmPartners.Web.Media.Pdf;

/// <summary>The content of object streams. Producers write them plain or deflated; anything else is refused.</summary>
internal static class PdfStreams
{
    /// <summary>To its own end: what the document says of its length may be wrong.</summary>
    public static byte[] Decode(byte[] bytes, int at, PdfDictionary dictionary, PdfBudget budget)
    {
        var filters = dictionary.Find("Filter") switch
        {
            null or PdfOther => [],
            PdfArray several => several.Items,
            var one => [one],
        };
        if (!IsPlain(dictionary.Find("DecodeParms")) || dictionary.Has("DP"))
            throw new PdfException(MediaRefusal.Broken);
        return filters switch
        {
            [] => bytes[at..],
            [PdfName { Name: "FlateDecode" }] => Inflate(bytes, at, budget),
            _ => throw new PdfException(MediaRefusal.Broken),
        };
    }

    private static bool IsPlain(PdfObject? parameters) => parameters switch
    {
        null or PdfOther => true,
        PdfArray array => array.Items.All(IsPlain),
        PdfDictionary dictionary => dictionary.Find("Predictor") is null or PdfNumber { Value: 1 },
        _ => false,
    };

    private static byte[] Inflate(byte[] bytes, int at, PdfBudget budget)
    {
        using var content = new MemoryStream();
        try
        {
            using var inflating = new ZLibStream(new MemoryStream(bytes, at, bytes.Length - at), CompressionMode.Decompress);
            var buffer = new byte[16 * 1024];
            while (inflating.Read(buffer) is > 0 and var length)
            {
                if ((budget.Inflated += length) > PdfBudget.MostInflated)
                    throw new PdfException(MediaRefusal.Unreadable);
                content.Write(buffer, 0, length);
            }
        }
        catch (InvalidDataException)
        {
            throw new PdfException(MediaRefusal.Broken);
        }

        return content.ToArray();
    }
}
