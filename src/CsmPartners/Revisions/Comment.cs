namespace CsmPartners.Revisions;

/// <summary>What a reviewer, an author or a partner museum says about an entry at the desk.</summary>
public sealed class Comment
{
    public const int TextLength = 4000;

    public int Id { get; set; }
    public int EntryId { get; set; }

    /// <summary>The newest revision when it was written.</summary>
    public int Revision { get; set; }

    /// <summary>Null for someone without an account.</summary>
    public int? AuthorId { get; set; }

    public string AuthorName { get; set; } = "";

    /// <summary>The link by which someone without an account came.</summary>
    public int? PreviewLinkId { get; set; }

    public string Text { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    /// <summary>UTC; settled since.</summary>
    public DateTime? ResolvedAt { get; set; }
}

/// <summary>A way to see an entry's newest revision without an account, until it expires or is revoked.</summary>
public sealed class PreviewLink
{
    public int Id { get; set; }
    public int EntryId { get; set; }

    /// <summary>For whom it was made.</summary>
    public string Recipient { get; set; } = "";

    public int CreatedById { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? RevokedAt { get; set; }
}

/// <summary>A person has an entry's form open.</summary>
public sealed class OpenEditor
{
    public int EntryId { get; set; }
    public int StaffId { get; set; }

    /// <summary>UTC.</summary>
    public DateTime SeenAt { get; set; }
}
