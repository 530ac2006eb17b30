using System.Net;
using AngleSharp.Dom;
using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin.Workflow;

/// <summary>From a draft to visitors and back.</summary>
public sealed class WorkflowTests(DeskSite site)
{
    [Fact]
    public async Task Written_by_one_and_published_by_another_it_is_seen_in_three_languages()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("two pairs of eyes"));
        using var entry = await editor.GetPageAsync($"/admin/entries/{id}");
        Assert.Null(entry.QuerySelector("form[action$='/publish']"));
        using var submitted = await editor.PostFormAsync(entry, "form[action$='/submit']");
        Assert.Equal(Stage.InReview, (await site.CopyAsync(id)).Stage);

        await publisher.PublishAsync(id);
        using var visitor = site.Visitor();
        foreach (var (language, title) in new[] { ("kk", "Көрме"), ("ru", "Выставка"), ("en", "Exhibition") })
        {
            using var page = await visitor.GetPageAsync($"/{language}/exhibitions/exhibition-two-pairs-of-eyes");
            Assert.Equal($"{title} two pairs of eyes", page.TextOf("h1"));
        }

        await using var db = site.Database();
        var line = await db.AuditEvents.SingleAsync(a => a.EntryId == id && a.Action == AuditAction.Published, TestContext.Current.CancellationToken);
        Assert.Equal((publisher.Name, "№ 1"), (line.ActorName, line.Detail));
        Assert.NotEmpty(line.Address);
    }

    [Fact]
    public async Task Going_back_to_a_revision_of_one_s_own_asks_why_just_the_same()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var author = await site.StaffAsync(StaffRole.Publisher);
        using var other = await site.StaffAsync(StaffRole.Publisher);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("gone back"));
        await author.SaveAsync(id, ("Summary.En", "Never published, by the one who goes back."));
        await editor.SaveAsync(id, ("Summary.En", "Published."));
        using var page = await author.GetPageAsync($"/admin/entries/{id}");
        await other.PublishAsync(id);
        using var refused = await author.PostFormAsync(page, "form[action$='/publish']", [("Number", "2")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(3, (await site.CopyAsync(id)).Published);
        using var done = await author.PostFormAsync(page, "form[action$='/publish']", [("Number", "2"), ("Reason", "The dates were right before")]);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal(2, (await site.CopyAsync(id)).Published);
    }

    [Fact]
    public async Task Whoever_publishes_their_own_work_says_why_and_it_is_kept_on_record()
    {
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var id = await publisher.CreateAsync("exhibitions", DeskEntries.Exhibition("own work"));
        using var page = await publisher.GetPageAsync($"/admin/entries/{id}");
        using var refused = await publisher.PostFormAsync(page, "form[action$='/publish']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var again = await refused.ReadPageAsync();
        Assert.Contains("Say why", again.TextOf("#Reason-error"), StringComparison.Ordinal);
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var idle in new[] { ".", "тест", "ааа", "12" })
        {
            using var planned = await publisher.PostFormAsync(page, "form[action$='/publish']", [("At", tomorrow), ("Reason", idle)], "button[formaction$='/schedule']");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, planned.StatusCode);
            using var asked = await publisher.PostFormAsync(page, "form[action$='/publish']", [("Reason", idle)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
            using var shown = await asked.ReadPageAsync();
            Assert.Contains("in a few words", shown.TextOf("#Reason-error"), StringComparison.Ordinal);
            var field = shown.QuerySelector("#Reason")!;
            Assert.Equal(idle, field.GetAttribute("value") ?? field.TextContent.Trim());
        }

        Assert.Null((await site.CopyAsync(id)).Published);

        await publisher.PublishAsync(id, "Opening tonight, nobody else is here");
        await using var db = site.Database();
        var line = await db.AuditEvents.SingleAsync(a => a.EntryId == id && a.Action == AuditAction.PublishedAllTheSame, TestContext.Current.CancellationToken);
        Assert.Contains("Opening tonight", line.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kazakh_and_Russian_come_first_and_English_may_follow()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var withoutEnglish = await editor.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("no English").Where(f => !f.Name.EndsWith("En", StringComparison.Ordinal))]);
        await publisher.PublishAsync(withoutEnglish);
        var withoutKazakh = await editor.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("no Kazakh").Where(f => f.Name != "Body.Kk")]);
        using var page = await publisher.GetPageAsync($"/admin/entries/{withoutKazakh}");
        Assert.Contains("қазақ тілі", page.TextOf(".gate"), StringComparison.Ordinal);
        using var refused = await publisher.PostFormAsync(page, "form[action$='/publish']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task What_was_saved_after_the_publisher_looked_stays_at_the_desk()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("looked at"));
        using var page = await publisher.GetPageAsync($"/admin/entries/{id}");
        await editor.SaveAsync(id, ("Title.En", "Newer than what was looked at"));
        (await publisher.PostFormAsync(page, "form[action$='/publish']")).Dispose();
        await site.LookAsync();
        using var visitor = site.Visitor();
        using var shown = await visitor.GetPageAsync("/en/exhibitions/exhibition-looked-at");
        Assert.Equal("Exhibition looked at", shown.TextOf("h1"));
        var copy = await site.CopyAsync(id);
        Assert.Equal((2, 1), (copy.Newest, copy.Published));
    }

    [Fact]
    public async Task Returned_with_a_comment_answered_and_submitted_again()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("returned"));
        using var entry = await editor.GetPageAsync($"/admin/entries/{id}");
        (await editor.PostFormAsync(entry, "form[action$='/submit']")).Dispose();
        using var review = await publisher.GetPageAsync($"/admin/entries/{id}");
        using var silent = await publisher.PostFormAsync(review, "form[action$='/return']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        using var returned = await publisher.PostFormAsync(review, "form[action$='/return']", [("Comment", "The dates are wrong <script>alert(1)</script>")]);
        using var seen = await editor.GetPageAsync($"/admin/entries/{id}");
        Assert.Contains("The dates are wrong", seen.TextOf(".comment-text"), StringComparison.Ordinal);
        Assert.Null(seen.QuerySelector(".comment-text script"));
        using var answered = await editor.PostFormAsync(seen, "form[action$='/comments']", [("Comment", "Mended")]);
        using var resolved = await editor.PostFormAsync(seen, "form[action$='/resolve']");
        using var after = await editor.GetPageAsync($"/admin/entries/{id}");
        Assert.Equal(2, after.QuerySelectorAll(".comment").Length);
        Assert.Single(after.QuerySelectorAll(".comment.resolved"));
        Assert.NotNull(after.QuerySelector("form[action$='/submit']"));
    }

    [Fact]
    public async Task Withdrawn_it_is_gone_with_the_reason_and_comes_back_by_publishing()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("withdrawn"));
        await publisher.PublishAsync(id);
        using var page = await publisher.GetPageAsync($"/admin/entries/{id}");
        using var silent = await publisher.PostFormAsync(page, "form[action$='/withdraw']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        Assert.NotNull(page.QuerySelector("[aria-labelledby=history] .mark-published"));
        using var withdrawn = await publisher.PostFormAsync(page, "form[action$='/withdraw']", [("WithdrawalReason.Ru", "Даты уточняются"), ("WithdrawalReason.Kk", "Күні нақтыланып жатыр")]);
        using (var after = await publisher.GetPageAsync($"/admin/entries/{id}"))
            Assert.Null(after.QuerySelector("[aria-labelledby=history] .mark-published"));
        await site.LookAsync();
        using var visitor = site.Visitor();
        using var gone = await visitor.GetPageAsync("/ru/exhibitions/exhibition-withdrawn", HttpStatusCode.Gone);
        Assert.Contains("Даты уточняются", gone.TextOf("main"), StringComparison.Ordinal);

        await publisher.PublishAsync(id);
        using var back = await visitor.GetPageAsync("/ru/exhibitions/exhibition-withdrawn");
    }

    [Fact]
    public async Task Any_two_revisions_are_compared_word_by_word_and_any_is_brought_back()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("history"));
        await editor.SaveAsync(id, ("Body.En", "The English text stands here."), ("Starts", "2018"), ("Note", "Where it stands"));
        await editor.SaveAsync(id, ("Body.Kk", "Басқа мәтін."), ("Participations[0].Partner", "(unesco)"), ("Participations[0].Role", "Patron"));
        using var page = await editor.GetPageAsync($"/admin/entries/{id}/compare?from=1&to=3");
        Assert.Contains("stands", page.QuerySelectorAll("ins").Select(i => i.TextContent.Trim()));
        Assert.Contains("is", page.QuerySelectorAll("del").Select(i => i.TextContent.Trim()));
        using var entry = await editor.GetPageAsync($"/admin/entries/{id}");
        Assert.Contains("Where it stands", entry.TextOf("#history ~ form table"), StringComparison.Ordinal);
        var first = await site.DocumentAsync(id, 1);
        using var restored = await editor.PostFormAsync(page, "form[action$='/restore']", button: "button[value='1']");
        Assert.Equal(HttpStatusCode.Redirect, restored.StatusCode);
        Assert.Equal(4, (await site.CopyAsync(id)).Newest);
        Assert.Equal(first, await site.DocumentAsync(id, 4));
        using var nonsense = await editor.GetAsync(new Uri($"/admin/entries/{id}/compare?from=1&to=99", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, nonsense.StatusCode);
    }

    [Fact]
    public async Task Staff_see_the_draft_exactly_as_visitors_will_and_nobody_else_does()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var id = await editor.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("previewed"), ("Participations[0].Partner", "(kunstkamera)"), ("Participations[0].Role", "Lender")]);
        using var preview = await editor.GetPageAsync($"/admin/entries/{id}/preview/ru");
        await publisher.PublishAsync(id);
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/ru/exhibitions/exhibition-previewed");
        Assert.Equal(page.QuerySelector("article")!.OuterHtml, preview.QuerySelector("article")!.OuterHtml);
        using var stranger = await visitor.GetAsync(new Uri($"/admin/entries/{id}/preview/ru", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
    }

    [Fact]
    public async Task A_partner_museum_sees_the_draft_by_its_link_comments_and_is_shut_out_when_it_is_revoked()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("by link"));
        using var entry = await editor.GetPageAsync($"/admin/entries/{id}");
        using var made = await editor.PostFormAsync(entry, "form[action$='/links']", [("Recipient", "A museum abroad")]);
        using var with = await made.ReadPageAsync();
        var address = new Uri(with.QuerySelector("#NewLink")!.GetAttribute("value")!).PathAndQuery;

        using var guest = DeskClient.Stranger(site);
        using var preview = await guest.GetPageAsync(address);
        Assert.Equal("Exhibition by link", preview.TextOf("h1"));
        Assert.Equal("noindex", preview.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
        Assert.Empty(preview.QuerySelectorAll("meta[property], link[rel=canonical], script[type='application/ld+json']"));
        using var silent = await guest.PostFormAsync(preview, ".preview-form", [("author", "Curator")]);
        using var again = await silent.ReadPageAsync();
        Assert.NotEmpty(again.TextOf(".preview-form .error"));
        Assert.Equal("Curator", again.ValueOf("author"));
        using var commented = await guest.PostFormAsync(preview, ".preview-form", [("author", "Curator"), ("text", "Our name is spelt otherwise")]);
        using var thanked = await guest.FollowAsync(commented);
        Assert.NotEmpty(thanked.TextOf(".preview-bar .notice"));
        Assert.DoesNotContain("sent", thanked.QuerySelector(".preview-languages a")!.GetAttribute("href")!, StringComparison.Ordinal);
        using var seen = await editor.GetPageAsync($"/admin/entries/{id}");
        Assert.Contains("spelt otherwise", seen.TextOf(".comment-text"), StringComparison.Ordinal);

        foreach (var forged in new[] { address[..^3] + "AAA", "/en/preview?key=", "/en/preview", "/en/preview?key=" + new string('x', 3000) })
        {
            using var refused = await guest.GetPageAsync(forged, HttpStatusCode.NotFound);
        }

        using var revoked = await editor.PostFormAsync(seen, "form[action$='/links/revoke']");
        using var shut = await guest.GetPageAsync(address, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_renamed_address_leads_on_for_ever_and_back_again()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var id = await editor.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("renamed"), ("Slug", "first-address")]);
        await publisher.PublishAsync(id);
        await editor.SaveAsync(id, ("Slug", "second-address"));
        await publisher.PublishAsync(id);
        await editor.SaveAsync(id, ("Slug", "first-address"));
        await publisher.PublishAsync(id);
        await using var db = site.Database();
        Assert.Equal(["second-address"], await db.Redirects.Where(r => r.EntryId == id).Select(r => r.Slug).ToListAsync(TestContext.Current.CancellationToken));
        using var other = await editor.GetPageAsync("/admin/exhibitions/new");
        using var taken = await editor.PostFormAsync(other, DeskEntries.EditForm, [.. DeskEntries.Exhibition("usurper"), ("Slug", "second-address")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.StatusCode);
    }
}
