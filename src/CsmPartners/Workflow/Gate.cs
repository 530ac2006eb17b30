using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Texts;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Workflow;

/// <summary>What stands between a revision and its visitors. Asked when it is published and when it is scheduled, and again at the scheduled time.</summary>
/// <param name="NeedsMending">The form has problems.</param>
/// <param name="IsAddressTaken">Another entry has, or had, its address.</param>
/// <param name="IsOwnWork">The publisher wrote part of what would be published.</param>
/// <param name="Missing">Texts that Kazakh or Russian lacks, as the form names them.</param>
public sealed record Gate(bool NeedsMending, bool IsAddressTaken, bool IsOwnWork, IReadOnlyList<string> Missing)
{
    /// <summary>Whether no reason has to be given.</summary>
    public bool IsOpen => !IsOwnWork && Missing.Count == 0;

    /// <param name="number">Of the revision that would be published.</param>
    public static async Task<Gate> OfAsync(SiteDb db, WorkingCopy copy, int number, EntryForm form, int? publisherId, CancellationToken cancellation)
    {
        // Going back behind what is published, the revision itself has to be somebody else's.
        var since = copy.Published switch { null => 0, { } published when published < number => published, { } published when published == number => number, _ => number - 1 };
        var isOwn = publisherId is not null
            && await db.Revisions.AnyAsync(r => r.EntryId == copy.EntryId && r.Number > since && r.Number <= number && r.AuthorId == publisherId, cancellation);
        var missing = form.Texts()
            .SelectMany(text => new[] { Language.Kk, Language.Ru }.Where(l => !text.Value.Has(l)).Select(l => Translations.Field(text.Key, l)))
            .ToList();
        return new Gate(form.Check().Any(), await Saving.IsTakenAsync(db, copy.Kind, form.Slug, copy.EntryId, cancellation), isOwn, missing);
    }

    /// <param name="reason">Why it is published although the gate is closed; one that says nothing is none.</param>
    public WorkflowOutcome Pass(string reason) =>
        NeedsMending ? WorkflowOutcome.NeedsMending
        : IsAddressTaken ? WorkflowOutcome.AddressTaken
        : IsOpen || !IdleReason.Is(reason) ? WorkflowOutcome.Done
        : WorkflowOutcome.NeedsReason;
}
