using System.Globalization;
using System.Text;

namespace CsmPartners.Texts;

/// <summary>Why a text cannot be accepted.</summary>
public enum TextProblem
{
    /// <summary>A character for machines (NUL, escape), or one that XML cannot carry.</summary>
    ControlCharacter,

    /// <summary>An invisible character that turns the direction of writing, and with it what the reader sees.</summary>
    BidiControl,

    /// <summary>Half of a character.</summary>
    LoneSurrogate,

    /// <summary>More marks on one letter than any language has; they run over the lines above and below.</summary>
    TooManyCombiningMarks,
}

/// <summary>What is wrong and where: some letters before the place, or after it when nothing stands before.</summary>
public sealed record TextFinding(TextProblem Problem, string Near);

/// <summary>What holds for every text that a person types, whatever its field.</summary>
public static class TextRules
{
    /// <summary>Marks in a row; pointed Hebrew, Vietnamese and phonetic texts stay far below.</summary>
    public const int MostCombiningMarks = 8;

    private const int NearLength = 20;

    /// <summary>
    /// The text as it is stored: LF alone between lines, Unicode's form C, no white space around the text or at the ends of lines,
    /// no invisible hyphens and joints. Two spaces before a line of text stay, for they break a line in Markdown; so do
    /// no-break spaces. A text in which nothing is visible is empty.
    /// </summary>
    public static string Tidy(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var lines = Letters.Compose(Visible(text)).Split('\n');
        var tidy = new StringBuilder(text.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd(' ', '\t');
            tidy.Append(i == 0 ? "" : "\n").Append(line);
            var breaks = line.Length > 0 && lines[i].AsSpan(line.Length).EndsWith("  ") && i + 1 < lines.Length && !string.IsNullOrWhiteSpace(lines[i + 1]);
            tidy.Append(breaks ? "  " : "");
        }

        var trimmed = tidy.ToString().Trim();
        return trimmed.EnumerateRunes().All(IsInvisible) ? "" : trimmed;
    }

    /// <summary>The first thing in a text that no text may have; null when it is fine.</summary>
    public static TextFinding? Problem(string text)
    {
        var marks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            marks = Letters.IsMark(text, i) ? marks + 1 : char.IsLowSurrogate(text[i]) ? marks : 0;
            if (Find(text, i, marks) is { } problem)
                return new TextFinding(problem, Near(text, i));
        }

        return null;
    }

    private static TextProblem? Find(string text, int index, int marks) => text[index] switch
    {
        '\n' or '\r' or '\t' => null,
        '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => TextProblem.BidiControl,
        '\uFFFE' or '\uFFFF' => TextProblem.ControlCharacter,
        var c when char.IsControl(c) => TextProblem.ControlCharacter,
        var c when char.IsSurrogate(c) && Letters.IsLoneSurrogate(text, index) => TextProblem.LoneSurrogate,
        _ => marks > MostCombiningMarks ? TextProblem.TooManyCombiningMarks : null,
    };

    private static string Near(string text, int index)
    {
        var before = Plain(text[Math.Max(0, index - (3 * NearLength))..index]);
        if (before.Length > 0)
            return before.Length > NearLength ? before[^NearLength..].TrimStart() : before;
        var after = Plain(text[(index + 1)..Math.Min(text.Length, index + 1 + (3 * NearLength))]);
        return after.Length > NearLength ? after[..NearLength].TrimEnd() : after;
    }

    /// <summary>Only what can be shown in a message: no marks, no halves of characters, nothing invisible.</summary>
    private static string Plain(string text) => Letters.InOneLine(string.Concat(text.Where(c =>
        (char.IsWhiteSpace(c) || !char.IsControl(c)) && !char.IsSurrogate(c) && !Letters.IsMark(c)
        && c is not ('\uFFFE' or '\uFFFF') && char.GetUnicodeCategory(c) != UnicodeCategory.Format)));

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\r' or '\u2028' or '\u2029')
                visible.Append(text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? "" : "\n");
            else if (text[i] is not ('\uFEFF' or '\u00AD' or '\u200B' or '\u2060'))
                visible.Append(text[i]);
        }

        return visible.ToString();
    }

    private static bool IsInvisible(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
