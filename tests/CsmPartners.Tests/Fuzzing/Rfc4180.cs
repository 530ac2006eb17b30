using System.Text;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>CSV to the letter of RFC 4180: what stands outside of quotes ends at the first sign that could end it for any reader.</summary>
internal static class Rfc4180
{
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text, char delimiter)
    {
        var lines = new List<IReadOnlyList<string>>();
        for (var at = 0; at < text.Length;)
            lines.Add(Line(text, delimiter, ref at));
        return lines;
    }

    private static List<string> Line(string text, char delimiter, ref int at)
    {
        for (var cells = new List<string>(); ;)
        {
            cells.Add(text[at] == '"' ? Quoted(text, ref at) : Bare(text, delimiter, ref at));
            if (text[at] == delimiter)
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            return cells;
        }
    }

    private static string Bare(string text, char delimiter, ref int at)
    {
        var from = at;
        while (text[at] != delimiter && text[at] is not ('\r' or '\n'))
            Assert.NotEqual('"', text[at++]);
        return text[from..at];
    }

    private static string Quoted(string text, ref int at)
    {
        var cell = new StringBuilder();
        for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
        {
            cell.Append(text[at]);
            if (text[at] == '"')
                at++;
        }

        at++;
        return cell.ToString();
    }
}
