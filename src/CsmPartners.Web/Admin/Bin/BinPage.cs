using CsmPartners.Entries;

namespace CsmPartners.Web.Admin.Bin;

/// <summary>What lies in the bin, the latest first.</summary>
public sealed class BinPage : DeskPage
{
    public required IReadOnlyList<BinRow> Rows { get; init; }

    public required Pager Pager { get; init; }
}

public sealed record BinRow(int Id, EntryKind Kind, LocalizedText Title, DateTime DeletedAt, string DeletedBy);

/// <summary>Asks before an entry goes to the bin.</summary>
public sealed class ConfirmPage : DeskPage
{
    public required int EntryId { get; init; }

    /// <summary>Of the revision that the person sees.</summary>
    public required int Number { get; init; }

    public required bool IsInReview { get; init; }

    /// <summary>Why it cannot go there; null where it can.</summary>
    public required string? Refusal { get; init; }
}
