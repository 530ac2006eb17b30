using System.Globalization;
using System.Text.RegularExpressions;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Media;
using CsmPartners.Revisions;
using CsmPartners.Texts;
using CsmPartners.Web.Admin.Media;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>
/// Entries and media chosen by typing: "Kunstkamera (kunstkamera)" as the suggestions write it, or any part of a name that only one
/// has. Works on the desk's own record, so that what is not published yet can be named too.
/// </summary>
public sealed partial class Picks(SiteDb db)
{
    public const int MostListed = 400;

    /// <summary>Letters; no name is longer, and nobody types more to find one.</summary>
    public const int MostTyped = 400;

    private const int MostSuggested = 12;

    private const int MostRead = 50;

    /// <summary>Of addresses at once: SQL Server takes 2,100 parameters.</summary>
    private const int MostAsked = 500;

    /// <summary>Looks up what was typed in the form's rows; what is not found stays as typed and without a number.</summary>
    /// <returns>What was typed that several answer to, with their names.</returns>
    public async Task<IReadOnlyList<Problem>> ResolveAsync(EntryForm form, int? entryId, bool partOfWasPosted, Language language, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        for (var i = 0; i < form.Media.Count; i++)
            form.Media[i].Id = await FindMediaAsync(form.Media[i].Pick, $"Media[{i}].Pick");
        if (form is not ActivityForm activity)
            return problems;
        var partners = await BySlugAsync([.. activity.Participations.Select(p => p.Partner).Concat(activity.Venues.Select(v => v.Partner))], language, cancellation);
        for (var i = 0; i < activity.Participations.Count; i++)
            activity.Participations[i].PartnerId = await FindAsync([EntryKind.Partner], activity.Participations[i].Partner, $"Participations[{i}].Partner", null);
        for (var i = 0; i < activity.Venues.Count; i++)
            activity.Venues[i].PartnerId = await FindAsync([EntryKind.Partner], activity.Venues[i].Partner, $"Venues[{i}].Partner", null);
        if (partOfWasPosted)
            activity.PartOfId = await FindAsync(EntryKinds.Activities, activity.PartOf, nameof(ActivityForm.PartOf), entryId);
        return problems;

        async Task<int?> FindMediaAsync(string typed, string field)
        {
            if (typed.Length == 0)
                return null;
            var found = await SearchMediaAsync(typed, cancellation);
            if (found.Count > 1)
                problems.Add(new Problem(field, "Form.Ambiguous", string.Join("; ", found.Take(5).Select(m => MediaLabel(m, language).Text))));
            return found is [var only] ? only.Id : null;
        }

        async Task<int?> FindAsync(IReadOnlyList<EntryKind> kinds, string typed, string field, int? except)
        {
            if (typed.Length == 0)
                return null;
            var named = kinds is [EntryKind.Partner] && InBrackets().Match(typed) is { Success: true } match ? partners[match.Groups["slug"].Value].ToList() : [];
            var found = (named.Count > 0 ? named : await SearchAsync(kinds, typed, language, cancellation)).Where(f => f.Id != except).ToList();
            if (found.Count > 1)
                problems.Add(new Problem(field, "Form.Ambiguous", string.Join("; ", found.Take(5).Select(f => f.Label.Text))));
            return found is [var only] ? only.Id : null;
        }
    }

    /// <summary>Partners by the addresses in brackets, present and former, in a few questions however many rows there are.</summary>
    private async Task<ILookup<string, (int Id, LocalText Label)>> BySlugAsync(IReadOnlyList<string> typed, Language language, CancellationToken cancellation)
    {
        var found = new List<(string Asked, int Id, LocalText Label)>();
        foreach (var slugs in typed.Select(t => InBrackets().Match(t)).Where(m => m.Success).Select(m => m.Groups["slug"].Value).Distinct(StringComparer.Ordinal).Chunk(MostAsked))
        {
            var candidates = db.WorkingCopies.AsNoTracking().Where(w => w.Kind == EntryKind.Partner && w.DeletedAt == null);
            var own = await candidates.Where(w => slugs.Contains(w.Entry.Slug)).Select(w => new { w.EntryId, w.Title, w.Entry.Slug, Asked = w.Entry.Slug }).ToListAsync(cancellation);
            var former = await candidates.Join(db.Redirects.Where(r => slugs.Contains(r.Slug)), w => w.EntryId, r => r.EntryId, (w, r) => new { w.EntryId, w.Title, w.Entry.Slug, Asked = r.Slug }).ToListAsync(cancellation);
            found.AddRange(own.Concat(former).DistinctBy(f => (f.Asked, f.EntryId)).Select(f => (f.Asked, f.EntryId, Label(f.Title, f.Slug, language))));
        }

        return found.ToLookup(f => f.Asked, f => (f.Id, f.Label), StringComparer.Ordinal);
    }

    /// <summary>The one that has, or had, the address in brackets, or the full name; else those whose names hold what was typed.</summary>
    public async Task<IReadOnlyList<(int Id, LocalText Label)>> SearchAsync(
        IReadOnlyList<EntryKind> kinds, string typed, Language language, CancellationToken cancellation)
    {
        var candidates = db.WorkingCopies.AsNoTracking().Where(w => kinds.Contains(w.Kind) && w.DeletedAt == null);
        if (InBrackets().Match(typed) is { Success: true } match)
        {
            var slug = match.Groups["slug"].Value;
            if (await candidates.Where(w => w.Entry.Slug == slug || db.Redirects.Any(r => r.EntryId == w.EntryId && r.Slug == slug)).Select(w => new { w.EntryId, w.Title, w.Entry.Slug }).ToListAsync(cancellation) is { Count: > 0 } bySlug)
                return [.. bySlug.Select(w => (w.EntryId, Label(w.Title, w.Slug, language)))];
        }

        var folded = Folding.Fold(typed);
        if (folded.Length is 0 or > MostTyped)
            return [];
        var found = await candidates.Where(w => w.SearchText.Contains(folded))
            .OrderByDescending(w => w.Title.Kk == typed || w.Title.Ru == typed || w.Title.En == typed).ThenBy(w => w.SearchText)
            .Select(w => new { w.EntryId, w.Title, w.Entry.Slug }).Take(MostSuggested).ToListAsync(cancellation);
        var exact = found.Where(w => Language.All.Any(l => Folding.Fold(w.Title[l]) == folded)).ToList();
        return [.. (exact.Count == 1 ? exact : found).Select(w => (w.EntryId, Label(w.Title, w.Slug, language)))];
    }

    /// <summary>Names that colleagues have written in activities before and that hold what was typed, in any of the languages.</summary>
    public async Task<IReadOnlyList<LocalizedText>> NamesAsync(string typed, Func<ActivityForm, IEnumerable<LocalizedText>> names, CancellationToken cancellation)
    {
        var folded = Folding.Fold(typed);
        if (folded.Length is 0 or > MostTyped)
            return [];
        var documents = await db.WorkingCopies.AsNoTracking().Where(w => EntryKinds.Activities.Contains(w.Kind) && w.DeletedAt == null && w.SearchText.Contains(folded))
            .OrderByDescending(w => w.ChangedAt).Take(MostRead)
            .Join(db.Revisions, w => new { w.EntryId, Number = w.Newest }, r => new { r.EntryId, r.Number }, (w, r) => new { w.Kind, r.Document })
            .ToListAsync(cancellation);
        return [.. documents.SelectMany(d => names((ActivityForm)Document.Read(d.Kind, d.Document)))
            .Where(n => Language.All.Any(l => Folding.Fold(n[l]).Contains(folded, StringComparison.Ordinal)))
            .Distinct().Take(MostSuggested)];
    }

    /// <summary>The names of all entries of these kinds; empty where there are too many for a page.</summary>
    public async Task<IReadOnlyList<LocalText>> ListAsync(IReadOnlyList<EntryKind> kinds, Language language, CancellationToken cancellation)
    {
        var all = await db.WorkingCopies.AsNoTracking().Where(w => kinds.Contains(w.Kind) && w.DeletedAt == null)
            .OrderBy(w => w.EntryId).Select(w => new { w.Title, w.Entry.Slug }).Take(MostListed + 1).ToListAsync(cancellation);
        return all.Count > MostListed ? [] : [.. all.Select(w => Label(w.Title, w.Slug, language)).OrderBy(l => l.Text, language.Comparer)];
    }

    /// <summary>What to call the entries and media that the form names.</summary>
    public async Task<IReadOnlyDictionary<int, LocalText>> LabelsAsync(EntryForm form, Language language, CancellationToken cancellation)
    {
        var ids = form is ActivityForm activity ? activity.Participations.Select(p => p.PartnerId).Concat(activity.Venues.Select(v => v.PartnerId)).Append(activity.PartOfId).OfType<int>().ToList() : [];
        return await db.WorkingCopies.AsNoTracking().Where(w => ids.Contains(w.EntryId))
            .Select(w => new { w.EntryId, w.Title, w.Entry.Slug })
            .ToDictionaryAsync(w => w.EntryId, w => Label(w.Title, w.Slug, language), cancellation);
    }

    /// <summary>The files that the form names, by number.</summary>
    public Task<Dictionary<int, MediaFile>> MediaAsync(EntryForm form, CancellationToken cancellation)
    {
        var ids = form.Media.Select(m => m.Id).OfType<int>().ToList();
        return db.MediaFiles.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellation);
    }

    /// <summary>"12 Opening of the exhibition", as the suggestions write it.</summary>
    public static LocalText MediaLabel(MediaFile file, Language language) =>
        new($"{file.Id} {file.NameIn(language)}", file.Title.IsEmpty ? language : file.Title.In(language).Language);

    private static LocalText Label(LocalizedText title, string slug, Language language) =>
        new($"{title.In(language).Text} ({slug})", title.In(language).Language);

    /// <summary>The file whose number stands first, else those whose texts hold every word.</summary>
    private async Task<IReadOnlyList<MediaFile>> SearchMediaAsync(string typed, CancellationToken cancellation)
    {
        if (int.TryParse(typed.TrimStart('№', '#', ' ').Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await db.MediaFiles.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellation) is { } numbered)
            return [numbered];
        var words = new MediaFilter { Q = typed };
        return Folding.Fold(typed).Length == 0 ? [] : [.. (await db.MediaFiles.AsNoTracking().ToListAsync(cancellation)).Where(words.Matches)];
    }

    [GeneratedRegex(@"(^|\()(?<slug>[a-z0-9]+(-[a-z0-9]+)*)\)?$", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex InBrackets();
}
