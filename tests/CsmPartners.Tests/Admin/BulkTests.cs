using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

public sealed class BulkTests(DeskSite site)
{
    [Fact]
    public async Task What_is_ticked_is_shown_first_and_then_done_each_by_itself()
    {
        var word = ListsTests.Word();
        var free = await site.EntryAsync(EntriesOfTests.Partner($"{word} free"));
        var seen = await site.PublishedAsync(EntriesOfTests.Partner($"{word} seen"));
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var list = await client.GetPageAsync($"/admin/partners?q={word}");
        var ticks = list.QuerySelectorAll("[name=Entries]").Select(t => ("Entries", t.GetAttribute("value"))).ToList();
        using var asked = await client.PostFormAsync(list, "form.entries", ticks, "[value=Bin]");
        using var confirm = await asked.PageAsync();
        Assert.Equal("Will be done to 1 entry", confirm.TextOf("#possible"));
        Assert.Equal("Cannot be done to 1 entry", confirm.TextOf("#refused"));
        Assert.Contains("Withdraw it from the site first", confirm.TextOf("section[aria-labelledby=refused] .reason"), StringComparison.Ordinal);
        Assert.Null((await site.CopyAsync(free)).DeletedAt);

        using var done = await client.PostFormAsync(confirm, "form[action='/admin/entries/bulk/done']");
        using var result = await done.PageAsync();
        Assert.Equal("Done to 1 entry", result.TextOf("#possible"));
        Assert.Equal($"/admin/partners?q={word}", result.QuerySelector(".actions a")!.GetAttribute("href"));
        Assert.NotNull((await site.CopyAsync(free)).DeletedAt);
        Assert.Null((await site.CopyAsync(seen)).DeletedAt);
        await using var db = site.Database();
        Assert.Equal(client.Id, (await db.AuditEvents.SingleAsync(a => a.EntryId == free && a.Action == AuditAction.Deleted, TestContext.Current.CancellationToken)).ActorId);
    }

    [Fact]
    public async Task What_somebody_saved_between_ticking_and_confirming_is_left_alone()
    {
        var word = ListsTests.Word();
        var id = await site.EntryAsync(EntriesOfTests.Partner(word));
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var list = await client.GetPageAsync($"/admin/partners?q={word}");
        using var asked = await client.PostFormAsync(list, "form.entries", [("Entries", $"{id}-1")], "[value=Submit]");
        using var confirm = await asked.PageAsync();
        await site.ChangeAsync<PartnerForm>(id, null, form => form.Country = "DE");
        using var done = await client.PostFormAsync(confirm, "form[action='/admin/entries/bulk/done']");
        using var result = await done.PageAsync();
        Assert.Contains("somebody has changed it", result.TextOf("section[aria-labelledby=refused] .reason"), StringComparison.Ordinal);
        Assert.Equal(Stage.Draft, (await site.CopyAsync(id)).Stage);
    }

    [Fact]
    public async Task An_editor_submits_and_a_publisher_publishes_what_others_wrote()
    {
        var word = ListsTests.Word();
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var theirs = await site.EntryAsync(EntriesOfTests.Partner($"{word} theirs"), editor);
        var own = await site.EntryAsync(EntriesOfTests.Partner($"{word} own"), publisher);
        await DoAsync(editor, word, "Submit", [theirs, own]);
        Assert.Equal((Stage.InReview, 1, editor.Id), await site.CopyAsync(theirs) is var copy ? (copy.Stage, copy.Submitted, copy.SubmittedById) : default);

        using var result = await DoAsync(publisher, word, "Publish", [theirs, own]);
        Assert.Equal(EntryState.Published, (await site.CopyAsync(theirs)).Entry.State);
        Assert.Equal(EntryState.Hidden, (await site.CopyAsync(own)).Entry.State);
    }

    [Fact]
    public async Task An_editor_cannot_publish_even_by_hand()
    {
        var word = ListsTests.Word();
        var id = await site.EntryAsync(EntriesOfTests.Partner(word));
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var list = await client.GetPageAsync($"/admin/partners?q={word}");
        Assert.Null(list.QuerySelector("button[value=Publish]"));
        using var answer = await client.PostFormAsync(list, "form.entries", [("Entries", $"{id}-1"), ("Action", "Publish")]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(EntryState.Hidden, (await site.CopyAsync(id)).Entry.State);
    }

    [Theory]
    [InlineData("Bin", "x"), InlineData("Bin", "-1"), InlineData("Bin", "99999999999-1"), InlineData("Sweep", "1-1"), InlineData("7", "1-1"), InlineData("", "1-1")]
    public async Task What_no_list_of_ours_sends_does_nothing(string action, string entry)
    {
        using var client = await site.StaffAsync(StaffRole.Publisher);
        using var list = await client.GetPageAsync("/admin/partners");
        using var answer = await client.PostFormAsync(list, "form.entries", [("Action", action), ("Entries", entry), ("From", "https://example.org/")]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/admin/entries", answer.Headers.Location?.ToString());
    }

    private static async Task<IHtmlDocument> DoAsync(DeskClient client, string word, string action, int[] ids)
    {
        using var list = await client.GetPageAsync($"/admin/partners?q={word}");
        using var asked = await client.PostFormAsync(list, "form.entries", ids.Select(i => ("Entries", (string?)$"{i}-1")), $"[value={action}]");
        using var confirm = await asked.PageAsync();
        using var done = await client.PostFormAsync(confirm, "form[action='/admin/entries/bulk/done']");
        return await done.PageAsync();
    }
}
