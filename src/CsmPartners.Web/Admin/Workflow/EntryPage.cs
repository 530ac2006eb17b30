using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Web.Admin.Entries;
using CsmPartners.Web.Admin.Letters;
using CsmPartners.Workflow;

namespace CsmPartners.Web.Admin.Workflow;

/// <summary>An entry at the desk: where it stands, what can be done next, what was said, and its history.</summary>
public sealed class EntryPage : DeskPage
{
    public required WorkingCopy Copy { get; init; }

    /// <summary>The newest revision.</summary>
    public required EntryForm Form { get; init; }

    public required Gate Gate { get; init; }

    /// <summary>Entries that the newest revision names and that visitors do not see; published, it shows nothing of them until they are.</summary>
    public required IReadOnlyList<UnseenEntry> Unseen { get; init; }

    /// <summary>One page of it, newest first.</summary>
    public required IReadOnlyList<RevisionRow> History { get; init; }

    /// <summary>What visitors saw, the latest first; only the first few unless all are asked for.</summary>
    public required IReadOnlyList<PublicationRecord> Publications { get; init; }

    public required bool HasEarlierPublications { get; init; }

    public required Pager HistoryPager { get; init; }

    public required Pager CommentsPager { get; init; }

    /// <summary>Fields that differ between what visitors see and the newest revision; all of them before the first publication.</summary>
    public required int Waiting { get; init; }

    /// <summary>It was to be published by now and was not: the key of the reason. Null where it is not late.</summary>
    public required string? Late { get; init; }

    public required IReadOnlyList<Comment> Comments { get; init; }

    /// <summary>What visitors wrote about it, what waits first; only the first few.</summary>
    public required IReadOnlyList<LetterRow> Letters { get; init; }

    public required IReadOnlyList<PreviewLink> Links { get; init; }

    public required IReadOnlyList<string> FormerAddresses { get; init; }

    /// <summary>What does not look right; none of it stops anybody.</summary>
    public required IReadOnlyList<FieldWarning> Warnings { get; init; }

    /// <summary>The link just made, shown once.</summary>
    public string? NewLink { get; set; }

    /// <summary>What was typed in the form that has something to mend.</summary>
    public WorkflowForm Typed { get; set; } = new();

    /// <summary>Why the step was refused; null where none was.</summary>
    public string? Refusal { get; set; }

    public string? PublicAddress => Copy.Entry.State == EntryState.Published ? Site.Entry(Copy.Entry) : null;
}

/// <summary>Which page of its long parts is asked for: of the history the newest, of the comments the last, where none is.</summary>
/// <param name="AllPublications">Not only the latest few.</param>
public sealed record EntryParts(string? History = null, string? Comments = null, bool AllPublications = false);

public sealed record UnseenEntry(int Id, LocalizedText Title);

/// <summary>A revision in the history.</summary>
public sealed record RevisionRow(int Number, DateTime At, string AuthorName, string Note, bool IsMinor, int? RestoredFrom);

/// <summary>What the small forms beside an entry post.</summary>
public sealed class WorkflowForm
{
    /// <summary>The revision that the person saw.</summary>
    public int Number { get; set; }

    public string? Reason { get; set; }

    /// <summary>On the museum's clock, "2026-11-24T09:00".</summary>
    public string? At { get; set; }

    public string? Comment { get; set; }

    public LocalizedText WithdrawalReason { get; set; } = new();

    public string? Recipient { get; set; }

    public int Days { get; set; }
}
