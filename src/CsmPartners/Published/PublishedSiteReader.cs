using System.Linq.Expressions;
using CsmPartners.Entries;
using CsmPartners.Media;
using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Published;

public static class PublishedSiteReader
{
    private static readonly Expression<Func<MediaFile, MediaFile>> WhatVisitorsSee = m => new MediaFile
    {
        Id = m.Id,
        Type = m.Type,
        Hash = m.Hash,
        FileName = m.FileName,
        Bytes = m.Bytes,
        Width = m.Width,
        Height = m.Height,
        FocalX = m.FocalX,
        FocalY = m.FocalY,
        Title = m.Title,
        Alt = m.Alt,
        IsDecorative = m.IsDecorative,
        Credit = m.Credit,
        Licence = m.Licence,
    };

    /// <summary>What is done at the desk that visitors may see.</summary>
    private static readonly AuditAction[] ForVisitors =
    [
        AuditAction.Published, AuditAction.PublishedAllTheSame, AuditAction.Withdrawn, AuditAction.Deleted, AuditAction.BroughtBack, AuditAction.Restored,
        AuditAction.Merged, AuditAction.AddressChanged, AuditAction.SettingsChanged, AuditAction.MediaAdded, AuditAction.MediaChanged, AuditAction.MediaDeleted,
    ];

    /// <summary>Null before the site is seeded.</summary>
    public static Task<long?> ReadVersionAsync(this SiteDb db, CancellationToken cancellation) =>
        db.SiteStates.Select(s => (long?)s.Version).SingleOrDefaultAsync(cancellation);

    /// <summary>Beyond this many changed entries everything is read.</summary>
    private const int MostChanged = 500;

    /// <summary>
    /// Reads everything published. The version is read first: a publication in between makes the picture newer than it says,
    /// and the next look at the version number reads it again.
    /// </summary>
    /// <param name="before">The site as it was read before, whose entries are taken over where they have not changed since; null to read all.</param>
    /// <exception cref="InvalidOperationException">The site has not been seeded.</exception>
    public static async Task<PublishedSite> ReadPublishedSiteAsync(this SiteDb db, TimeProvider clock, PublishedSite? before, CancellationToken cancellation)
    {
        var version = await db.ReadVersionAsync(cancellation) ?? throw new InvalidOperationException("The database holds no site yet.");
        var museum = await db.Museums.AsNoTracking().SingleAsync(cancellation);
        var seeded = await db.SiteStates.Select(s => s.SeededAt).SingleAsync(cancellation);
        var (entries, participations) = (before?.SeededAt == seeded ? await db.ReadChangedAsync(before, cancellation) : null) ?? await db.ReadAllAsync(cancellation);
        var media = await db.MediaFiles.AsNoTracking().Select(WhatVisitorsSee).ToListAsync(cancellation);
        var redirects = await db.Redirects.AsNoTracking().ToListAsync(cancellation);
        Join(entries, participations);
        return new PublishedSite(version, clock.GetUtcNow().Year, museum, entries, media, redirects)
        {
            SeededAt = seeded,
            ChangedAt = await db.ReadChangedAtAsync(entries, seeded, cancellation),
            Merged = await db.ReadMergedAsync(cancellation),
        };
    }

    private static async Task<(List<Entry> Entries, List<Participation> Participations)> ReadAllAsync(this SiteDb db, CancellationToken cancellation) =>
    (
        await db.Entries.AsNoTracking().Where(e => e.State != EntryState.Hidden).OrderBy(e => e.Id).ToListAsync(cancellation),
        await db.Participations.AsNoTracking().OrderBy(p => p.ActivityId).ThenBy(p => p.PartnerId).ThenBy(p => p.Role).ToListAsync(cancellation));

    /// <summary>Null where so much has changed that everything is read as quickly.</summary>
    private static async Task<(List<Entry> Entries, List<Participation> Participations)?> ReadChangedAsync(this SiteDb db, PublishedSite before, CancellationToken cancellation)
    {
        var marks = await db.Entries.Where(e => e.State != EntryState.Hidden).OrderBy(e => e.Id).Select(e => new { e.Id, e.ChangedAt, e.State }).ToListAsync(cancellation);
        var known = before.Entries.ToDictionary(e => e.Id);
        var changed = marks.Where(m => !(known.TryGetValue(m.Id, out var e) && e.ChangedAt == m.ChangedAt && e.State == m.State)).Select(m => m.Id).ToHashSet();
        if (changed.Count > MostChanged)
            return null;
        var fresh = await db.Entries.AsNoTracking().Where(e => changed.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellation);
        // Of a changed partner too: while visitors did not know it, its parts in activities were not kept.
        var participations = await db.Participations.AsNoTracking().Where(p => changed.Contains(p.ActivityId) || changed.Contains(p.PartnerId)).ToListAsync(cancellation);
        participations.AddRange(known.Values.OfType<Activity>().SelectMany(a => a.Participations)
            .Where(p => !changed.Contains(p.ActivityId) && !changed.Contains(p.PartnerId))
            .Select(p => new Participation { ActivityId = p.ActivityId, PartnerId = p.PartnerId, Role = p.Role, Position = p.Position }));
        // Copies: visitors are reading the site as it was. What was withdrawn from them between the two questions is missing from both.
        var entries = marks.Select(m => changed.Contains(m.Id) ? fresh.GetValueOrDefault(m.Id) : known[m.Id].Copy()).OfType<Entry>().ToList();
        return (entries, [.. participations.OrderBy(p => p.ActivityId).ThenBy(p => p.PartnerId).ThenBy(p => p.Role)]);
    }

    // The record of who did what knows of changes that leave no trace in an entry that visitors see: of what was put into the bin, of pictures.
    private static async Task<DateTime> ReadChangedAtAsync(this SiteDb db, List<Entry> entries, DateTime seeded, CancellationToken cancellation)
    {
        var done = await db.AuditEvents.OrderByDescending(a => a.Id).Where(a => ForVisitors.Contains(a.Action)).Select(a => (DateTime?)a.At).FirstOrDefaultAsync(cancellation);
        return entries.Select(e => e.ChangedAt).Append(seeded).Append(done ?? seeded).Max();
    }

    // Where a partner in the bin has its address, but the address leads to another, the two were merged.
    private static async Task<Dictionary<int, int>> ReadMergedAsync(this SiteDb db, CancellationToken cancellation) =>
        await db.Entries.OfType<Partner>().Where(p => p.State == EntryState.Hidden)
            .Join(db.Redirects.Where(r => r.Kind == EntryKind.Partner), p => p.Slug, r => r.Slug, (p, r) => new { p.Id, r.EntryId })
            .ToDictionaryAsync(m => m.Id, m => m.EntryId, cancellation);

    // Joined here rather than by the database: rows travel once, and both sides see the same objects.
    internal static void Join(List<Entry> entries, List<Participation> participations)
    {
        var byId = entries.ToDictionary(e => e.Id);
        foreach (var activity in entries.OfType<Activity>())
        {
            activity.PartOf = activity.PartOfId is { } whole ? byId.GetValueOrDefault(whole) as Activity : null;
            activity.Venues.ForEach(v => v.Partner = v.PartnerId is { } partner && byId.GetValueOrDefault(partner) is Partner { State: EntryState.Published } house ? house : null);
        }

        foreach (var participation in participations)
        {
            // Entries that visitors do not know were not read.
            if (!byId.TryGetValue(participation.ActivityId, out var activity) || !byId.TryGetValue(participation.PartnerId, out var partner))
                continue;
            participation.Activity = (Activity)activity;
            participation.Partner = (Partner)partner;
            participation.Activity.Participations.Add(participation);
            participation.Partner.Participations.Add(participation);
        }
    }
}
