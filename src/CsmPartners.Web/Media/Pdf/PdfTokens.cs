using System.Text;

namespace CsmPartners.Web.Media.Pdf;

internal enum PdfToken
{
    End,
    Name,
    Number,
    Text,
    Keyword,
    OpenDictionary,
    CloseDictionary,
    OpenArray,
    CloseArray,
}

/// <summary>What a document may cost: bytes read by the parser, again and again where objects overlap, and bytes inflated.</summary>
internal sealed class PdfBudget
{
    private const long MostRead = 256 * 1024 * 1024;

    /// <summary>In all object streams of a document.</summary>
    public const int MostInflated = 96 * 1024 * 1024;

    private long read;

    public int Inflated { get; set; }

    public void Read(int bytes)
    {
        if ((read += bytes) > MostRead)
            throw new PdfException(MediaRefusal.Unreadable);
    }
}

/// <summary>Why a document is refused, thrown out of the depth of its parser.</summary>
internal sealed class PdfException(MediaRefusal refusal) : Exception(refusal.ToString())
{
    public MediaRefusal Refusal { get; } = refusal;
}

/// <summary>Reads the tokens of PDF's syntax, ISO 32000-2, 7.2 and 7.3. Accepts more than the standard, as viewers do.</summary>
internal sealed class PdfTokens(byte[] bytes, int position, PdfBudget budget)
{
    private const string Delimiters = "()<>[]{}/%";

    public int Position { get; private set; } = position;

    /// <summary>Of the last name, without its slash and escapes, number or keyword.</summary>
    public string Value { get; private set; } = "";

    public static bool IsSpace(byte b) => b is 0 or 9 or 10 or 12 or 13 or 32;

    public PdfToken Next()
    {
        SkipSpace();
        var start = Position;
        var token = Read();
        budget.Read(Position - start + 1);
        return token;
    }

    /// <summary>Spaces and comments.</summary>
    public void SkipSpace()
    {
        var start = Position;
        while (Position < bytes.Length && (IsSpace(bytes[Position]) || bytes[Position] == '%'))
        {
            if (bytes[Position] == '%')
                Position = bytes.AsSpan(Position).IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var length ? Position + length : bytes.Length;
            else
                Position++;
        }

        budget.Read(Position - start);
    }

    private PdfToken Read()
    {
        if (Position >= bytes.Length)
            return PdfToken.End;
        switch ((char)bytes[Position])
        {
            case '/':
                Position++;
                Value = Unescaped(Regular());
                return PdfToken.Name;
            case '(':
                return Literal();
            case '<' when Position + 1 < bytes.Length && bytes[Position + 1] == '<':
                Position += 2;
                return PdfToken.OpenDictionary;
            case '<':
                Position = bytes.AsSpan(Position).IndexOf((byte)'>') is >= 0 and var length ? Position + length + 1 : bytes.Length;
                return PdfToken.Text;
            case '>' when Position + 1 < bytes.Length && bytes[Position + 1] == '>':
                Position += 2;
                return PdfToken.CloseDictionary;
            case '[':
                Position++;
                return PdfToken.OpenArray;
            case ']':
                Position++;
                return PdfToken.CloseArray;
            case ')' or '>' or '{' or '}':
                Value = ((char)bytes[Position++]).ToString();
                return PdfToken.Keyword;
        }

        Value = Regular();
        return Value.All(c => c is (>= '0' and <= '9') or '+' or '-' or '.') ? PdfToken.Number : PdfToken.Keyword;
    }

    private string Regular()
    {
        var start = Position;
        while (Position < bytes.Length && !IsSpace(bytes[Position]) && !Delimiters.Contains((char)bytes[Position]))
            Position++;
        return Encoding.Latin1.GetString(bytes, start, Position - start);
    }

    // "/J#61vaScript" is the same name as "/JavaScript".
    private static string Unescaped(string name)
    {
        if (!name.Contains('#'))
            return name;
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var isEscape = name[i] == '#' && i + 2 < name.Length && char.IsAsciiHexDigit(name[i + 1]) && char.IsAsciiHexDigit(name[i + 2]);
            text.Append(isEscape ? (char)Convert.ToByte(name.Substring(i + 1, 2), 16) : name[i]);
            i += isEscape ? 2 : 0;
        }

        return text.ToString();
    }

    private PdfToken Literal()
    {
        var depth = 0;
        while (Position < bytes.Length)
        {
            var b = bytes[Position++];
            if (b == '\\')
                Position++;
            else if (b == '(')
                depth++;
            else if (b == ')' && --depth == 0)
                return PdfToken.Text;
        }

        Position = bytes.Length;
        return PdfToken.Text;
    }
}
