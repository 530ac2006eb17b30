using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Two records of a partner become one while somebody works on what names them.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class MergeOrderTests(InterleavingSite site)
{
    private int into;
    private int other;
    private int activity;

    [Fact]
    public async Task A_save_of_an_activity_keeps_its_words_and_names_the_partner_that_stays()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                await order.NothingIsLostAsync(activity, (0, "Mine"));
                await NobodyNamesTheOtherAsync(order);
            },
            await site.SaveAsync(site.Editor, activity, ("Title.En", "Mine")),
            await MergeAsync());
    }

    [Fact]
    public async Task A_save_of_the_partner_that_goes_keeps_its_words()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                if (order.Redirected(0))
                    Assert.True(await order.IsKeptAsync(other, "Mine"));
                await NobodyNamesTheOtherAsync(order);
            },
            await site.SaveAsync(site.Editor, other, ("Title.En", "Mine")),
            await MergeAsync());
    }

    [Fact]
    public async Task A_publication_of_an_activity_shows_the_partner_that_stays()
    {
        await PrepareAsync();
        await site.ChangeAsync<ExhibitionForm>(activity, site.Editor, f => f.Summary = f.Summary with { En = "Waiting." });
        await site.ExploreAsync(
            async order =>
            {
                await NobodyNamesTheOtherAsync(order);
                Assert.True(order.Redirected(1));
            },
            await site.StepAsync(site.OtherPublisher, activity, "publish"),
            await MergeAsync());
    }

    [Fact]
    public async Task An_activity_that_names_the_partner_at_that_moment_is_not_left_with_one_that_is_gone()
    {
        await PrepareAsync();
        var name = (await site.NewestAsync(other))["Title.En"];
        await site.ExploreAsync(
            NobodyNamesTheOtherAsync,
            site.Act("new", await Request.PostAsync(
                site.Editor, "/admin/exhibitions/new", DeskEntries.EditForm, [.. DeskEntries.Exhibition("of both"), ("Participations[0].Partner", name), ("Participations[0].Role", "Host")])),
            await MergeAsync());
    }

    [Fact]
    public async Task Two_merges_of_the_same_records_are_one()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Single(await order.LinesAsync(), AuditAction.Merged);
                await NobodyNamesTheOtherAsync(order);
            },
            await MergeAsync(),
            await MergeAsync());
    }

    [Fact]
    public async Task Each_into_the_other_at_once_leaves_one_of_them()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Single(await order.LinesAsync(), AuditAction.Merged);
                Assert.Equal(1, await order.ReadAsync(db => db.WorkingCopies.CountAsync(w => (w.EntryId == into || w.EntryId == other) && w.DeletedAt == null)));
            },
            await MergeAsync(),
            site.Act("merge back", await Request.PostAsync(site.OtherPublisher, $"/admin/entries/{other}/merge?other=partner-that-stays", "form[method=post].plain-form")));
    }

    private async Task PrepareAsync()
    {
        await site.BeginAsync();
        into = await site.PublishedAsync(EntriesOfTests.Partner("Partner that stays"));
        other = await site.PublishedAsync(EntriesOfTests.Partner("Partner that goes"));
        var exhibition = DeskActs.Exhibition();
        exhibition.Participations = [new ParticipationItem { Key = "a1", PartnerId = other, Role = "Host" }];
        activity = await site.PublishedAsync(exhibition);
    }

    private async Task<Act> MergeAsync() =>
        site.Act("merge", await Request.PostAsync(site.Publisher, $"/admin/entries/{into}/merge?other=partner-that-goes", "form[method=post].plain-form"));

    private async Task NobodyNamesTheOtherAsync(Order order)
    {
        if (await order.ReadAsync(db => db.WorkingCopies.AnyAsync(w => w.EntryId == other && w.DeletedAt == null)))
            return;
        var named = $"\"PartnerId\":{other},";
        Assert.Empty(await order.ReadAsync(db => db.WorkingCopies
            .Where(w => db.Revisions.Any(r => r.EntryId == w.EntryId && (r.Number == w.Newest || r.Number == w.Submitted) && r.Document.Contains(named))).Select(w => w.Title.En).ToListAsync()));
        Assert.False(await order.ReadAsync(db => db.Participations.AnyAsync(p => p.PartnerId == other)));
    }
}
