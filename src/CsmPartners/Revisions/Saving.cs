using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Media;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Revisions;

/// <summary>Who saves; without a number it is the program itself.</summary>
public sealed record Author(int? Id, string Name);

/// <summary>What a person typed on top of a revision.</summary>
/// <param name="Base">Number of the revision that the form showed when it was opened.</param>
/// <param name="StillCorrect">Texts, "Title.Ru", that the person says need no change although others have changed.</param>
/// <param name="Audit">Makes the line for the record that goes with the save, where there is to be one, from the new revision's number.</param>
public sealed record Draft(int EntryId, int Base, EntryForm Form, Author Author, string Note, bool IsMinor, IReadOnlySet<string> StillCorrect, int? RestoredFrom = null, Func<int, Staff.AuditEvent>? Audit = null);

/// <summary>How a save ended.</summary>
public enum SaveOutcome
{
    Saved,

    /// <summary>It says what the newest revision says already.</summary>
    Unchanged,

    /// <summary>Someone else changed the same fields: nothing is saved until the person decides.</summary>
    Clashed,

    /// <summary>Another entry has, or had, this address.</summary>
    AddressTaken,

    /// <summary>A file that the person attached is deleted by now.</summary>
    MediaGone,

    /// <summary>There is no such entry, or it is in the bin.</summary>
    Gone,
}

/// <param name="Newest">Number of the newest revision now.</param>
/// <param name="Merge">Of a clash: what came of both.</param>
public sealed record SaveResult(SaveOutcome Outcome, int Newest, Merge? Merge = null)
{
    /// <summary>Others had saved in between, in other fields.</summary>
    public bool MergedWithOthers { get; init; }
}

/// <summary>Saving: a revision more, never a change to what visitors see.</summary>
public static class Saving
{
    /// <summary>
    /// Saves on top of whatever is newest by then. Two saves at the same moment are told apart by the revision's number, which only one
    /// of them can have; the other begins again.
    /// </summary>
    public static Task<SaveResult> SaveAsync(this SiteDb db, Draft draft, TimeProvider clock, CancellationToken cancellation)
    {
        var mine = Document.Tree(draft.Form);
        return db.RetryAsync(
            async token =>
            {
                var (result, number) = await TryAsync(db, draft, mine, clock, token);
                if (result is not null)
                    return result;
                if (draft.Audit is { } line)
                    db.Add(line(number));
                await db.SaveChangesAsync(token);
                return new(SaveOutcome.Saved, number) { MergedWithOthers = draft.Base != number - 1 };
            },
            cancellation);
    }

    /// <summary>Gives each entry that was made without a desk its first revision and its working copy.</summary>
    /// <param name="progress">Told now and then how many are done, and of how many.</param>
    public static async Task AddFirstRevisionsAsync(this SiteDb db, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        const int Batch = 500;
        var total = progress is null ? 0 : await db.Entries.CountAsync(e => !db.WorkingCopies.Any(w => w.EntryId == e.Id), cancellation);
        var done = 0;
        var version = await db.SiteStates.Select(s => (long?)s.Version).SingleOrDefaultAsync(cancellation);
        while (true)
        {
            var entries = await db.Entries.Where(e => !db.WorkingCopies.Any(w => w.EntryId == e.Id)).OrderBy(e => e.Id).Take(Batch).ToListAsync(cancellation);
            if (entries.Count == 0)
                return;
            var ids = entries.ConvertAll(e => e.Id);
            await db.Participations.Where(p => ids.Contains(p.ActivityId)).LoadAsync(cancellation);
            foreach (var entry in entries)
            {
                var form = EntryForm.Of(entry);
                var copy = new WorkingCopy { EntryId = entry.Id, Entry = entry, Published = entry.State == EntryState.Hidden ? null : 1 };
                db.Add(copy);
                var revision = Add(db, entry, copy, Document.Write(form), form, new Author(null, ""), "", TimeProvider.System);
                revision.At = copy.ChangedAt = entry.ChangedAt;
                if (entry.State == EntryState.Published)
                    db.Add(PublicationRecords.OfRecord(entry, version));
            }

            await db.SaveChangesAsync(cancellation);
            db.ChangeTracker.Clear();
            progress?.Invoke(done += entries.Count, total);
        }
    }

    private static async Task<(SaveResult? Result, int Number)> TryAsync(SiteDb db, Draft draft, JsonObject typed, TimeProvider clock, CancellationToken cancellation)
    {
        var copy = await db.WorkingCopies.Include(w => w.Entry).SingleOrDefaultAsync(w => w.EntryId == draft.EntryId, cancellation);
        if (copy is null || copy.DeletedAt is not null)
            return (new(SaveOutcome.Gone, 0), 0);
        var newest = await ReadAsync(db, draft.EntryId, copy.Newest, cancellation);
        var mine = typed;
        if (draft.Base != copy.Newest)
        {
            var merge = Merge.Of(await ReadAsync(db, draft.EntryId, draft.Base, cancellation), newest, typed);
            if (merge.Clashes.Count > 0)
                return (new(SaveOutcome.Clashed, copy.Newest, merge), 0);
            mine = merge.Result;
        }

        var (form, before) = (Document.Read(copy.Kind, mine), Document.Read(copy.Kind, newest));
        await db.FollowMergesAsync(form, before, cancellation);
        // The front page's address is fixed: the program asks for it by name.
        if (copy.Entry is Page { Slug: Page.Overview })
            form.Slug = Page.Overview;
        await FillSlugAsync(db, form, draft.EntryId, cancellation);
        if (await IsTakenAsync(db, copy.Kind, form.Slug, draft.EntryId, cancellation))
            return (new(SaveOutcome.AddressTaken, copy.Newest), 0);
        // What was deleted since the revision was written stays in it when it is brought back; nobody sees it.
        if (await db.LacksNewMediaAsync(form, before, cancellation) && draft.RestoredFrom is null)
            return (new(SaveOutcome.MediaGone, copy.Newest), 0);

        var stale = Translations.After(copy.StaleTexts, before.Texts(), form.Texts(), copy.Newest, draft.IsMinor, draft.StillCorrect);
        var document = Document.Tree(form);
        if (JsonNode.DeepEquals(document, newest) && stale.Count == copy.StaleTexts.Count)
            return (new(SaveOutcome.Unchanged, copy.Newest), 0);

        copy.StaleTexts = stale;
        if (copy.Published is null)
            copy.Entry.Slug = form.Slug;
        var revision = Add(db, copy.Entry, copy, Document.Write(form), form, draft.Author, draft.Note, clock);
        revision.IsMinor = draft.IsMinor;
        revision.RestoredFrom = draft.RestoredFrom;
        await JoinPublishedAsync(db, copy, document, cancellation);
        db.WriteFirst(copy.Entry);
        return (null, revision.Number);
    }

    /// <summary>A revision that says what visitors see already is the published one: nothing of it waits for anybody.</summary>
    private static async Task JoinPublishedAsync(SiteDb db, WorkingCopy copy, JsonObject document, CancellationToken cancellation)
    {
        if (copy.Published is not { } published || !Document.SaysTheSame(document, await ReadAsync(db, copy.EntryId, published, cancellation)))
            return;
        copy.JoinPublished();
        var version = await db.SiteStates.Select(s => s.Version).SingleAsync(cancellation);
        if (copy.Entry.State == EntryState.Published)
            await db.RecordAsync(copy, PublicationReason.Restored, version, copy.ChangedAt, cancellation);
    }

    internal static Revision Add(SiteDb db, Entry entry, WorkingCopy copy, string document, EntryForm form, Author author, string note, TimeProvider clock)
    {
        copy.Newest++;
        copy.RowVersion++;
        copy.ChangedAt = clock.GetUtcNow().UtcDateTime;
        copy.ChangedById = author.Id;
        copy.ChangedByName = author.Name;
        copy.Describe(form);
        var revision = new Revision
        {
            Entry = entry,
            EntryId = entry.Id,
            Number = copy.Newest,
            Document = document,
            AuthorId = author.Id,
            AuthorName = author.Name,
            At = copy.ChangedAt,
            Note = note,
        };
        db.Add(revision);
        return revision;
    }

    private static async Task<JsonObject> ReadAsync(SiteDb db, int entryId, int number, CancellationToken cancellation) =>
        await db.Revisions.Where(r => r.EntryId == entryId && r.Number == number).Select(r => r.Document).SingleOrDefaultAsync(cancellation) is { } document
            ? Document.Parse(document)
            : [];

    internal static async Task FillSlugAsync(SiteDb db, EntryForm form, int? entryId, CancellationToken cancellation)
    {
        if (form.Slug.Length > 0)
            return;
        var wanted = Slug.Of(form.Title) is { Length: > 0 } made && !Slug.IsReserved(form.Kind, made) ? made : form.Kind.ToString().ToLowerInvariant();
        var (name, stem) = (form.Kind.ToString(), Slug.Stem(wanted));
        var alike = await db.Entries.Where(e => EF.Property<string>(e, "KindName") == name && e.Id != entryId && e.Slug.StartsWith(stem)).Select(e => e.Slug)
            .Concat(db.Redirects.Where(r => r.Kind == form.Kind && r.EntryId != entryId && r.Slug.StartsWith(stem)).Select(r => r.Slug))
            .ToListAsync(cancellation);
        form.Slug = Slug.Unique(wanted, alike.ToHashSet(StringComparer.Ordinal).Contains);
    }

    /// <summary>Whether another entry has this address, or had it once.</summary>
    internal static async Task<bool> IsTakenAsync(SiteDb db, EntryKind kind, string slug, int? entryId, CancellationToken cancellation)
    {
        var name = kind.ToString();
        return await db.Entries.AnyAsync(e => EF.Property<string>(e, "KindName") == name && e.Slug == slug && e.Id != entryId, cancellation)
            || await db.Redirects.AnyAsync(r => r.Kind == kind && r.Slug == slug && r.EntryId != entryId, cancellation);
    }
}
