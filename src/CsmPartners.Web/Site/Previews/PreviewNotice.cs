namespace CsmPartners.Web.Site.Previews;

/// <summary>What a page that shows an unpublished state says above it.</summary>
/// <param name="Address">Of this preview, but for the language.</param>
public sealed record PreviewNotice(string Address)
{
    /// <summary>For whoever has no account: the key of the link that was sent, with which a comment can be left.</summary>
    public string? Token { get; init; }

    /// <summary>Comments left through this link.</summary>
    public IReadOnlyList<(string Author, string Text, DateTime At)> Comments { get; init; } = [];

    public string Author { get; init; } = "";

    public string Text { get; init; } = "";

    public bool IsThanked { get; init; }
}
