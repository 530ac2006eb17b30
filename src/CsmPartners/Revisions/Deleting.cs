using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Workflow;

namespace CsmPartners.Revisions;

/// <summary>What visitors do not see can be put aside, and comes back as it was.</summary>
public static class Deleting
{
    /// <summary>Whether an entry may go to the bin: visitors do not see it, and it is not the front page, which the program asks for by name.</summary>
    public static bool Accepts(WorkingCopy copy) =>
        copy.DeletedAt is null && copy.Entry.State != EntryState.Published && copy.Entry is not Page { Slug: Page.Overview };

    /// <returns>False where the bin does not accept it.</returns>
    public static Task<bool> DeleteAsync(this SiteDb db, int entryId, AuditEvent audit, TimeProvider clock, CancellationToken cancellation) =>
        // Though visitors see no difference, the version number makes sure that nobody publishes the entry at the same moment.
        db.ChangeAsync(entryId, audit, copy =>
        {
            if (!Accepts(copy))
                return Task.FromResult(false);
            copy.DeletedAt = clock.GetUtcNow().UtcDateTime;
            Publishing.Settle(copy);
            return Task.FromResult(true);
        }, cancellation, PublicationReason.Deleted);

    /// <returns>False where it is not in the bin.</returns>
    public static Task<bool> BringBackAsync(this SiteDb db, int entryId, AuditEvent audit, CancellationToken cancellation) =>
        db.ChangeAsync(entryId, audit, copy =>
        {
            var wasThere = copy.DeletedAt is not null;
            copy.DeletedAt = null;
            return Task.FromResult(wasThere);
        }, cancellation);
}
