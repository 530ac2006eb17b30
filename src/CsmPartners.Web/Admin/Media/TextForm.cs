using System.Globalization;
using System.Text;

namespace CsmPartners.Web.Admin.Media;

/// <summary>One line of text in three languages, as typed.</summary>
public sealed class TextForm
{
    public string? Kk { get; set; }
    public string? Ru { get; set; }
    public string? En { get; set; }

    public static TextForm Of(LocalizedText text) => new() { Kk = text.Kk, Ru = text.Ru, En = text.En };

    public LocalizedText ToText() => new(Tidy(Kk), Tidy(Ru), Tidy(En));

    /// <summary>Lines joined, and without what is invisible or turns the reading direction of what follows round.</summary>
    public static string Tidy(string? typed)
    {
        var tidy = new StringBuilder();
        foreach (var letter in (typed ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(letter))
                tidy.Append(letter.Value is '\n' or '\r' or '\t' ? " " : letter.ToString());
            else if (Rune.GetUnicodeCategory(letter) != UnicodeCategory.Control && letter.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)))
                tidy.Append(letter.ToString());
        }

        return tidy.ToString().Trim();
    }
}
