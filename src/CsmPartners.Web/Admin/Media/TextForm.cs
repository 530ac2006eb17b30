using CsmPartners.Texts;

namespace CsmPartners.Web.Admin.Media;

/// <summary>One line of text in three languages, as typed.</summary>
public sealed class TextForm
{
    public string? Kk { get; set; }
    public string? Ru { get; set; }
    public string? En { get; set; }

    public static TextForm Of(LocalizedText text) => new() { Kk = text.Kk, Ru = text.Ru, En = text.En };

    public LocalizedText ToText() => new(OneLine(Kk), OneLine(Ru), OneLine(En));

    private static string OneLine(string? typed) => TextRules.Tidy(typed).Replace("\n", " ", StringComparison.Ordinal);
}
