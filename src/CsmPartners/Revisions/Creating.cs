using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Media;
using CsmPartners.Staff;

namespace CsmPartners.Revisions;

/// <summary>Making an entry.</summary>
public static class Creating
{
    /// <summary>A new entry with its first revision and its audit line, all or nothing; not to be seen by visitors before it is published.</summary>
    /// <returns>Null where the address is taken, or a file that is attached is deleted by now.</returns>
    public static async Task<int?> CreateAsync(this SiteDb db, EntryForm form, Author author, string note, TimeProvider clock, AuditEvent audit, CancellationToken cancellation)
    {
        var typed = form.Slug;
        int? id = null;
        // Whoever takes the address between the look and the save is found by the unique index, and the next attempt sees it.
        await db.RetryInTransactionAsync(
            async token =>
            {
                form.Slug = typed;
                id = await AddNewAsync(db, form, author, note, clock, audit, token);
                return id is null ? null : audit;
            },
            cancellation);
        return id;
    }

    private static async Task<int?> AddNewAsync(SiteDb db, EntryForm form, Author author, string note, TimeProvider clock, AuditEvent audit, CancellationToken cancellation)
    {
        await db.FollowMergesAsync(form, known: null, cancellation);
        await Saving.FillSlugAsync(db, form, null, cancellation);
        if (await Saving.IsTakenAsync(db, form.Kind, form.Slug, null, cancellation) || await db.LacksNewMediaAsync(form, null, cancellation))
            return null;
        var entry = Entry.New(form.Kind);
        entry.State = EntryState.Hidden;
        entry.Slug = form.Slug;
        entry.ChangedAt = clock.GetUtcNow().UtcDateTime;
        var copy = new WorkingCopy { Entry = entry };
        db.Add(copy);
        Saving.Add(db, entry, copy, Document.Write(form), form, author, note, clock);
        await db.SaveChangesAsync(cancellation);
        (audit.Id, audit.EntryId) = (0, entry.Id);
        db.Add(audit);
        await db.SaveChangesAsync(cancellation);
        return entry.Id;
    }
}
