using System.Globalization;
using System.Text.RegularExpressions;
using CsmPartners.Forms;
using CsmPartners.Texts;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Media;

/// <summary>Which entries show which media.</summary>
public static partial class MediaUse
{
    /// <summary>What is attached to an entry, then what its bodies refer to (<c>[[media:12]]</c>); each once.</summary>
    public static IReadOnlyList<int> In(IEnumerable<int> attached, LocalizedText body) =>
    [
        .. attached
            .Concat(Language.All.SelectMany(l => References().Matches(body[l])).Select(m => int.Parse(m.Groups["id"].Value, CultureInfo.InvariantCulture)))
            .Distinct(),
    ];

    /// <summary>By media, the entries whose published state or newest revision shows it; those in the bin too, since they come back whole.</summary>
    public static async Task<ILookup<int, int>> ReadMediaUsesAsync(this SiteDb db, CancellationToken cancellation)
    {
        var published = await db.Entries
            .Where(e => e.Media.Any() || e.Body.Kk.Contains("media:") || e.Body.Ru.Contains("media:") || e.Body.En.Contains("media:"))
            .Select(e => new { e.Id, e.Media, e.Body })
            .AsNoTracking()
            .ToListAsync(cancellation);
        var newest = await db.WorkingCopies
            .Where(w => w.Media.Any())
            .Select(w => new { w.EntryId, w.Media })
            .AsNoTracking()
            .ToListAsync(cancellation);
        return published.SelectMany(e => In(e.Media, e.Body).Select(media => (Media: media, Entry: e.Id)))
            .Concat(newest.SelectMany(w => w.Media.Select(media => (Media: media, Entry: w.EntryId))))
            .Distinct()
            .ToLookup(use => use.Media, use => use.Entry);
    }

    /// <summary>
    /// Whether a file that is attached to the form, and was not before, has been deleted by now. Whichever is saved second, this or a deletion
    /// of one of the others, begins again.
    /// </summary>
    internal static async Task<bool> LacksNewMediaAsync(this SiteDb db, EntryForm form, EntryForm? before, CancellationToken cancellation)
    {
        if (Of(form).Except(before is null ? [] : Of(before)).ToList() is not { Count: > 0 } added)
            return false;
        // Visitors see no difference yet; a deletion, which raises it too, notices this save by it, and this save a deletion.
        (await db.SiteStates.SingleAsync(cancellation)).Version++;
        var there = await db.MediaFiles.Where(m => added.Contains(m.Id)).Select(m => m.Id).ToListAsync(cancellation);
        return form.Media.Exists(m => m.Id is { } id && added.Contains(id) && !there.Contains(id));
    }

    /// <summary>What the form shows.</summary>
    public static IReadOnlyList<int> Of(EntryForm form) => In(form.Media.Select(m => m.Id).OfType<int>(), form.Body);

    /// <summary>The pictures among these that say nothing to readers of this language who do not see them.</summary>
    public static async Task<IReadOnlyList<MediaFile>> ReadMissingAltsAsync(
        this SiteDb db, IReadOnlyCollection<int> ids, Language language, CancellationToken cancellation) =>
        (await db.MediaFiles.AsNoTracking().Where(m => ids.Contains(m.Id)).ToListAsync(cancellation)).FindAll(m => m.LacksAlt(language));

    // As the Markdown reads it: see References in the web project.
    [GeneratedRegex(@"\[\[\s*media:(?<id>[1-9][0-9]{0,8})\s*(\||\]\])", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex References();
}
