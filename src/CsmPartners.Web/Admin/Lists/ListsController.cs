using CsmPartners.Entries;
using CsmPartners.Revisions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Lists;

/// <summary>The entries of a kind, or of every kind, searched, narrowed and sorted.</summary>
public sealed class ListsController(SiteDb db, TimeProvider clock) : DeskController
{
    [HttpGet("admin/{list:desklist}")]
    public Task<IActionResult> Index(string list) => ShowAsync(DeskLinks.KindOf(list));

    [HttpGet(DeskLinks.Entries)]
    public Task<IActionResult> All() => ShowAsync(null);

    private async Task<IActionResult> ShowAsync(EntryKind? kind)
    {
        var whole = kind is null ? db.AtDesk() : db.AtDesk().Where(w => w.Kind == kind);
        var editors = await whole.Where(w => w.ChangedById != null).Select(w => w.ChangedById).Distinct()
            .Join(db.Users, id => id, s => s.Id, (_, s) => new { s.Id, s.Name }).ToListAsync(HttpContext.RequestAborted);
        var filter = new EntryFilter(Request.Query, kind, [.. editors.Select(e => e.Id)]);
        var found = filter.Narrow(db, Me.Id, DeskClock.SoonFrom(clock));
        var count = await found.CountAsync(HttpContext.RequestAborted);
        var number = Math.Min(filter.Page, ListPage.PagesOf(count));
        return Show("List", new ListPage
        {
            Title = Ui[kind is null ? "List.All" : $"Desk.{kind}s"],
            Lead = Ui["List.Lead"],
            Section = kind?.DeskList() ?? "",
            Kind = kind,
            Filter = filter,
            Rows = await ReadAsync(found, filter, (number - 1) * ListPage.Length),
            Count = count,
            Number = number,
            Countries = await whole.Select(w => w.Country)
                .Union(db.Participations.Where(p => whole.Any(w => w.EntryId == p.ActivityId)).Select(p => p.Partner.Represents ?? p.Partner.Country))
                .Where(c => c != null).Select(c => c!).ToListAsync(HttpContext.RequestAborted),
            Editors = [.. editors.OrderBy(e => e.Name, Language.Comparer).Select(e => (e.Id, e.Name))],
        });
    }

    private async Task<List<EntryRow>> ReadAsync(IQueryable<WorkingCopy> found, EntryFilter filter, int skip)
    {
        if (!filter.ByTitle)
            return await found.OrderByDescending(w => w.ChangedAt).ThenByDescending(w => w.EntryId).Skip(skip).Take(ListPage.Length).ToRowsAsync(HttpContext.RequestAborted);
        // Neither database knows the Kazakh alphabet, so titles are put in order here.
        var titles = await found.Select(w => new { w.EntryId, w.Title }).ToListAsync(HttpContext.RequestAborted);
        var ids = titles.OrderBy(t => t.Title.In(Language).Text, Language.Comparer).ThenBy(t => t.EntryId).Skip(skip).Take(ListPage.Length).Select(t => t.EntryId).ToList();
        var rows = await db.AtDesk().Where(w => ids.Contains(w.EntryId)).ToRowsAsync(HttpContext.RequestAborted);
        return [.. rows.OrderBy(r => ids.IndexOf(r.Id))];
    }
}
