using CsmPartners.Revisions;

namespace CsmPartners.Web.Admin.Bulk;

/// <summary>What the list and the confirmation post.</summary>
public sealed class BulkPost
{
    public BulkAction? Action { get; set; }

    /// <summary>"12-7": entry and the revision that the person saw.</summary>
    public List<string> Entries { get; set; } = [];

    /// <summary>Where the person came from.</summary>
    public string? From { get; set; }
}

/// <summary>What would happen to which entries, and then what did.</summary>
public sealed class BulkPage : DeskPage
{
    public required BulkAction Action { get; init; }

    public required IReadOnlyList<BulkLine> Lines { get; init; }

    /// <summary>Whether it has been done.</summary>
    public required bool IsDone { get; init; }

    public required string From { get; init; }

    public IEnumerable<BulkLine> Possible => Lines.Where(l => l.Refusal is null);

    public IEnumerable<BulkLine> Refused => Lines.Where(l => l.Refusal is not null);
}

/// <param name="Copy">Null where there is no such entry.</param>
/// <param name="Refusal">Key of the reason; null where it can be done, or was.</param>
public sealed record BulkLine(Ticked Ticked, WorkingCopy? Copy, string? Refusal);
