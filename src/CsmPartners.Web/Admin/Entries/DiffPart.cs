namespace CsmPartners.Web.Admin.Entries;

/// <summary>Two texts, compared word by word.</summary>
public sealed record DiffPart(LocalText Old, LocalText New)
{
    /// <summary>Of both; null where they are in two, which the pieces that they share cannot be told of.</summary>
    public Language? Language => Old.Text.Length == 0 || Old.Language == New.Language ? New.Language : New.Text.Length == 0 ? Old.Language : null;
}
