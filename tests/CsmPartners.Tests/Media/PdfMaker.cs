using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CsmPartners.Tests.Media;

/// <summary>Documents object by object, with their tables of offsets.</summary>
internal sealed class PdfMaker
{
    private readonly List<byte> file = [];
    private readonly SortedDictionary<int, long> offsets = [];

    public PdfMaker(string version = "1.7") => Add($"%PDF-{version}\n%\u00e2\u00e3\u00cf\u00d3\n");

    public long Length => file.Count;

    public PdfMaker Add(string text)
    {
        file.AddRange(Encoding.Latin1.GetBytes(text));
        return this;
    }

    public PdfMaker Add(byte[] bytes)
    {
        file.AddRange(bytes);
        return this;
    }

    public PdfMaker Object(int number, string content)
    {
        offsets[number] = file.Count;
        return Add($"{number} 0 obj\n{content}\nendobj\n");
    }

    /// <param name="keys">Of its dictionary, without the length.</param>
    public PdfMaker Stream(int number, string keys, byte[] content)
    {
        offsets[number] = file.Count;
        return Add($"{number} 0 obj\n<< {keys} /Length {content.Length} >>\nstream\r\n").Add(content).Add("\nendstream\nendobj\n");
    }

    /// <summary>Compressed objects, as newer producers write most of a document.</summary>
    public PdfMaker ObjectStream(int number, params (int Number, string Content)[] inside) => ObjectStream(number, "/Type /ObjStm", inside);

    public PdfMaker ObjectStream(int number, string keys, params (int Number, string Content)[] inside)
    {
        var (head, body) = (new StringBuilder(), new StringBuilder());
        foreach (var (of, content) in inside)
        {
            head.Append(CultureInfo.InvariantCulture, $"{of} {body.Length} ");
            body.Append(content).Append('\n');
        }

        return Stream(number, $"{keys} /N {inside.Length} /First {head.Length} /Filter /FlateDecode", Deflated(Encoding.Latin1.GetBytes($"{head}{body}")));
    }

    public static byte[] Deflated(byte[] content)
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(content);
        return deflated.ToArray();
    }

    /// <summary>A page with a blue square.</summary>
    public PdfMaker Page(string catalogue = "", string page = "") =>
        Object(1, $"<< /Type /Catalog /Pages 2 0 R {catalogue} >>")
            .Object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
            .Object(3, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R {page} >>")
            .Stream(4, "", "0 0 1 rg 40 40 120 120 re f"u8.ToArray());

    /// <summary>The table, the trailer and the end.</summary>
    public PdfMaker Table(string trailer = "")
    {
        var start = file.Count;
        Add("xref\n0 1\n0000000000 65535 f \n");
        foreach (var (number, offset) in offsets)
            Add(string.Create(CultureInfo.InvariantCulture, $"{number} 1\n{offset:D10} 00000 n \n"));
        return Add(string.Create(CultureInfo.InvariantCulture, $"trailer\n<< /Size 100 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"));
    }

    public byte[] Done() => [.. file];
}
