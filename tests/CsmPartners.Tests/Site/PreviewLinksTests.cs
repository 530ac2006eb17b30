using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

/// <summary>Links to what is not published: forged, of another entry, run out, sent again after they were revoked.</summary>
public sealed class PreviewLinksTests(DeskSite site)
{
    [Fact]
    public async Task A_link_shows_its_own_entry_only_and_nothing_once_it_has_run_out()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var first = await LinkAsync(editor, "first by link");
        var second = await LinkAsync(editor, "second by link");
        using var guest = site.Visitor();
        using (var page = await guest.GetPageAsync(first.Address))
            Assert.Equal("Exhibition first by link", page.TextOf("h1"));
        foreach (var parameter in new[] { $"&id={second.Entry}", $"&entry={second.Entry}", $"&number=1&key={Uri.EscapeDataString("x")}" })
        {
            using var answer = await guest.GetAsync(new Uri(first.Address + parameter, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.DoesNotContain("second by link", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await using (var db = site.Database())
        {
            var yesterday = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1);
            Assert.Equal(1, await db.PreviewLinks.Where(l => l.EntryId == first.Entry).ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, yesterday), TestContext.Current.CancellationToken));
        }

        using var over = await guest.GetPageAsync(first.Address, HttpStatusCode.NotFound);
        using var still = await guest.GetPageAsync(second.Address);
    }

    [Fact]
    public async Task A_link_that_was_revoked_neither_shows_nor_takes_anything()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var (entry, address) = await LinkAsync(editor, "revoked by link");
        using var guest = DeskClient.Stranger(site);
        using var preview = await guest.GetPageAsync(address);
        using (var screen = await editor.GetPageAsync($"/admin/entries/{entry}"))
        using (await editor.PostFormAsync(screen, "form[action$='/links/revoke']"))
        {
        }

        using var shown = await guest.GetPageAsync(address, HttpStatusCode.NotFound);
        using var said = await guest.PostFormAsync(preview, ".preview-form", [("author", "Curator"), ("text", "Sent again")]);
        Assert.Equal(HttpStatusCode.NotFound, said.StatusCode);
        await using var db = site.Database();
        Assert.False(await db.Comments.AnyAsync(c => c.EntryId == entry, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_key_that_is_signed_for_something_else_or_changed_in_one_letter_opens_nothing()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var (_, address) = await LinkAsync(editor, "forged by link");
        var key = address.Split("key=")[1];
        var protection = site.Services.GetRequiredService<IDataProtectionProvider>();
        var forged = Enumerable.Range(0, 8).Select(n => key.Length * n / 8).Select(at => key[..at] + (key[at] == 'A' ? 'B' : 'A') + key[(at + 1)..])
            .Append(protection.CreateProtector("first-administrator").ToTimeLimitedDataProtector().Protect("1", TimeSpan.FromDays(1)))
            .Append(protection.CreateProtector("PreviewLinks").Protect("1"))
            .Append("1");
        using var guest = site.Visitor();
        foreach (var one in forged.Where(one => Uri.UnescapeDataString(one) != Uri.UnescapeDataString(key)))
        {
            using var page = await guest.GetPageAsync("/en/preview?key=" + one, HttpStatusCode.NotFound);
        }
    }

    private static async Task<(int Entry, string Address)> LinkAsync(DeskClient editor, string mark)
    {
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition(mark));
        using var entry = await editor.GetPageAsync($"/admin/entries/{id}");
        using var made = await editor.PostFormAsync(entry, "form[action$='/links']", [("Recipient", "A museum abroad")]);
        using var with = await made.ReadPageAsync();
        return (id, new Uri(with.QuerySelector("#NewLink")!.GetAttribute("value")!).PathAndQuery);
    }
}
