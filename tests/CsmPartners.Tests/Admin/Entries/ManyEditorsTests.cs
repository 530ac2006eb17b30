using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin.Entries;

public sealed class ManyEditorsTests(DeskSite site)
{
    private const int Editors = 50;

    [Fact]
    public async Task Fifty_editors_who_save_at_once_lose_no_word_and_leave_no_gap_in_the_numbers()
    {
        using var first = await site.StaffAsync(StaffRole.Editor);
        // Fifty rows, so that everyone has a field of their own; three of them share one.
        var rows = Enumerable.Range(0, Editors).Select(i => ($"People[{i}].Name.En", (string?)$"Person {i}"));
        var id = await first.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("fifty"), .. rows]);
        using var page = await first.OpenAsync(id);
        var shared = new[] { 7, 17, 27 };
        var answers = await Task.WhenAll(Enumerable.Range(0, Editors).Select(async i =>
        {
            var field = shared.Contains(i) ? "Body.Ru" : $"People[{i}].Task.Ru";
            using var response = await first.PostFormAsync(page, DeskEntries.EditForm, [(field, $"Слово {i}")]);
            if (response.StatusCode == HttpStatusCode.Conflict)
            {
                using var clash = await response.ReadPageAsync();
                Assert.Equal($"Слово {i}", clash.ValueOf(field));
            }

            return (Editor: i, Field: field, response.StatusCode);
        }));

        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Conflict, $"{a.Editor}: {a.StatusCode}"));
        Assert.Equal(2, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        var newest = await site.NewestAsync(id);
        Assert.All(answers.Where(a => a.StatusCode == HttpStatusCode.Redirect), a => Assert.Contains($"Слово {a.Editor}", newest.Values));
        await using var db = site.Database();
        var numbers = await db.Revisions.Where(r => r.EntryId == id).OrderBy(r => r.Number).Select(r => r.Number).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 1 + Editors - 2), numbers);
        Assert.Null((await site.CopyAsync(id)).Published);
    }
}
