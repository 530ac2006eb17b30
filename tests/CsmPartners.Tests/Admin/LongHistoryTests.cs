using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

/// <summary>A thousand revisions and hundreds of comments are shown a page at a time.</summary>
public sealed class LongHistoryTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Fact]
    public async Task A_thousand_revisions_and_comments_are_paged_and_any_two_revisions_compared()
    {
        var id = await site.IdOfAsync("unesco");
        await using (var db = site.Database())
        {
            var first = await db.Revisions.AsNoTracking().Where(r => r.EntryId == id).OrderByDescending(r => r.Number).FirstAsync(TestContext.Current.CancellationToken);
            for (var number = first.Number + 1; number <= 1000; number++)
                db.Add(new Revision { EntryId = id, Number = number, Document = first.Document, At = first.At.AddMinutes(number), AuthorName = "Editor" });
            for (var number = 1; number <= 120; number++)
                db.Add(new Comment { EntryId = id, Revision = 1, AuthorName = "Editor", Text = $"Said as number {number}.", At = first.At.AddMinutes(number) });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await db.WorkingCopies.Where(w => w.EntryId == id).ExecuteUpdateAsync(set => set.SetProperty(w => w.Newest, 1000), TestContext.Current.CancellationToken);
        }

        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var page = await editor.GetPageAsync($"/admin/entries/{id}");
        Assert.Equal(Enumerable.Range(951, 50).Reverse().Select(n => $"{n}"), page.QuerySelectorAll("[aria-labelledby=history] [name=to]").Select(i => i.GetAttribute("value")));
        // The last that was said is what people look for.
        Assert.Contains("Said as number 120.", page.TextOf("ol.comments"), StringComparison.Ordinal);
        Assert.Equal(20, page.QuerySelectorAll("ol.comments li").Length);
        Assert.Contains($"/admin/entries/{id}?history=20#history", page.Hrefs(".pager a"));
        using var oldest = await editor.GetPageAsync($"/admin/entries/{id}?history=20&comments=1");
        Assert.Equal("1", oldest.QuerySelectorAll("[aria-labelledby=history] [name=to]")[^1].GetAttribute("value"));
        Assert.Contains("Said as number 1.", oldest.TextOf("ol.comments"), StringComparison.Ordinal);
        foreach (var nonsense in new[] { "0", "-1", "99999999999999999999", "x", "%00", "", "21" })
        {
            using var still = await editor.GetPageAsync($"/admin/entries/{id}?history={nonsense}&comments={nonsense}");
            Assert.Equal(50, still.QuerySelectorAll("[aria-labelledby=history] [name=to]").Length);
        }

        using var compared = await editor.GetPageAsync($"/admin/entries/{id}/compare?from=1&to=1000");
        Assert.Equal(("1", "1000", "1000"), (compared.GetElementById("from")!.GetAttribute("value"), compared.GetElementById("to")!.GetAttribute("value"), compared.GetElementById("to")!.GetAttribute("max")));
        Assert.InRange(compared.DocumentElement.OuterHtml.Length, 1, 40_000);
    }
}
