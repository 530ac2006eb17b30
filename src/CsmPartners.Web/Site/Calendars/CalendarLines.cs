using System.Globalization;
using System.Text;
using CsmPartners.Web.Site.Machines;

namespace CsmPartners.Web.Site.Calendars;

/// <summary>The content lines of iCalendar (RFC 5545): ended by CR LF, folded at 75 octets.</summary>
internal sealed class CalendarLines
{
    private const int MostOctets = 75;

    private readonly StringBuilder lines = new();

    /// <param name="value">Ours: nothing in it needs escaping.</param>
    public CalendarLines Add(string name, string value)
    {
        Fold($"{name}:{value}");
        return this;
    }

    /// <summary>Leaves out what is empty.</summary>
    public CalendarLines AddText(string name, LocalText text) => AddText($"{name};LANGUAGE={text.Language.Code}", text.Text);

    /// <inheritdoc cref="AddText(string, LocalText)"/>
    public CalendarLines AddText(string name, string text) => text.Length == 0 ? this : Add(name, Escape(text));

    public CalendarLines AddTime(string name, DateTime utc) => Add(name, utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    public CalendarLines AddDay(string name, DateOnly day) => Add($"{name};VALUE=DATE", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    public override string ToString() => lines.ToString();

    // A line break within a text is written as two letters; a text of several lines keeps them.
    private static string Escape(string text) => string.Join("\\n", text.Split('\n').Select(line => OneLine.Of(line)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)));

    // Never within a character: whoever joins the lines only after decoding them would find halves.
    private void Fold(string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                lines.Append("\r\n ");
                octets = 1;
            }

            lines.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        lines.Append("\r\n");
    }
}
