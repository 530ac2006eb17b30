using System.Data;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CsmPartners.Revisions;

/// <summary>Making an entry.</summary>
public static class Creating
{
    /// <summary>A new entry with its first revision and its audit line, all or nothing; not to be seen by visitors before it is published.</summary>
    /// <returns>Null where the address is taken.</returns>
    public static async Task<int?> CreateAsync(this SiteDb db, EntryForm form, Author author, string note, TimeProvider clock, AuditEvent audit, CancellationToken cancellation)
    {
        var typed = form.Slug;
        int? id = null;
        // Serializable, so that nobody takes the address between the look and the save.
        await db.Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
            async token =>
            {
                (form.Slug, id) = (typed, null);
                id = await AddNewAsync(db, form, author, note, clock, audit, token);
            },
            token => db.Entries.AnyAsync(e => e.Id == id, token),
            IsolationLevel.Serializable,
            cancellation);
        return id;
    }

    private static async Task<int?> AddNewAsync(SiteDb db, EntryForm form, Author author, string note, TimeProvider clock, AuditEvent audit, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await Saving.FillSlugAsync(db, form, null, cancellation);
        if (await Saving.IsTakenAsync(db, form.Kind, form.Slug, null, cancellation))
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
