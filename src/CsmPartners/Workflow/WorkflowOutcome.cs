using CsmPartners.Staff;

namespace CsmPartners.Workflow;

/// <summary>How a step on an entry's way to its visitors ended. Anything but <see cref="Done"/> has changed nothing.</summary>
public enum WorkflowOutcome
{
    Done,

    /// <summary>The step needs a publisher.</summary>
    NotAllowed,

    /// <summary>There is no such entry or revision, or the entry is in the bin.</summary>
    Gone,

    /// <summary>Somebody saved, submitted or scheduled another revision since the person looked.</summary>
    ChangedSince,

    /// <summary>Visitors see this revision already.</summary>
    InStep,

    /// <summary>It has been submitted already.</summary>
    InReview,

    NotInReview,

    /// <summary>A publisher has scheduled a revision; that is to be cancelled first.</summary>
    Scheduled,

    NothingScheduled,

    /// <summary>Visitors do not see it.</summary>
    NotPublished,

    /// <summary>Visitors see it.</summary>
    OnSite,

    /// <summary>The site cannot do without it.</summary>
    FrontPage,

    /// <summary>The revision has something to mend first; it was saved under older rules.</summary>
    NeedsMending,

    /// <summary>The gate is closed and no reason was given for passing it.</summary>
    NeedsReason,

    AddressTaken,
}

/// <summary>Who takes a step. Without a number it is the program itself.</summary>
public sealed record Actor(int? Id, string Name, StaffRole Role);

/// <summary>A step that somebody wants to take.</summary>
/// <param name="Number">The revision that the person saw.</param>
/// <param name="Audit">Goes with the step in one save.</param>
/// <param name="IsOfNewest">Whether it is meant for the newest revision only, as where a person ticked the entry in a list.</param>
public sealed record WorkflowStep(int EntryId, int Number, Actor By, AuditEvent Audit, bool IsOfNewest = false);
