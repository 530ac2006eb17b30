using CsmPartners.Entries;
using CsmPartners.Web.Admin.Entries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Suggestions;

/// <summary>Entries, and names written before, that hold what somebody is typing.</summary>
public sealed class SuggestionsController(SiteDb db, Picks picks) : DeskController
{
    [HttpGet(DeskLinks.Suggest)]
    public async Task<IActionResult> Find(string? kind, string? q, CancellationToken cancellation)
    {
        if (KindsOf(kind) is not { } kinds)
            return NotFound();
        if (string.IsNullOrWhiteSpace(q) || q.Length > Picks.MostTyped)
            return Json(Array.Empty<Suggestion>());
        if (kind is "person" or "venue")
            return Json(await picks.NamesAsync(q.Trim(), form => kind == "person" ? form.People.Select(p => p.Name) : form.Venues.Select(v => v.Name), cancellation));
        var found = await picks.SearchAsync(kinds, q.Trim(), Language, cancellation);
        var ids = found.Select(f => f.Id).ToList();
        var references = await db.WorkingCopies.AsNoTracking().Where(w => ids.Contains(w.EntryId))
            .Select(w => new { w.EntryId, w.Kind, w.Entry.Slug }).ToDictionaryAsync(w => w.EntryId, w => $"{w.Kind.ToString().ToLowerInvariant()}:{w.Slug}", cancellation);
        return Json(found.Select(f => new Suggestion(f.Label.Text, references[f.Id])));
    }

    private static IReadOnlyList<EntryKind>? KindsOf(string? kind) => kind switch
    {
        "partner" => [EntryKind.Partner],
        "activity" or "person" or "venue" => EntryKinds.Activities,
        "entry" => Enum.GetValues<EntryKind>(),
        _ => null,
    };
}

/// <param name="Label">As a field of the form takes it.</param>
/// <param name="Reference">As a text refers to it, "partner:kunstkamera".</param>
public sealed record Suggestion(string Label, string Reference);
