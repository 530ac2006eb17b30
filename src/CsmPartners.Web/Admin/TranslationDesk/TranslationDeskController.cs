using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Web.Admin.Entries;
using CsmPartners.Web.Admin.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.TranslationDesk;

/// <summary>How far each kind of entry is in each language, and what there is to do.</summary>
public sealed class TranslationDeskController(SiteDb db) : DeskController
{
    [HttpGet(DeskLinks.Translations)]
    public async Task<IActionResult> Index()
    {
        var kinds = await db.AtDesk().GroupBy(w => w.Kind).Select(g => new
        {
            Kind = g.Key,
            All = g.Count(),
            DoneKk = g.Count(w => w.Missing.Kk == 0 && w.Stale.Kk == 0),
            DoneRu = g.Count(w => w.Missing.Ru == 0 && w.Stale.Ru == 0),
            DoneEn = g.Count(w => w.Missing.En == 0 && w.Stale.En == 0),
            MissingKk = g.Count(w => w.Missing.Kk > 0),
            MissingRu = g.Count(w => w.Missing.Ru > 0),
            MissingEn = g.Count(w => w.Missing.En > 0),
            StaleKk = g.Count(w => w.Stale.Kk > 0),
            StaleRu = g.Count(w => w.Stale.Ru > 0),
            StaleEn = g.Count(w => w.Stale.En > 0),
        }).ToListAsync(HttpContext.RequestAborted);
        return Show("Matrix", new MatrixPage
        {
            Title = Ui["Desk.Translations"],
            Lead = Ui["Matrix.Lead"],
            Section = "translations",
            Rows =
            [
                .. kinds.OrderBy(k => k.Kind).Select(k => new MatrixRow(
                    k.Kind,
                    [new(k.All, k.DoneKk, k.MissingKk, k.StaleKk), new(k.All, k.DoneRu, k.MissingRu, k.StaleRu), new(k.All, k.DoneEn, k.MissingEn, k.StaleEn)])),
            ],
        });
    }

    [HttpGet($"{DeskLinks.Translations}/{{code:language}}")]
    public async Task<IActionResult> Work(string code, string? page)
    {
        var language = Language.Find(code)!;
        var wanting = db.AtDesk().Wanting(language);
        var count = await wanting.CountAsync(HttpContext.RequestAborted);
        var last = ListPage.PagesOf(count);
        var number = Pager.Read(page, last);
        var copies = await wanting.OrderBy(w => w.ChangedAt).ThenBy(w => w.EntryId).Skip((number - 1) * ListPage.Length).Take(ListPage.Length)
            .Join(db.Revisions, w => new { w.EntryId, Number = w.Newest }, r => new { r.EntryId, r.Number }, (w, r) => new { Copy = w, r.Document })
            .OrderBy(w => w.Copy.ChangedAt).ThenBy(w => w.Copy.EntryId).ToListAsync(HttpContext.RequestAborted);
        return Show("Work", new WorkPage
        {
            Title = Ui[$"Home.Translate.{language.Code}"],
            Lead = Ui["Work.Lead"],
            Section = "translations",
            Crumbs = [(Ui["Desk.Translations"], DeskLinks.Translations)],
            Into = language,
            Count = count,
            Rows = [.. copies.Select(c => WorkRow.Of(c.Copy, Document.Read(c.Copy.Kind, c.Document).Texts(), language))],
            Pager = new(number, last, n => $"{DeskLinks.Translation(language)}?page={n}"),
        });
    }
}
