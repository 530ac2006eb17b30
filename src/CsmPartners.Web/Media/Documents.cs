using System.Text;
using System.Text.RegularExpressions;
using CsmPartners.Media;
using CsmPartners.Texts;

namespace CsmPartners.Web.Media;

/// <summary>
/// Looks over a PDF, which is kept as it is. The look is at the plain parts of the file: what hides in its compressed objects is
/// not found, so that documents are besides served in a way that lets nothing in them act on the site.
/// </summary>
public static partial class Documents
{
    private const int TrailerLength = 2048;

    public static (StoredFile? File, MediaRefusal? Refusal) Check(byte[] bytes)
    {
        var end = bytes.AsSpan(Math.Max(0, bytes.Length - TrailerLength));
        if (!Header().IsMatch(Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(16, bytes.Length)))) || end.IndexOf("startxref"u8) < 0 || end.LastIndexOf("%%EOF"u8) < 0)
            return (null, MediaRefusal.Broken);
        var names = EscapedLetter().Replace(WithoutStreams(bytes), m => ((char)Convert.ToByte(m.Groups["code"].Value, 16)).ToString());
        return EncryptionName().IsMatch(names) ? (null, MediaRefusal.Encrypted)
            : ActiveName().IsMatch(names) ? (null, MediaRefusal.Active)
            : (new StoredFile(MediaType.Document, bytes, ".pdf"), null);
    }

    // Compressed bytes would now and then look like a name.
    private static string WithoutStreams(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (bytes.IndexOf("stream"u8) is var start and >= 0)
        {
            text.Append(Encoding.Latin1.GetString(bytes[..start]));
            bytes = bytes[(start + "stream".Length)..];
            var end = bytes.IndexOf("endstream"u8);
            if (end < 0)
                break;
            bytes = bytes[(end + "endstream".Length)..];
        }

        return text.Append(Encoding.Latin1.GetString(bytes)).ToString();
    }

    [GeneratedRegex(@"^%PDF-[12]\.[0-9]", RegexOptions.None, Patterns.Patience)]
    private static partial Regex Header();

    // "/J#61vaScript" is the same name as "/JavaScript".
    [GeneratedRegex("#(?<code>[0-9A-Fa-f]{2})", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex EscapedLetter();

    [GeneratedRegex(@"/Encrypt\b", RegexOptions.None, Patterns.Patience)]
    private static partial Regex EncryptionName();

    [GeneratedRegex(@"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)\b", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex ActiveName();
}
