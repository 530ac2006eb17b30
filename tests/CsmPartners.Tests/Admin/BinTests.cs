using System.Net;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

public sealed class BinTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Fact]
    public async Task A_deleted_entry_comes_back_whole()
    {
        using var client = await site.StaffAsync(StaffRole.Editor, "kk");
        var id = await site.EntryAsync(EntriesOfTests.Partner(ListsTests.Word()), client);
        await site.ChangeAsync<PartnerForm>(id, client, form => form.Country = "DE");
        await site.SetAsync(id, copy => (copy.Stage, copy.Submitted, copy.SubmittedById) = (Stage.InReview, 2, client.Id));
        var before = await RevisionsAsync(id);

        using var confirm = await client.GetPageAsync($"/admin/entries/{id}/bin");
        using var deleted = await client.PostFormAsync(confirm, $"form[action='/admin/entries/{id}/bin']");
        using var list = await client.FollowAsync(deleted);
        Assert.StartsWith("Себетке салынды", list.TextOf(".notice"), StringComparison.Ordinal);
        var copy = await site.CopyAsync(id);
        Assert.Equal((Stage.Draft, null, null), (copy.Stage, copy.Submitted, copy.PublishAt));
        using (var edit = await client.GetAsync(new Uri($"/admin/entries/{id}/edit", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.NotFound, edit.StatusCode);

        using var bin = await client.GetPageAsync("/admin/bin");
        Assert.Contains(client.Name, bin.QuerySelectorAll("tbody tr").First(r => r.QuerySelector($"form[action$='/{id}/bin/restore']") is not null).TextContent, StringComparison.Ordinal);
        using var back = await client.PostFormAsync(bin, $"form[action='/admin/entries/{id}/bin/restore']");
        Assert.Equal($"/admin/entries/{id}", back.Headers.Location?.ToString());
        Assert.Null((await site.CopyAsync(id)).DeletedAt);
        Assert.Equal(before, await RevisionsAsync(id));
        await using var db = site.Database();
        Assert.Equal(
            [AuditAction.Created, AuditAction.Deleted, AuditAction.BroughtBack],
            await db.AuditEvents.Where(a => a.EntryId == id).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_visitors_see_is_withdrawn_before_it_can_be_deleted()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        var id = await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word()));
        using var confirm = await client.GetPageAsync($"/admin/entries/{id}/bin");
        Assert.Contains("Withdraw it from the site first", confirm.TextOf("[role=alert]"), StringComparison.Ordinal);
        Assert.Null(confirm.QuerySelector($"form[action='/admin/entries/{id}/bin']"));
        using var list = await client.GetPageAsync("/admin/partners");
        var token = ((AngleSharp.Html.Dom.IHtmlInputElement)list.QuerySelector("form.entries [name=__RequestVerificationToken]")!).Value;
        using var forced = await client.PostAsync(new Uri($"/admin/entries/{id}/bin", UriKind.Relative), new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), TestContext.Current.CancellationToken);
        Assert.Equal($"/admin/entries/{id}/bin", forced.Headers.Location?.ToString());
        Assert.Null((await site.CopyAsync(id)).DeletedAt);
    }

    [Fact]
    public async Task The_front_page_never_goes_to_the_bin()
    {
        await using var db = site.Database();
        var overview = await db.Entries.OfType<Page>().Where(p => p.Slug == Page.Overview).Select(p => p.Id).SingleAsync(TestContext.Current.CancellationToken);
        using var client = await site.StaffAsync(StaffRole.Publisher);
        using var confirm = await client.GetPageAsync($"/admin/entries/{overview}/bin");
        Assert.NotEmpty(confirm.TextOf("[role=alert]"));
    }

    [Theory]
    [InlineData("/admin/entries/99999999/bin"), InlineData("/admin/entries/x/bin"), InlineData("/admin/entries/99999999999999/bin")]
    public async Task An_entry_that_is_not_there_cannot_be_deleted(string address)
    {
        using var client = await site.StaffAsync(StaffRole.Publisher);
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<List<string>> RevisionsAsync(int id)
    {
        await using var db = site.Database();
        return await db.Revisions.Where(r => r.EntryId == id).OrderBy(r => r.Number).Select(r => r.Document).ToListAsync(TestContext.Current.CancellationToken);
    }
}
