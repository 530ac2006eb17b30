using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Interleavings;

/// <summary>A link for somebody without an account, used and revoked.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class PreviewOrderTests(InterleavingSite site)
{
    private int id;
    private string address = "";

    [Fact]
    public async Task Revoked_by_two_it_is_revoked_once()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal([AuditAction.PreviewLinkRevoked], await order.LinesAsync());
                Assert.True(await IsRevokedAsync(order));
            },
            await RevokeAsync(site.Editor),
            await RevokeAsync(site.OtherEditor));
    }

    [Fact]
    public async Task A_comment_during_the_revocation_is_kept_or_refused()
    {
        await PrepareAsync();
        using var visitor = DeskClient.Stranger(site);
        var comment = await Request.PostAsync(visitor, address, "form[method=post][action*='preview'], main form[method=post]", ("author", "Guest"), ("text", "A word from outside."));
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(await IsRevokedAsync(order));
                var kept = await order.ReadAsync(db => db.Comments.CountAsync(c => c.Text == "A word from outside."));
                Assert.True(order.Redirected(0) ? kept == 1 : order.Answers[0]!.Status == HttpStatusCode.NotFound && kept == 0);
            },
            site.Act("comment", comment),
            await RevokeAsync(site.Editor));
    }

    [Fact]
    public async Task Opened_during_the_revocation_it_shows_the_entry_or_nothing()
    {
        await PrepareAsync();
        using var visitor = DeskClient.Stranger(site);
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(await IsRevokedAsync(order));
                Assert.Contains(order.Answers[0]!.Status, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound });
            },
            site.Act("open", Request.Get(visitor, address)),
            await RevokeAsync(site.Editor));
    }

    [Fact]
    public async Task Two_links_made_at_once_are_two()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal([AuditAction.PreviewLinkMade, AuditAction.PreviewLinkMade], await order.LinesAsync());
                Assert.Equal(3, await order.ReadAsync(db => db.PreviewLinks.CountAsync(l => l.EntryId == id)));
            },
            await site.StepAsync(site.Editor, id, "links", ("Recipient", "One"), ("Days", "7")),
            await site.StepAsync(site.OtherEditor, id, "links", ("Recipient", "Two"), ("Days", "7")));
    }

    private async Task PrepareAsync()
    {
        id = await site.WaitingAsync();
        using var page = await site.Editor.GetPageAsync($"/admin/entries/{id}");
        using var made = await site.Editor.PostFormAsync(page, "form[action$='/links']", [("Recipient", "Guest"), ("Days", "7")]);
        using var shown = await made.PageAsync();
        address = shown.PreviewAddress();
    }

    private Task<Act> RevokeAsync(DeskClient person) => site.StepAsync(person, id, "links/revoke");

    private Task<bool> IsRevokedAsync(Order order) => order.ReadAsync(db => db.PreviewLinks.AnyAsync(l => l.EntryId == id && l.RevokedAt != null));
}
