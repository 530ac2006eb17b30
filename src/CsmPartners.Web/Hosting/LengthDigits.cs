using System.Text;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// How the bytes of a Content-Length are read: as digits and nothing else (RFC 9110, 8.6). Left to itself the server takes <c>+5</c> for 5 and
/// <c>-0</c> for 0, where a proxy in front of it may see no length at all and take the body for another request.
/// </summary>
internal sealed class LengthDigits : ASCIIEncoding
{
    public static Encoding Encoding { get; } = new LengthDigits();

    /// <summary>What is no length becomes a letter, which the server refuses as one.</summary>
    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (bytes.IsEmpty || bytes.Length >= chars.Length || bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            chars[0] = 'x';
            return 1;
        }

        return base.GetChars(bytes, chars);
    }
}
