using CsmPartners.Entries;
using CsmPartners.Revisions;

namespace CsmPartners.Web.Admin.Merges;

/// <summary>Choosing the other record of a partner, and what would move.</summary>
public sealed class MergePage : DeskPage
{
    /// <summary>The record that stays.</summary>
    public required WorkingCopy Into { get; init; }

    public required string Typed { get; init; }

    /// <summary>Partners that answer to what was typed.</summary>
    public required IReadOnlyList<LocalText> Found { get; init; }

    /// <summary>Partners to choose from; empty where there are too many to list.</summary>
    public required IReadOnlyList<LocalText> Partners { get; init; }

    /// <summary>Null until one partner is chosen.</summary>
    public required MergePreview? Preview { get; init; }
}

/// <summary>What a merge would move.</summary>
public sealed class MergePreview
{
    /// <summary>The record that would go.</summary>
    public required WorkingCopy Other { get; init; }

    public required bool IsAllowed { get; init; }

    public required IReadOnlyList<MovedActivity> Activities { get; init; }

    public required IReadOnlyList<string> Addresses { get; init; }

    public int Pictures => Other.Entry.Media.Count;
}

/// <param name="LosesStage">Its review or plan ends, since an older revision than the newest is meant.</param>
public sealed record MovedActivity(int Id, EntryKind Kind, LocalizedText Title, bool LosesStage);
