using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Workflow;

namespace CsmPartners.Revisions;

/// <summary>How far a revision is on its way to visitors.</summary>
public enum Stage
{
    /// <summary>Being written, or published and untouched since.</summary>
    Draft,

    InReview,

    Scheduled,
}

/// <summary>The steps from a draft to visitors and back, each with its guards. A step that is refused changes nothing.</summary>
public sealed partial class WorkingCopy
{
    private bool IsOnSite => Entry.State == EntryState.Published;

    private bool IsFrontPage => Entry is Page { Slug: Page.Overview };

    /// <summary>Asks for a review of the newest revision. What a publisher has scheduled stays scheduled.</summary>
    public WorkflowOutcome Submit(int number, Actor by)
    {
        var refusal = Has(number)
            ?? When(Stage == Stage.Scheduled, WorkflowOutcome.Scheduled)
            ?? When(number != Newest, WorkflowOutcome.ChangedSince)
            ?? When(IsOnSite && IsInStep, WorkflowOutcome.InStep)
            ?? When(Stage == Stage.InReview && Submitted == number, WorkflowOutcome.InReview);
        if (refusal is null)
            (Stage, Submitted, SubmittedById) = (Stage.InReview, number, by.Id);
        return refusal ?? WorkflowOutcome.Done;
    }

    /// <summary>Gives what was submitted back to its author.</summary>
    public WorkflowOutcome Return(int number, Actor by)
    {
        var refusal = Needs(StaffRole.Publisher, by) ?? Has(number)
            ?? When(Stage == Stage.Scheduled, WorkflowOutcome.Scheduled)
            ?? When(Stage != Stage.InReview, WorkflowOutcome.NotInReview)
            ?? When(Submitted != number, WorkflowOutcome.ChangedSince);
        if (refusal is null)
            Settle();
        return refusal ?? WorkflowOutcome.Done;
    }

    /// <summary>Plans a publication. Who submitted the revision is kept, so that a cancelled plan leaves it in review.</summary>
    public WorkflowOutcome Schedule(int number, DateTime at, string reason, Gate gate, Actor by)
    {
        var refusal = Needs(StaffRole.Publisher, by) ?? Has(number)
            ?? When(Stage == Stage.Scheduled, WorkflowOutcome.Scheduled)
            ?? When(Submitted > number, WorkflowOutcome.ChangedSince)
            ?? When(IsOnSite && Published == number, WorkflowOutcome.InStep)
            ?? Refusal(gate.Pass(reason));
        if (refusal is null)
            (Stage, Submitted, PublishAt, ScheduledById, ScheduleReason) = (Stage.Scheduled, number, at, by.Id, reason.Length > 0 ? reason : null);
        return refusal ?? WorkflowOutcome.Done;
    }

    /// <summary>Cancels the plan; what was in review before is in review again.</summary>
    public WorkflowOutcome Unschedule(int number, Actor by)
    {
        var refusal = Needs(StaffRole.Publisher, by) ?? Has(number)
            ?? When(Stage != Stage.Scheduled, WorkflowOutcome.NothingScheduled)
            ?? When(Submitted != number, WorkflowOutcome.ChangedSince);
        if (refusal is null)
            CancelPlan();
        return refusal ?? WorkflowOutcome.Done;
    }

    /// <summary>Puts a revision before visitors; the caller copies its form into the entry. A plan or a review of a later revision goes on.</summary>
    public WorkflowOutcome Publish(int number, string reason, Gate gate, Actor by) =>
        Needs(StaffRole.Publisher, by) ?? Show(number, gate.Pass(reason));

    /// <summary>Carries out the plan when its time has come.</summary>
    public WorkflowOutcome PublishScheduled(Gate gate, DateTime now) =>
        Stage == Stage.Scheduled && PublishAt <= now && Submitted is { } number ? Show(number, gate.Pass(ScheduleReason ?? "")) : WorkflowOutcome.NothingScheduled;

    /// <summary>Takes the entry from visitors. A plan is cancelled with it, or it would come back by itself; a review goes on.</summary>
    public WorkflowOutcome Withdraw(LocalizedText reason, DateTime now, Actor by)
    {
        var refusal = Needs(StaffRole.Publisher, by) ?? Has(Newest)
            ?? When(IsFrontPage, WorkflowOutcome.FrontPage)
            ?? When(!IsOnSite, WorkflowOutcome.NotPublished);
        if (refusal is null)
        {
            (Entry.State, Entry.WithdrawalReason, Entry.ChangedAt) = (EntryState.Withdrawn, reason, now);
            CancelPlan();
        }

        return refusal ?? WorkflowOutcome.Done;
    }

    /// <summary>Puts the entry into the bin. What visitors see, and what a publisher has scheduled, does not go there.</summary>
    public WorkflowOutcome Delete(int number, DateTime now)
    {
        var refusal = When(DeletedAt is not null, WorkflowOutcome.Gone)
            ?? When(IsFrontPage, WorkflowOutcome.FrontPage)
            ?? When(IsOnSite, WorkflowOutcome.OnSite)
            ?? When(Stage == Stage.Scheduled, WorkflowOutcome.Scheduled)
            ?? When(number != Newest, WorkflowOutcome.ChangedSince);
        if (refusal is null)
        {
            DeletedAt = now;
            Settle();
        }

        return refusal ?? WorkflowOutcome.Done;
    }

    /// <summary>Out of the bin, as a draft: nothing is in review or scheduled.</summary>
    public WorkflowOutcome BringBack()
    {
        if (DeletedAt is null)
            return WorkflowOutcome.Gone;
        DeletedAt = null;
        return WorkflowOutcome.Done;
    }

    /// <summary>The newest revision says what visitors see: it takes the published one's place, and there is nothing left to review. A plan of a publisher's goes on.</summary>
    internal void JoinPublished()
    {
        Published = Newest;
        if (Stage == Stage.InReview)
            Settle();
    }

    /// <summary>Nothing is in review or scheduled any more.</summary>
    internal void Settle() => (Stage, Submitted, SubmittedById, PublishAt, ScheduledById, ScheduleReason) = (Stage.Draft, null, null, null, null, null);

    private WorkflowOutcome Show(int number, WorkflowOutcome passed)
    {
        var refusal = Has(number) ?? When(IsOnSite && Published == number, WorkflowOutcome.InStep) ?? Refusal(passed);
        if (refusal is null)
        {
            Published = number;
            if (!(Submitted > number))
                Settle();
        }

        return refusal ?? WorkflowOutcome.Done;
    }

    private void CancelPlan()
    {
        if (Stage != Stage.Scheduled)
            return;
        (PublishAt, ScheduledById, ScheduleReason) = (null, null, null);
        (Stage, Submitted) = SubmittedById is null ? (Stage.Draft, null) : (Stage.InReview, Submitted);
    }

    private WorkflowOutcome? Has(int number) => When(DeletedAt is not null || number < 1 || number > Newest, WorkflowOutcome.Gone);

    private static WorkflowOutcome? Needs(StaffRole role, Actor by) => When(by.Role < role, WorkflowOutcome.NotAllowed);

    private static WorkflowOutcome? When(bool isSo, WorkflowOutcome outcome) => isSo ? outcome : null;

    private static WorkflowOutcome? Refusal(WorkflowOutcome outcome) => When(outcome != WorkflowOutcome.Done, outcome);
}
