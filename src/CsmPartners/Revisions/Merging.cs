using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Staff;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Revisions;

/// <summary>Two records of one partner.</summary>
/// <param name="Into">The one that stays.</param>
/// <param name="Other">The one whose activities, addresses, pictures and visitors' letters go to it.</param>
public sealed record PartnerMerge(int Into, int Other, Author Author, string Note);

/// <summary>Makes two records of one partner one, in one save. The history keeps both.</summary>
public static class Merging
{
    /// <summary>Whether one record may take in the other: two partners, neither in the bin, and visitors would not lose the one they see.</summary>
    public static bool Allows(WorkingCopy? into, WorkingCopy? other) =>
        into is { Kind: EntryKind.Partner, DeletedAt: null } && other is { Kind: EntryKind.Partner, DeletedAt: null } && into.EntryId != other.EntryId
        && (into.Entry.State == EntryState.Published || other.Entry.State != EntryState.Published);

    /// <summary>Activities whose published state or newest revision names the partner, those in the bin included.</summary>
    public static async Task<IReadOnlyList<int>> ActivitiesOfPartnerAsync(this SiteDb db, int partnerId, CancellationToken cancellation)
    {
        // As the document writes it; quotes that somebody types are escaped there, so that nothing else reads like this.
        var named = $"\"{nameof(ParticipationItem.PartnerId)}\":{partnerId},";
        return await db.WorkingCopies
            .Where(w => db.Revisions.Any(r => r.EntryId == w.EntryId && (r.Number == w.Newest || r.Number == w.Submitted || r.Number == w.Published) && r.Document.Contains(named)))
            .Select(w => w.EntryId).ToListAsync(cancellation);
    }

    /// <returns>False where the two may not be merged.</returns>
    public static Task<bool> MergePartnersAsync(this SiteDb db, PartnerMerge merge, AuditEvent audit, TimeProvider clock, CancellationToken cancellation) =>
        db.RetryAsync(
            async token =>
            {
                // Read before the copies: another merge or publication since then, were it of these very records, is noticed when this is saved.
                var site = await db.SiteStates.SingleAsync(token);
                if (!await ApplyAsync(db, merge, clock, token))
                    return false;
                site.Version++;
                await RecordAsync(db, site.Version, audit.At, token);
                foreach (var copy in db.ChangeTracker.Entries<WorkingCopy>().ToList())
                    db.WriteFirst(copy.Entity.Entry);
                audit.Id = 0;
                db.Add(audit);
                await db.SaveChangesAsync(token);
                return true;
            },
            cancellation);

    private static async Task<bool> ApplyAsync(SiteDb db, PartnerMerge merge, TimeProvider clock, CancellationToken cancellation)
    {
        var copies = await db.WorkingCopies.Include(w => w.Entry).Where(w => w.EntryId == merge.Into || w.EntryId == merge.Other).ToDictionaryAsync(w => w.EntryId, cancellation);
        var (into, other) = (copies.GetValueOrDefault(merge.Into), copies.GetValueOrDefault(merge.Other));
        if (!Allows(into, other))
            return false;
        // Asks the database whether the rows are still those that were read.
        foreach (var copy in copies.Values)
            copy.RowVersion++;
        foreach (var id in await db.ActivitiesOfPartnerAsync(merge.Other, cancellation))
            await RenameAsync(db, id, merge, clock, cancellation);
        await MoveAddressesAsync(db, into!, other!, cancellation);
        await MovePicturesAsync(db, into!, other!, merge, clock, cancellation);
        (await db.Letters.Where(l => l.EntryId == merge.Other).ToListAsync(cancellation)).ForEach(l => l.EntryId = merge.Into);
        var now = clock.GetUtcNow().UtcDateTime;
        (into!.Entry.ChangedAt, other!.Entry.ChangedAt) = (now, now);
        (other.Entry.State, other.DeletedAt) = (EntryState.Hidden, now);
        other.Settle();
        return true;
    }

    /// <summary>An interval for each entry that visitors see otherwise from now on.</summary>
    private static async Task RecordAsync(SiteDb db, long version, DateTime now, CancellationToken cancellation)
    {
        foreach (var copy in db.ChangeTracker.Entries<WorkingCopy>().Select(w => w.Entity).ToList())
        {
            if (db.Entry(copy.Entry).State == EntityState.Modified)
                await db.RecordAsync(copy, PublicationReason.Merged, version, now, cancellation);
        }
    }

    private static async Task RenameAsync(SiteDb db, int activityId, PartnerMerge merge, TimeProvider clock, CancellationToken cancellation)
    {
        var copy = await db.WorkingCopies.Include(w => w.Entry).SingleAsync(w => w.EntryId == activityId, cancellation);
        var activity = (Activity)copy.Entry;
        await db.Entry(activity).Collection(a => a.Participations).LoadAsync(cancellation);
        foreach (var part in activity.Participations.Where(p => p.PartnerId == merge.Other).ToList())
        {
            activity.Participations.Remove(part);
            if (!activity.Participations.Exists(p => p.PartnerId == merge.Into && p.Role == part.Role))
                activity.Participations.Add(new Participation { PartnerId = merge.Into, Role = part.Role, Position = part.Position });
            activity.ChangedAt = clock.GetUtcNow().UtcDateTime;
        }

        foreach (var venue in activity.Venues.Where(v => v.PartnerId == merge.Other))
        {
            venue.PartnerId = merge.Into;
            activity.ChangedAt = clock.GetUtcNow().UtcDateTime;
        }

        copy.RowVersion++;
        var (newest, submitted) = (copy.Newest, copy.Submitted);
        await ReviseAsync(db, copy, merge, form => Replace((ActivityForm)form, merge.Other, merge.Into), clock, cancellation);
        if (submitted is { } number && number != newest && Replace((ActivityForm)await ReadAsync(db, copy, number, cancellation), merge.Other, merge.Into))
            // What waits for a publisher or a date names a partner that is no longer there; it has to be submitted anew.
            copy.Settle();
    }

    internal static bool Replace(ActivityForm form, int other, int into)
    {
        var named = form.Participations.Where(p => p.PartnerId == other).ToList();
        foreach (var row in named)
        {
            if (form.Participations.Exists(p => p.PartnerId == into && p.Role == row.Role))
                form.Participations.Remove(row);
            else
                row.PartnerId = into;
        }

        var venues = form.Venues.Where(v => v.PartnerId == other).ToList();
        venues.ForEach(v => v.PartnerId = into);
        return named.Count + venues.Count > 0;
    }

    private static async Task MoveAddressesAsync(SiteDb db, WorkingCopy into, WorkingCopy other, CancellationToken cancellation)
    {
        var (slug, own) = (other.Entry.Slug, into.Entry.Slug);
        var former = await db.Redirects.Where(r => r.Kind == EntryKind.Partner && (r.EntryId == other.EntryId || r.Slug == slug)).ToListAsync(cancellation);
        db.RemoveRange(former.Where(r => r.Slug == own));
        former.ForEach(r => r.EntryId = into.EntryId);
        if (!former.Exists(r => r.Slug == slug))
            db.Add(new Redirect { Kind = EntryKind.Partner, Slug = slug, EntryId = into.EntryId });
    }

    private static async Task MovePicturesAsync(SiteDb db, WorkingCopy into, WorkingCopy other, PartnerMerge merge, TimeProvider clock, CancellationToken cancellation)
    {
        var pictures = other.Entry.Media;
        if (pictures.Count == 0)
            return;
        into.Entry.Media = [.. into.Entry.Media.Union(pictures)];
        await ReviseAsync(db, into, merge, form =>
        {
            var more = pictures.Where(id => !form.Media.Exists(m => m.Id == id)).ToList();
            form.Media.AddRange(more.Select(id => new MediaItem { Key = Keys.New(), Id = id }));
            return more.Count > 0;
        }, clock, cancellation);
    }

    /// <summary>A revision more where the change changes anything. What was in step with visitors, or submitted, stays so.</summary>
    private static async Task ReviseAsync(SiteDb db, WorkingCopy copy, PartnerMerge merge, Func<EntryForm, bool> change, TimeProvider clock, CancellationToken cancellation)
    {
        var form = await ReadAsync(db, copy, copy.Newest, cancellation);
        if (!change(form))
            return;
        var newest = copy.Newest;
        Saving.Add(db, copy.Entry, copy, Document.Write(form), form, merge.Author, merge.Note, clock).IsMinor = true;
        if (copy.Published == newest)
            copy.Published = copy.Newest;
        if (copy.Submitted == newest)
            copy.Submitted = copy.Newest;
    }

    private static async Task<EntryForm> ReadAsync(SiteDb db, WorkingCopy copy, int number, CancellationToken cancellation) =>
        Document.Read(copy.Kind, await db.Revisions.Where(r => r.EntryId == copy.EntryId && r.Number == number).Select(r => r.Document).SingleAsync(cancellation));
}
