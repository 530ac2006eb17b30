using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Hosting;

/// <summary>What has to be true of a data folder at any time, whatever became of the program before.</summary>
internal static class Wholeness
{
    /// <returns>What is not true; nothing where all is well.</returns>
    public static async Task<List<string>> FaultsAsync(string folder)
    {
        await using var db = SiteProcess.Database(folder);
        return [.. await OfTheFileAsync(db), .. await OfEntriesAsync(db), .. await PublicationIntervals.FaultsAsync(db), .. await OfTheRecordAsync(db), .. await OfMediaAsync(db, Path.Combine(folder, "media"))];
    }

    private static async Task<IEnumerable<string>> OfTheFileAsync(SiteDb db)
    {
        var integrity = await db.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync();
        var lost = await db.Database.SqlQueryRaw<string>("SELECT \"table\" AS Value FROM pragma_foreign_key_check").ToListAsync();
        return integrity.Where(i => i != "ok").Concat(lost.Select(table => $"{table}: a row leads nowhere"));
    }

    /// <summary>Revisions without a gap, a working copy that describes the newest of them, and the published row that says what its revision says.</summary>
    private static async Task<IEnumerable<string>> OfEntriesAsync(SiteDb db)
    {
        var faults = new List<string>();
        var entries = await db.Entries.AsNoTracking().ToListAsync();
        var participations = (await db.Participations.AsNoTracking().ToListAsync()).ToLookup(p => p.ActivityId);
        var copies = await db.WorkingCopies.AsNoTracking().ToDictionaryAsync(w => w.EntryId);
        var revisions = (await db.Revisions.AsNoTracking().Select(r => new { r.EntryId, r.Number }).ToListAsync()).ToLookup(r => r.EntryId, r => r.Number);
        var documents = (await db.Revisions.AsNoTracking()
            .Where(r => db.WorkingCopies.Any(w => w.EntryId == r.EntryId && (w.Newest == r.Number || w.Published == r.Number)))
            .ToListAsync()).ToDictionary(r => (r.EntryId, r.Number), r => r.Document);
        foreach (var entry in entries)
        {
            if (!copies.Remove(entry.Id, out var copy))
            {
                faults.Add($"entry {entry.Id} has no working copy");
                continue;
            }

            if (!revisions[entry.Id].Order().SequenceEqual(Enumerable.Range(1, copy.Newest)))
                faults.Add($"entry {entry.Id}: revisions {string.Join(' ', revisions[entry.Id].Order())}, newest {copy.Newest}");
            else if (Document.Read(entry.Kind, documents[(entry.Id, copy.Newest)]).Title != copy.Title)
                faults.Add($"entry {entry.Id}: the working copy does not describe revision {copy.Newest}");
            if (entry is Activity activity)
                activity.Participations = [.. participations[entry.Id]];
            if (entry.State == EntryState.Published && (copy.Published is not { } number || Words(entry) != Words(entry.Kind, documents[(entry.Id, number)])))
                faults.Add($"entry {entry.Id}: the published row is not revision {copy.Published}");
            if (entry.State == EntryState.Hidden && copy.Published is not null)
                faults.Add($"entry {entry.Id} is hidden but has been published");
        }

        return faults.Concat(copies.Keys.Select(id => $"working copy {id} has no entry"));
    }

    /// <summary>One line for each thing done, and a version number that has counted what visitors see.</summary>
    private static async Task<IEnumerable<string>> OfTheRecordAsync(SiteDb db)
    {
        var faults = new List<string>();
        var lines = await db.AuditEvents.AsNoTracking().ToListAsync();
        var seen = lines.Count(l => l.Action is AuditAction.Published or AuditAction.PublishedAllTheSame or AuditAction.MediaAdded);
        if (await db.SiteStates.Select(s => s.Version).SingleAsync() is var version && version != 1 + seen)
            faults.Add($"version {version} after {seen} publications and uploads");
        // What came with the program was written by nobody.
        var made = await db.Revisions.Where(r => r.Number == 1 && r.AuthorId != null).Select(r => (int?)r.EntryId).ToListAsync();
        if (!made.Order().SequenceEqual(lines.Where(l => l.Action == AuditAction.Created).Select(l => l.EntryId).Order()))
            faults.Add($"{made.Count} entries were made at the desk, {lines.Count(l => l.Action == AuditAction.Created)} lines say so");
        if (await db.MediaFiles.Select(m => m.FileName).ToListAsync() is var files && !files.Order(StringComparer.Ordinal).SequenceEqual(lines.Where(l => l.Action == AuditAction.MediaAdded).Select(l => l.Subject).Order(StringComparer.Ordinal)))
            faults.Add($"{files.Count} media files, {lines.Count(l => l.Action == AuditAction.MediaAdded)} lines say so");
        return faults;
    }

    /// <summary>Every row has its file, whose content is what its name says, and every other file is whole too: what has no row goes a day later.</summary>
    private static async Task<IEnumerable<string>> OfMediaAsync(SiteDb db, string folder)
    {
        var known = await db.MediaFiles.Select(m => m.Hash).ToListAsync();
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
        var whole = files.Where(f => Path.GetFileNameWithoutExtension(f) == Hash(f)).Select(Path.GetFileNameWithoutExtension).ToList();
        return known.Where(hash => whole.Count(w => w == hash) != 1).Select(hash => $"the row of {hash} has no whole file")
            .Concat(files.Where(f => !known.Contains(Path.GetFileNameWithoutExtension(f)) && !whole.Contains(Path.GetFileNameWithoutExtension(f))).Select(f => $"{f} is an orphan"));
    }

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static string Words(EntryKind kind, string document)
    {
        var entry = Entry.New(kind);
        Document.Read(kind, document).Apply(entry);
        return Words(entry);
    }

    /// <summary>Everything the entry says; rows by their place, since each reading gives them new keys.</summary>
    private static string Words(Entry entry)
    {
        var tree = Document.Tree(EntryForm.Of(entry));
        foreach (var row in tree.Select(f => f.Value).OfType<JsonArray>().SelectMany(rows => rows).OfType<JsonObject>())
            row.Remove(nameof(IKeyed.Key));
        return tree.ToJsonString();
    }
}
