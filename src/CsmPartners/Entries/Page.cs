namespace CsmPartners.Entries;

/// <summary>Free text in the site's structure.</summary>
public sealed class Page : Entry
{
    /// <summary>The page whose text stands on the site's front page.</summary>
    public const string Overview = "overview";

    public override EntryKind Kind => EntryKind.Page;

    /// <summary>Order in the menu's free part; pages without one are reached by links only.</summary>
    public int? MenuPosition { get; set; }
}
