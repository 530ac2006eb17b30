using System.Net;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Published;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Two who lead the same entry to its visitors, or away from them; and the program, which does so by itself when the time has come.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class PublicationOrderTests(InterleavingSite site)
{
    [Fact]
    public async Task A_save_during_a_publication_stays_at_the_desk()
    {
        var id = await site.WaitingAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(2, order.Taken);
                Assert.True(await order.CopyAsync(id) is { Published: 2, Newest: 3, Stage: Stage.Draft });
                Assert.Equal([AuditAction.Published], await order.LinesAsync());
            },
            await site.SaveAsync(site.Editor, id, ("Title.En", "Mine")),
            await site.StepAsync(site.Publisher, id, "publish"));
    }

    [Fact]
    public async Task Two_who_publish_the_same_revision_publish_it_once()
    {
        var id = await site.WaitingAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(await order.CopyAsync(id) is { Published: 2, Newest: 2 });
                Assert.Single(await order.LinesAsync(), AuditAction.Published);
            },
            await site.StepAsync(site.Publisher, id, "publish"),
            await site.StepAsync(site.OtherPublisher, id, "publish"));
    }

    [Fact]
    public async Task Two_who_publish_the_same_entries_from_a_list_publish_each_once()
    {
        var id = await site.WaitingAsync();
        var other = await site.PublishedAsync(DeskActs.Exhibition("Another"));
        await site.ChangeAsync<ExhibitionForm>(other, site.Editor, f => f.Summary = f.Summary with { En = "Waiting too." });
        await site.ExploreAsync(
            async order =>
            {
                Assert.All(order.Answers, a => Assert.Equal(HttpStatusCode.OK, a!.Status));
                Assert.Equal([AuditAction.Published, AuditAction.Published], await order.LinesAsync());
                Assert.Equal((2, 2), ((await order.CopyAsync(id)).Published, (await order.CopyAsync(other)).Published));
            },
            await PublishAsync(site.Publisher, id, other),
            await PublishAsync(site.OtherPublisher, other, id));

        Task<Act> PublishAsync(DeskClient person, int first, int second) => site.PostAsync(
            "bulk publish", person, "/admin/entries/bulk/done", ("From", "/admin/entries"), ("Action", "Publish"), ("Entries", $"{first}-2"), ("Entries", $"{second}-2"));
    }

    [Fact]
    public async Task A_submission_does_not_cancel_a_schedule()
    {
        var id = await site.WaitingAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(order.Redirected(1));
                Assert.True(await order.CopyAsync(id) is { Stage: Stage.Scheduled, Submitted: 2, PublishAt: not null, ScheduledById: not null });
            },
            await site.StepAsync(site.Editor, id, "submit"),
            await site.ScheduleAsync(site.Publisher, id, day: 3));
    }

    [Fact]
    public async Task A_new_date_and_a_cancelled_one_end_as_the_last_line_of_the_record_says()
    {
        var id = await site.ScheduledAsync(TimeSpan.FromDays(2));
        var cancel = await site.StepAsync(site.OtherPublisher, id, "unschedule");
        await site.SetAsync(id, copy => copy.Stage = Stage.InReview);
        var schedule = await site.ScheduleAsync(site.Publisher, id, day: 3);
        await site.SetAsync(id, copy => copy.Stage = Stage.Scheduled);
        await site.ExploreAsync(
            async order =>
            {
                var lines = await order.LinesAsync();
                Assert.Equal(lines.Distinct(), lines);
                Assert.Equal(lines[^1] == AuditAction.Scheduled, await order.CopyAsync(id) is { Stage: Stage.Scheduled, PublishAt: not null });
            },
            schedule,
            cancel);
    }

    [Fact]
    public async Task What_two_nodes_publish_on_its_date_while_somebody_cancels_is_published_once_or_not_at_all()
    {
        var id = await site.ScheduledAsync(TimeSpan.FromMinutes(-1));
        await site.ExploreAsync(
            async order =>
            {
                var lines = await order.LinesAsync();
                Assert.Single(lines, l => l is AuditAction.Published or AuditAction.ScheduleCancelled);
                Assert.Equal(lines[0] == AuditAction.Published ? 2 : 1, (await order.CopyAsync(id)).Published);
            },
            await site.StepAsync(site.OtherPublisher, id, "unschedule"),
            site.Scheduler("one node"),
            site.Scheduler("another node"));
    }

    [Fact]
    public async Task A_save_on_the_scheduled_date_stays_at_the_desk()
    {
        var id = await site.ScheduledAsync(TimeSpan.FromMinutes(-1));
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(order.Redirected(0));
                Assert.True(await order.CopyAsync(id) is { Published: 2, Newest: 3, Stage: Stage.Draft });
                Assert.Single(await order.LinesAsync(), AuditAction.Published);
            },
            await site.SaveAsync(site.Editor, id, ("Title.En", "Mine")),
            site.Scheduler("the program"));
    }

    [Fact]
    public async Task A_return_to_the_author_and_a_publication_end_as_the_last_line_of_the_record_says()
    {
        var id = await site.StagedAsync(copy => (copy.Stage, copy.Submitted, copy.SubmittedById) = (Stage.InReview, 2, site.Editor.Id));
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(order.Redirected(1));
                Assert.True(await order.CopyAsync(id) is { Published: 2, Stage: Stage.Draft });
                Assert.Single(await order.LinesAsync(), AuditAction.Published);
            },
            await site.StepAsync(site.OtherPublisher, id, "return", ("Comment", "Not yet.")),
            await site.StepAsync(site.Publisher, id, "publish"));
    }

    [Fact]
    public async Task A_save_during_a_withdrawal_is_kept_at_the_desk()
    {
        var id = await site.WaitingAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(2, order.Taken);
                Assert.False(await order.IsShownAsync(id));
                Assert.True(await order.IsKeptAsync(id, "Mine"));
                Assert.Equal([AuditAction.Withdrawn], await order.LinesAsync());
            },
            await site.SaveAsync(site.Editor, id, ("Title.En", "Mine")),
            await site.WithdrawAsync(site.Publisher, id));
    }

    [Fact]
    public async Task Published_and_withdrawn_it_is_shown_as_the_last_line_of_the_record_says()
    {
        var id = await site.WaitingAsync();
        await site.ExploreAsync(
            async order => Assert.Equal((await order.LinesAsync())[^1] == AuditAction.Published, await order.IsShownAsync(id)),
            await site.StepAsync(site.Publisher, id, "publish"),
            await site.WithdrawAsync(site.OtherPublisher, id));
    }

    [Fact]
    public async Task What_goes_to_the_bin_is_not_published_and_what_is_published_does_not_go_there()
    {
        await site.BeginAsync();
        var id = await site.EntryAsync(DeskActs.Exhibition(), site.Editor);
        await site.ExploreAsync(
            async order => Assert.Single(await order.LinesAsync(), l => l is AuditAction.Published or AuditAction.Deleted),
            await site.StepAsync(site.Publisher, id, "publish"),
            site.Act("delete", await Request.PostAsync(site.Editor, $"/admin/entries/{id}/bin", "form[action$='/bin']")));
    }

    [Fact]
    public async Task A_node_that_reads_the_site_during_a_publication_shows_it_whole_at_its_next_look()
    {
        var id = await site.WaitingAsync();
        PublishedSite? read = null;
        var before = site.Services.GetRequiredService<PublishedSiteKeeper>().Current!;
        await site.ExploreAsync(
            async order =>
            {
                Assert.Contains(read!.Activities.Single(e => e.Id == id).Summary.En, new[] { "In short.", "Waiting." });
                var next = read.Version == await order.ReadAsync(db => db.SiteStates.Select(s => s.Version).SingleAsync())
                    ? read : await order.ReadAsync(db => db.ReadPublishedSiteAsync(TimeProvider.System, read, TestContext.Current.CancellationToken));
                Assert.Equal("Waiting.", next.Activities.Single(e => e.Id == id).Summary.En);
            },
            await site.StepAsync(site.Publisher, id, "publish"),
            new Act("a node", async () =>
            {
                await using var db = site.Database();
                read = await db.ReadPublishedSiteAsync(TimeProvider.System, before, TestContext.Current.CancellationToken);
                return null;
            }));
    }
}
