namespace CsmPartners.Web.Admin.Entries;

/// <summary>Two texts, compared word by word.</summary>
/// <param name="Language">Of the texts; null where they are in none.</param>
public sealed record DiffPart(string Old, string New, Language? Language);
