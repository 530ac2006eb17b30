using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Workflow;

/// <summary>How an attempt to publish ended.</summary>
public enum PublicationOutcome
{
    Published,

    /// <summary>The gate is closed and no reason was given for passing it.</summary>
    NeedsReason,

    /// <summary>The revision has something to mend first; it was saved under older rules.</summary>
    NeedsMending,

    AddressTaken,

    /// <summary>There is no such revision, or the entry is in the bin.</summary>
    Gone,
}

/// <summary>Publishing from the desk: the gate, the record, and the word to the pages.</summary>
public sealed class DeskPublication(SiteDb db, TimeProvider clock, PublishedSiteKeeper keeper)
{
    /// <param name="number">The revision that the person has seen; newer ones stay at the desk.</param>
    /// <param name="reason">Why it is published although the gate is closed; empty where none was given.</param>
    /// <param name="audit">Made by the controller; action and detail are filled in here.</param>
    public async Task<PublicationOutcome> PublishAsync(int entryId, int number, string reason, StaffIdentity me, AuditEvent audit, CancellationToken cancellation)
    {
        if (await ReadAsync(entryId, number, cancellation) is not var (copy, form))
            return PublicationOutcome.Gone;
        if (form.Check().Any())
            return PublicationOutcome.NeedsMending;
        var gate = await Gate.OfAsync(db, copy, number, form, me, cancellation);
        if (!gate.LetsThrough(reason))
            return PublicationOutcome.NeedsReason;
        audit.Action = gate.IsOpen ? AuditAction.Published : AuditAction.PublishedAllTheSame;
        audit.Detail = gate.IsOpen ? $"№ {number}" : $"№ {number}: {reason}";
        if (!await db.PublishAsync(entryId, number, audit, clock, cancellation))
            return PublicationOutcome.AddressTaken;
        keeper.Nudge();
        return PublicationOutcome.Published;
    }

    /// <summary>The working copy and the form of one of its revisions; null where there is none.</summary>
    public async Task<(WorkingCopy Copy, EntryForm Form)?> ReadAsync(int entryId, int number, CancellationToken cancellation)
    {
        var copy = await db.WorkingCopies.AsNoTracking().Include(w => w.Entry).SingleOrDefaultAsync(w => w.EntryId == entryId && w.DeletedAt == null, cancellation);
        var document = await db.Revisions.Where(r => r.EntryId == entryId && r.Number == number).Select(r => r.Document).SingleOrDefaultAsync(cancellation);
        return copy is null || document is null ? null : (copy, Document.Read(copy.Kind, document));
    }
}
