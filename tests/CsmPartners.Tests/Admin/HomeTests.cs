using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Admin;

public sealed class HomeTests(DeskSite site)
{
    [Fact]
    public async Task What_a_person_left_unfinished_is_theirs_alone()
    {
        using var me = await site.StaffAsync(StaffRole.Editor);
        using var other = await site.StaffAsync(StaffRole.Editor);
        var name = ListsTests.Word();
        await site.EntryAsync(EntriesOfTests.Partner(name), me);
        var published = await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word()), me);
        using var mine = await me.GetPageAsync("/admin");
        Assert.Equal([name], Titles(mine, "drafts"));
        Assert.Equal("/admin/entries?state=draft&editor=me", mine.QuerySelector("section[aria-labelledby=drafts] .more a")!.GetAttribute("href"));
        using var theirs = await other.GetPageAsync("/admin");
        Assert.Empty(Titles(theirs, "drafts"));
        Assert.Equal("You have nothing unfinished.", theirs.TextOf("section[aria-labelledby=drafts] .empty"));
        Assert.Contains(name, Titles(theirs, "recent"));
        Assert.DoesNotContain(name, Titles(mine, "recent"));
        await site.ChangeAsync<PartnerForm>(published, me, form => form.Country = "DE");
        using var later = await me.GetPageAsync("/admin");
        Assert.Equal(2, Titles(later, "drafts").Count());
    }

    [Fact]
    public async Task A_publisher_sees_what_others_submitted_first_and_an_editor_only_their_own()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var (theirs, own) = (ListsTests.Word(), ListsTests.Word());
        var ownId = await site.EntryAsync(EntriesOfTests.Partner(own), publisher);
        var theirsId = await site.EntryAsync(EntriesOfTests.Partner(theirs), editor);
        await site.SetAsync(ownId, copy => (copy.Stage, copy.Submitted, copy.SubmittedById, copy.ChangedAt) = (Stage.InReview, 1, publisher.Id, DateTime.UnixEpoch));
        await site.SetAsync(theirsId, copy => (copy.Stage, copy.Submitted, copy.SubmittedById, copy.ChangedAt) = (Stage.InReview, 1, editor.Id, DateTime.UnixEpoch.AddDays(1)));
        using var page = await publisher.GetPageAsync("/admin");
        var titles = Titles(page, "review").ToList();
        Assert.Contains(theirs, titles);
        Assert.True(!titles.Contains(own) || titles.IndexOf(theirs) < titles.IndexOf(own));
        using var desk = await editor.GetPageAsync("/admin");
        Assert.Equal([theirs], Titles(desk, "reviewmine"));
        Assert.Null(desk.QuerySelector("#review"));
    }

    [Fact]
    public async Task Comments_of_others_wait_for_whoever_wrote_the_entry()
    {
        using var me = await site.StaffAsync(StaffRole.Editor);
        using var other = await site.StaffAsync(StaffRole.Publisher);
        var (asked, settled, own) = (ListsTests.Word(), ListsTests.Word(), ListsTests.Word());
        await using (var db = site.Database())
        {
            db.AddRange(
                new Comment { EntryId = await site.EntryAsync(EntriesOfTests.Partner(asked), me), Revision = 1, AuthorId = null, AuthorName = "Musée", Text = "Date?" },
                new Comment { EntryId = await site.EntryAsync(EntriesOfTests.Partner(settled), me), Revision = 1, AuthorId = other.Id, Text = "Date?", ResolvedAt = DateTime.UnixEpoch },
                new Comment { EntryId = await site.EntryAsync(EntriesOfTests.Partner(own), me), Revision = 1, AuthorId = me.Id, Text = "Date?" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var page = await me.GetPageAsync("/admin");
        Assert.Equal([asked], Titles(page, "comments"));
    }

    [Fact]
    public async Task Published_agreements_that_run_out_are_named_with_the_day()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var (soon, late, renews, draft) = (ListsTests.Word(), ListsTests.Word(), ListsTests.Word(), ListsTests.Word());
        await site.PublishedAsync(Agreement(soon, today.AddMonths(5)));
        await site.PublishedAsync(Agreement(late, today.AddMonths(8)));
        var renewing = Agreement(renews, today.AddMonths(5));
        renewing.Renews = true;
        await site.PublishedAsync(renewing);
        await site.EntryAsync(Agreement(draft, today.AddMonths(5)));
        using var client = await site.StaffAsync(StaffRole.Editor, "ru");
        using var page = await client.GetPageAsync("/admin");
        var titles = Titles(page, "runsout").ToList();
        Assert.Contains(soon, titles);
        Assert.DoesNotContain(late, titles);
        Assert.DoesNotContain(renews, titles);
        Assert.DoesNotContain(draft, titles);
        Assert.Contains(PartialDate.Of(today.AddMonths(5)).ToString(Language.Ru), page.TextOf("section[aria-labelledby=runsout]"), StringComparison.Ordinal);
        using var whole = await client.GetPageAsync(page.QuerySelector("section[aria-labelledby=runsout] .more a")!.GetAttribute("href")!);
        Assert.Contains(soon, whole.QuerySelectorAll("table.list th[scope=row] a").Select(a => a.TextContent));
    }

    [Fact]
    public async Task Every_way_to_a_whole_list_leads_there()
    {
        using var client = await site.StaffAsync(StaffRole.Publisher, "kk");
        await site.EntryAsync(EntriesOfTests.Partner(ListsTests.Word()), client);
        using var home = await client.GetPageAsync("/admin");
        Assert.All(home.QuerySelectorAll("section.box"), box => Assert.True(box.QuerySelector(".empty") is not null ^ box.QuerySelector(".more a") is not null));
        foreach (var address in home.Hrefs(".more a"))
        {
            using var list = await client.GetPageAsync(address);
            Assert.Null(list.QuerySelector(".notice"));
            Assert.NotEmpty(list.QuerySelectorAll(".list"));
        }
    }

    private static AgreementForm Agreement(string name, DateOnly ends) =>
        new() { Title = new(name, name, name), Starts = "2014", Ends = $"{PartialDate.Of(ends)}" };

    private static IEnumerable<string> Titles(IHtmlDocument page, string box) =>
        page.QuerySelectorAll($"section[aria-labelledby={box}] .list > li > a").Select(a => a.TextContent);
}
