using AngleSharp.Dom;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

/// <summary>On a site of its own, so that the numbers stand still.</summary>
public sealed class TranslationDeskTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Fact]
    public async Task The_matrix_counts_what_a_hand_counts()
    {
        await site.EntryAsync(new EventForm { Title = new("Жәрмеңке", "Ярмарка", "") });
        var stale = await site.EntryAsync(new EventForm { Title = new("Семинар", "Семинар", "Seminar") });
        await site.ChangeAsync<EventForm>(stale, null, form => form.Title = form.Title with { Ru = "Международный семинар" });
        var deleted = await site.EntryAsync(new EventForm { Title = new("", "", "Fair") });
        await site.SetAsync(deleted, copy => copy.DeletedAt = DateTime.UnixEpoch);

        await using var db = site.Database();
        var copies = await db.WorkingCopies.AsNoTracking().Where(w => w.DeletedAt == null).ToListAsync(TestContext.Current.CancellationToken);
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var page = await client.GetPageAsync("/admin/translations");
        var rows = page.QuerySelectorAll("table.matrix tr").Where(r => r.QuerySelector("th[scope=row]") is not null).ToDictionary(r => r.QuerySelector("th")!.TextContent.Trim());
        Assert.Equal(9, rows.Count);
        foreach (var language in Language.All)
        {
            Check(rows["Events"], copies.Where(c => c.Kind == EntryKind.Event).ToList(), language);
            Check(rows["Partners"], copies.Where(c => c.Kind == EntryKind.Partner).ToList(), language);
            Check(rows["Total"], copies, language);
        }

        var events = copies.Count(c => c.Kind == EntryKind.Event);
        Assert.StartsWith($"{events - 2} / {events}", ListsTests.Text(rows["Events"].Children[3]), StringComparison.Ordinal);
        using var list = await client.GetPageAsync(rows["Events"].QuerySelector("td:last-child .mark-missing")!.GetAttribute("href")!);
        Assert.Equal(["Ярмарка"], list.QuerySelectorAll("table.list th[scope=row] a").Select(a => a.TextContent));
    }

    [Fact]
    public async Task Work_in_a_language_leads_to_the_very_field_the_oldest_first()
    {
        var id = await site.EntryAsync(new ProjectForm { Title = new("Жоба", "Проект", "Project"), Summary = new("", "Описание", "Summary"), Type = "Research" });
        await site.ChangeAsync<ProjectForm>(id, null, form => form.Title = form.Title with { Ru = "Большой проект" });
        await site.SetAsync(id, copy => copy.ChangedAt = DateTime.UnixEpoch);
        using var client = await site.StaffAsync(StaffRole.Editor, "kk");
        using var page = await client.GetPageAsync("/admin/translations/kk");
        var first = page.QuerySelector(".list > li")!;
        Assert.Equal($"/admin/entries/{id}", first.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal([$"/admin/entries/{id}/edit#Summary-Kk", $"/admin/entries/{id}/edit#Title-Kk"], first.Hrefs(".gaps a"));
        Assert.Equal(["жоқ", "ескірген"], first.QuerySelectorAll(".gaps .mark").Select(m => m.TextContent));
        using var edit = await client.GetPageAsync($"/admin/entries/{id}/edit");
        Assert.NotNull(edit.GetElementById("Summary-Kk"));
        Assert.NotNull(edit.GetElementById("Title-Kk"));
    }

    private static void Check(IElement row, List<CsmPartners.Revisions.WorkingCopy> copies, Language language)
    {
        var done = copies.Count(c => c.Missing[language] == 0 && c.Stale[language] == 0);
        var (missing, stale) = (copies.Count(c => c.Missing[language] > 0), copies.Count(c => c.Stale[language] > 0));
        var expected = $"{done} / {copies.Count}{(missing > 0 ? $" {missing} missing a text" : "")}{(stale > 0 ? $" {stale} out of date" : "")}";
        Assert.Equal(expected, ListsTests.Text(row.Children[1 + language.Index]));
    }
}
