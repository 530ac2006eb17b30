namespace CsmPartners.Entries;

/// <summary>Free text in the site's structure.</summary>
public sealed class Page : Entry
{
    /// <summary>The page whose text stands on the site's front page.</summary>
    public const string Overview = "overview";

    /// <summary>The page with the museum's postal address and telephones.</summary>
    public const string Contacts = "contacts";

    public override EntryKind Kind => EntryKind.Page;

    /// <summary>Order in the menu's free part; pages without one are reached by links only.</summary>
    public int? MenuPosition { get; set; }
}
