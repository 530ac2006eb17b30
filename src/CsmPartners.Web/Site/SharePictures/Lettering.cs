using System.Buffers;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using CsmPartners.Texts;
using CsmPartners.Web.Site.Machines;
using NetVips;

namespace CsmPartners.Web.Site.SharePictures;

/// <summary>The site's own type, drawn: the machine need not have any font.</summary>
internal static partial class Lettering
{
    // All that the font has. Anything else would be drawn as a box with a number in it.
    private static readonly SearchValues<char> Drawn = SearchValues.Create(
        [.. Range(' ', '~'), .. "§©«°·»½", .. Range('À', 'ÿ').Except("ÐÞð÷þ"), .. "ĄąĆćČčĘęĞğİıŁłŃńŐőŒœŚśŞşŠšŰűŹźŻżŽž",
            .. Range('А', 'я'), .. "ЁёІіҒғҚқҢңҮүҰұҺһӘәӨө", .. "–—‘’“”„•…′″₸№←↑→↓−"]);

    // The native library reads the file itself; browsers' compressed font is a closed book to it.
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "Site", "SharePictures", "csm-serif-1.ttf");

    /// <summary>
    /// The text in the largest of the sizes at which it fits into the box, as a mask; one that fits at none is broken within words,
    /// and cut off at the box's edge. The mask's offset says how far below the top of the line its ink begins. Null where nothing
    /// can be drawn of it.
    /// </summary>
    /// <param name="sizes">In pixels, descending.</param>
    public static Image? Draw(string text, int width, int height, IReadOnlyList<int> sizes, string weight = "")
    {
        text = DrawnOf(text);
        if (text.Length == 0)
            return null;
        foreach (var size in sizes)
        {
            var mask = Draw(text, $"{weight} {size}", width, Enums.TextWrap.Word);
            if (mask.Width <= width && mask.Yoffset + mask.Height <= height)
                return mask;
            mask.Dispose();
        }

        using var broken = Draw(text, $"{weight} {sizes[^1]}", width, Enums.TextWrap.WordChar);
        return broken.Crop(0, 0, Math.Min(width, broken.Width), Math.Min(height, broken.Height));
    }

    /// <summary>What of a text the font can draw: a letter that it lacks without its marks, and nothing for what is no letter of ours.</summary>
    public static string DrawnOf(string text)
    {
        var drawn = new StringBuilder(text.Length);
        foreach (var c in OneLine.Of(text).Normalize().SelectMany(c => Drawn.Contains(c) ? [c] : Plain(c)))
            drawn.Append(c);
        return OneLine.Of(Empty().Replace(drawn.ToString(), " "));
    }

    private static Image Draw(string text, string style, int width, Enums.TextWrap wrap) => Image.Text(
        $"<span line_height=\"0.9\" insert_hyphens=\"false\">{SecurityElement.Escape(text)}</span>", font: $"CSM Serif {style}", width: width, dpi: 72, fontfile: File, wrap: wrap);

    private static IEnumerable<char> Plain(char c) =>
        char.IsWhiteSpace(c) ? " " : char.IsSurrogate(c) ? "" : c.ToString().Normalize(NormalizationForm.FormKD).Where(Drawn.Contains);

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);

    // What is left of a name in another script.
    [GeneratedRegex(@"\( *\)|« *»|“ *”", RegexOptions.None, Patterns.Patience)]
    private static partial Regex Empty();
}
