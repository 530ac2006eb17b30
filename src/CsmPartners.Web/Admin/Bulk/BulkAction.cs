using System.Globalization;
using CsmPartners.Entries;
using CsmPartners.Revisions;

namespace CsmPartners.Web.Admin.Bulk;

/// <summary>What can be done to several entries at once.</summary>
public enum BulkAction
{
    Submit,
    Publish,
    Bin,
}

/// <summary>Why one of them cannot have it done.</summary>
public enum BulkRefusal
{
    /// <summary>There is no such entry, or it is in the bin.</summary>
    Gone,

    /// <summary>Somebody saved it since the person looked.</summary>
    ChangedSince,

    /// <summary>Visitors see its newest revision already.</summary>
    InStep,

    InReview,

    Scheduled,

    /// <summary>Visitors see it.</summary>
    OnSite,

    FrontPage,

    /// <summary>It was saved under older rules.</summary>
    NeedsMending,

    /// <summary>By its own author, or before Kazakh and Russian are complete, it is published on its own screen, with a reason.</summary>
    NeedsReason,

    AddressTaken,
}

/// <summary>An entry as the person saw it when ticking it: "12-7".</summary>
public readonly record struct Ticked(int Id, int Revision)
{
    public static Ticked? Parse(string? text) =>
        text?.Split('-') is [var id, var revision]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var entry)
        && int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(entry, number) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}-{Revision}");

    /// <summary>Null where it can be done.</summary>
    public BulkRefusal? WhyNot(BulkAction action, WorkingCopy? copy) => (action, copy) switch
    {
        (_, null or { DeletedAt: not null }) => BulkRefusal.Gone,
        (_, _) when copy.Newest != Revision => BulkRefusal.ChangedSince,
        (BulkAction.Bin, { Entry: Page { Slug: Page.Overview } }) => BulkRefusal.FrontPage,
        (BulkAction.Bin, _) => Deleting.Accepts(copy) ? null : BulkRefusal.OnSite,
        (_, { IsInStep: true, Entry.State: EntryState.Published }) => BulkRefusal.InStep,
        (BulkAction.Submit, { Stage: Stage.InReview }) => BulkRefusal.InReview,
        (BulkAction.Submit, { Stage: Stage.Scheduled }) => BulkRefusal.Scheduled,
        _ => null,
    };
}
