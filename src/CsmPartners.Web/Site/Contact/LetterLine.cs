namespace CsmPartners.Web.Site.Contact;

/// <summary>A line that may be left empty; drawn by <c>_Line</c>.</summary>
public sealed record LetterLine(SitePage Page, string Field, string? Value) : Part(Page)
{
    public string Type { get; init; } = "text";

    public required string Autocomplete { get; init; }

    public string? Hint { get; init; }
}
