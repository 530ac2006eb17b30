using System.Globalization;
using System.Text;
using CsmPartners.Media;

namespace CsmPartners.Web.Media;

/// <summary>Names of uploaded files are shown to people and lead nowhere on the disk.</summary>
internal static class FileNames
{
    /// <summary>The last part of a path, without what is invisible or turns the reading direction round.</summary>
    public static string Tidy(string name)
    {
        var tidy = new StringBuilder();
        foreach (var letter in name[(name.LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(letter);
            if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                && letter != Rune.ReplacementChar && tidy.Length + letter.Utf16SequenceLength <= MediaFile.FileNameLength)
                tidy.Append(letter.ToString());
        }

        return tidy.ToString().Trim() is { Length: > 0 } some ? some : "–";
    }
}
