using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

public sealed class MergesTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Fact]
    public async Task Two_records_of_one_partner_become_one()
    {
        var (word, double_) = (ListsTests.Word(), ListsTests.Word());
        var stays = await site.PublishedAsync(EntriesOfTests.Partner(word));
        var goes = await site.PublishedAsync(EntriesOfTests.Partner(double_));
        var exhibition = await site.PublishedAsync(EntriesOfTests.Exhibition($"{word} Exhibition", goes));
        var twice = EntriesOfTests.Exhibition($"{word} Twice", goes);
        twice.Participations.Add(new ParticipationItem { Key = "b2", PartnerId = stays, Role = "Host" });
        twice.Participations.Add(new ParticipationItem { Key = "c3", PartnerId = goes, Role = "Funder" });
        var both = await site.PublishedAsync(twice);
        var draft = await site.EntryAsync(EntriesOfTests.Exhibition($"{word} Draft", goes));
        using var publisher = await site.StaffAsync(StaffRole.Publisher);

        using var choose = await publisher.GetPageAsync($"/admin/entries/{stays}/merge?other={double_}");
        Assert.Equal("3 activities move", choose.TextOf("section h3"));
        using var done = await publisher.PostFormAsync(choose, "form[method=post].plain-form");
        Assert.Equal($"/admin/entries/{stays}", done.Headers.Location?.ToString());
        await site.LookAsync();

        using var visitor = site.Visitor();
        using (var old = await visitor.GetAsync(new Uri($"/ru/partners/{double_}", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/ru/partners/{word}"), (old.StatusCode, old.Headers.Location?.ToString()));
        using (var partner = await visitor.GetPageAsync($"/en/partners/{word}"))
        {
            Assert.Contains($"{word} Exhibition", partner.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains($"{word} Twice", partner.Body.TextContent, StringComparison.Ordinal);
        }

        await using var db = site.Database();
        var parts = await db.Participations.AsNoTracking().Where(p => p.ActivityId == both).OrderBy(p => p.Position).Select(p => new { p.PartnerId, p.Role }).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([new { PartnerId = stays, Role = Role.Host }, new { PartnerId = stays, Role = Role.Funder }], parts);
        Assert.False(await db.Participations.AnyAsync(p => p.PartnerId == goes, TestContext.Current.CancellationToken));
        foreach (var id in new[] { exhibition, both })
            Assert.True((await site.CopyAsync(id)) is { Newest: 2, IsInStep: true });
        Assert.True((await site.CopyAsync(draft)) is { Newest: 2, Published: null });
        Assert.Equal(stays, Assert.Single(((ExhibitionForm)await site.FormAsync(draft)).Participations).PartnerId);
        Assert.Equal(2, ((ExhibitionForm)await site.FormAsync(both)).Participations.Count);
        var gone = await site.CopyAsync(goes);
        Assert.Equal(EntryState.Hidden, gone.Entry.State);
        Assert.NotNull(gone.DeletedAt);
        Assert.Equal(1, await db.Revisions.CountAsync(r => r.EntryId == goes, TestContext.Current.CancellationToken));
        var note = await db.Revisions.SingleAsync(r => r.EntryId == exhibition && r.Number == 2, TestContext.Current.CancellationToken);
        Assert.Equal((publisher.Id, $"“{double_}” merged into “{word}”"), (note.AuthorId, note.Note));
        Assert.Equal(publisher.Id, (await db.AuditEvents.SingleAsync(a => a.EntryId == stays && a.Action == AuditAction.Merged, TestContext.Current.CancellationToken)).ActorId);
    }

    [Fact]
    public async Task A_form_that_was_open_during_the_merge_is_saved_with_the_record_that_stays()
    {
        var (word, double_) = (ListsTests.Word(), ListsTests.Word());
        var stays = await site.PublishedAsync(EntriesOfTests.Partner(word));
        var goes = await site.PublishedAsync(EntriesOfTests.Partner(double_));
        var exhibition = await site.PublishedAsync(EntriesOfTests.Exhibition($"{word} Exhibition", goes));
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var open = await editor.GetPageAsync($"/admin/entries/{exhibition}/edit");
        await MergeAsync(stays, goes);
        using var saved = await editor.PostFormAsync(open, "form.edit", [("Summary.En", "Written meanwhile.")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var form = (ExhibitionForm)await site.FormAsync(exhibition);
        Assert.Equal("Written meanwhile.", form.Summary.En);
        Assert.Equal(stays, Assert.Single(form.Participations).PartnerId);
    }

    [Fact]
    public async Task A_revision_from_before_the_merge_is_published_and_restored_with_the_record_that_stays()
    {
        var stays = await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word()));
        var goes = await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word()));
        var exhibition = await site.PublishedAsync(EntriesOfTests.Exhibition(ListsTests.Word(), goes));
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        await MergeAsync(stays, goes);
        await site.ChangeAsync<ExhibitionForm>(exhibition, null, form => form.Participations.Clear());
        using var page = await publisher.GetPageAsync($"/admin/entries/{exhibition}");
        using var published = await publisher.PostFormAsync(page, $"form[action='/admin/entries/{exhibition}/publish']", [("Number", "1"), ("Reason", "The catalogue names both houses.")]);
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        await using (var db = site.Database())
            Assert.Equal(stays, (await db.Participations.SingleAsync(p => p.ActivityId == exhibition, TestContext.Current.CancellationToken)).PartnerId);

        using var restored = await publisher.PostFormAsync(page, $"form[action='/admin/entries/{exhibition}/restore']", [("Number", "1")]);
        Assert.Equal(HttpStatusCode.Redirect, restored.StatusCode);
        Assert.Equal(stays, Assert.Single(((ExhibitionForm)await site.FormAsync(exhibition)).Participations).PartnerId);
    }

    [Fact]
    public async Task What_was_scheduled_is_published_with_the_record_that_stays()
    {
        var stays = await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word()));
        var goes = await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word()));
        var newest = await site.EntryAsync(EntriesOfTests.Exhibition(ListsTests.Word(), goes));
        await site.SetAsync(newest, copy => (copy.Stage, copy.Submitted, copy.PublishAt) = (Stage.Scheduled, 1, DateTime.MaxValue));
        var older = await site.EntryAsync(EntriesOfTests.Exhibition(ListsTests.Word(), goes));
        await site.ChangeAsync<ExhibitionForm>(older, null, form => form.Participations.Clear());
        await site.SetAsync(older, copy => (copy.Stage, copy.Submitted, copy.PublishAt) = (Stage.Scheduled, 1, DateTime.MaxValue));
        await MergeAsync(stays, goes);
        Assert.True((await site.CopyAsync(newest)) is { Stage: Stage.Scheduled, Submitted: 2 });
        Assert.True((await site.CopyAsync(older)) is { Stage: Stage.Draft, Submitted: null });
    }

    [Fact]
    public async Task A_partner_takes_in_neither_itself_nor_one_that_visitors_see_while_they_do_not_see_it()
    {
        var word = ListsTests.Word();
        var hidden = await site.EntryAsync(EntriesOfTests.Partner($"{word} hidden"));
        var seen = await site.PublishedAsync(EntriesOfTests.Partner($"{word} seen"));
        Assert.False(await MergeAsync(seen, seen));
        Assert.False(await MergeAsync(hidden, seen));
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        using var page = await publisher.GetPageAsync($"/admin/entries/{hidden}/merge?other={word}-seen");
        Assert.Contains("the other way round", page.TextOf("[role=alert]"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[method=post].plain-form"));
        using var itself = await publisher.GetPageAsync($"/admin/entries/{seen}/merge?other={word}-seen");
        Assert.Equal("true", itself.QuerySelector("#other")!.GetAttribute("aria-invalid"));
        Assert.True(await MergeAsync(seen, hidden));
    }

    [Fact]
    public async Task Several_that_answer_to_what_was_typed_are_offered()
    {
        var word = ListsTests.Word();
        var stays = await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word()));
        await site.PublishedAsync(EntriesOfTests.Partner($"{word} a"));
        await site.PublishedAsync(EntriesOfTests.Partner($"{word} b"));
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        using var page = await publisher.GetPageAsync($"/admin/entries/{stays}/merge?other={word}");
        using var chosen = await publisher.GetPageAsync(page.QuerySelector("ul.list a")!.GetAttribute("href")!);
        Assert.NotNull(chosen.QuerySelector("form[method=post].plain-form"));
        using var hostile = await publisher.GetPageAsync($"/admin/entries/{stays}/merge?other={new string('x', 3000)}%E2%80%AE'%25");
        using var unprintable = await publisher.GetPageAsync($"/admin/entries/{stays}/merge?other=x%00y%07z");
        Assert.All([hostile, unprintable], p => Assert.NotNull(p.QuerySelector("#other-error")));
    }

    [Fact]
    public async Task Only_publishers_merge_and_only_partners()
    {
        var partner = await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word()));
        var exhibition = await site.PublishedAsync(EntriesOfTests.Exhibition(ListsTests.Word(), partner));
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var refused = await editor.GetAsync(new Uri($"/admin/entries/{partner}/merge", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        using var missing = await publisher.GetAsync(new Uri($"/admin/entries/{exhibition}/merge", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private async Task<bool> MergeAsync(int into, int other)
    {
        await using var db = site.Database();
        var merge = new PartnerMerge(into, other, new Author(null, ""), "");
        return await db.MergePartnersAsync(merge, new AuditEvent { Action = AuditAction.Merged }, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
