using System.Globalization;

namespace CsmPartners.Web.Admin.Letters;

/// <summary>How a text begins, in one line.</summary>
internal static class Beginning
{
    private const int Most = 90;

    /// <summary>Never ends in the middle of what a person takes for one character.</summary>
    public static string Of(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var characters = new StringInfo(line);
        return characters.LengthInTextElements <= Most ? line : characters.SubstringByTextElements(0, Most) + "…";
    }
}
