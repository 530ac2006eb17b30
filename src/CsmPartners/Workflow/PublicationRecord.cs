namespace CsmPartners.Workflow;

/// <summary>
/// One interval in which visitors saw one revision of one entry. Intervals of an entry never overlap, and exactly one of them is open
/// while the entry is published. Private: the reader of the published site does not read this table.
/// </summary>
public sealed class PublicationRecord
{
    public int EntryId { get; set; }

    /// <summary>1, 2, 3 … without gaps within the entry, in the order of time.</summary>
    public int Number { get; set; }

    /// <summary>Number of the revision that visitors saw.</summary>
    public int Revision { get; set; }

    /// <summary>The site's version from which on it was seen; null where only the time is known.</summary>
    public long? FromVersion { get; set; }

    /// <summary>UTC.</summary>
    public DateTime PublicFrom { get; set; }

    public PublicationReason Began { get; set; }

    /// <summary>The first version of the site without it; null while it is open, and where only the time is known.</summary>
    public long? UntilVersion { get; set; }

    /// <summary>UTC; null while visitors see it.</summary>
    public DateTime? PublicUntil { get; set; }

    /// <summary>Null while visitors see it.</summary>
    public PublicationReason? Ended { get; set; }

    public Evidence Evidence { get; set; }
}

/// <summary>Why an interval began, and why the one before it ended.</summary>
public enum PublicationReason
{
    /// <summary>A publisher, or the plan that a publisher made.</summary>
    Published,

    /// <summary>It came with the museum's own record.</summary>
    Seeded,

    Withdrawn,

    /// <summary>Two records of one partner became one.</summary>
    Merged,

    Deleted,

    /// <summary>A revision was brought back that says what visitors see already: from then on it is the published one.</summary>
    Restored,

    /// <summary>Everything was put back from a backup.</summary>
    BackupRestored,
}

/// <summary>How an interval is known.</summary>
public enum Evidence
{
    /// <summary>Written in the same save as the publication.</summary>
    Recorded,

    /// <summary>Made later from the audit log.</summary>
    Told,

    /// <summary>Made later from revisions and from how the entry stood.</summary>
    Inferred,
}
