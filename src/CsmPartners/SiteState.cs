namespace CsmPartners;

/// <summary>One row that every node polls: the version grows with each change to what visitors see.</summary>
public sealed class SiteState
{
    public const int TheOnlyId = 1;

    public int Id { get; set; } = TheOnlyId;
    public long Version { get; set; }

    /// <summary>UTC.</summary>
    public DateTime SeededAt { get; set; }
}
