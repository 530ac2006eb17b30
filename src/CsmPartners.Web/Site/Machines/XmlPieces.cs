using System.Text;
using System.Xml;

namespace CsmPartners.Web.Site.Machines;

/// <summary>XML sent piece by piece, so that a file of any length takes no more memory than a piece.</summary>
internal sealed class XmlPieces : IDisposable
{
    private const int Length = 64 * 1024;

    private readonly MemoryStream piece = new();
    private readonly Stream body;

    public XmlPieces(Stream body)
    {
        this.body = body;
        Xml = XmlWriter.Create(piece, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true });
    }

    public XmlWriter Xml { get; }

    /// <summary>After each part: sends what was written so far, if it is enough for a piece.</summary>
    public async Task SendAsync()
    {
        if (piece.Length > Length)
            await PassOnAsync();
    }

    public Task EndAsync()
    {
        Xml.WriteEndDocument();
        return PassOnAsync();
    }

    public void Dispose()
    {
        Xml.Dispose();
        piece.Dispose();
    }

    private async Task PassOnAsync()
    {
        Xml.Flush();
        piece.Position = 0;
        await piece.CopyToAsync(body);
        piece.SetLength(0);
    }
}
