namespace CsmPartners.Web.Admin.Settings;

/// <summary>One text of the museum's in three languages, as typed.</summary>
public sealed class TypedText
{
    public string? Kk { get; set; }

    public string? Ru { get; set; }

    public string? En { get; set; }

    public string? this[Language language] => language.Index switch { 0 => Kk, 1 => Ru, _ => En };

    public static TypedText Of(LocalizedText text) => new() { Kk = text.Kk, Ru = text.Ru, En = text.En };
}
