using System.Text;

namespace CsmPartners.Web.Site.Machines;

/// <summary>Titles and summaries for formats that take a text in one line.</summary>
internal static class OneLine
{
    /// <summary>
    /// One line of characters that every format can carry: no control characters, which XML refuses and which would begin a new line
    /// elsewhere, no halves of characters, nothing that turns the direction of what stands behind it.
    /// </summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
            return text;
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
                line.Append(line.Length > 0 && line[^1] != ' ' ? " " : "");
            else if (IsVisible(rune))
                line.Append(rune.ToString());
        }

        return line.ToString().TrimEnd(' ');
    }

    // As nearly every text is; each page asks for its title.
    private static bool IsPlain(string text) =>
        !text.StartsWith(' ') && !text.EndsWith(' ') && !text.Contains("  ", StringComparison.Ordinal)
        && text.All(c => c is (>= ' ' and <= '~') or (>= '\u0400' and <= '\u052F') or '«' or '»' or '“' or '”' or '’' or '–' or '—' or '№');

    // A lone half is read as the replacement character, U+FFFD.
    private static bool IsVisible(Rune rune) => !Rune.IsControl(rune)
        && rune.Value is not (0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFD or 0xFFFE or 0xFFFF);
}
