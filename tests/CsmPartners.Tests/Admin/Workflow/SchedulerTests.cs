using System.Net;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Admin.Workflow;
using CsmPartners.Workflow;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsmPartners.Tests.Admin.Workflow;

/// <summary>What is to be published later.</summary>
public sealed class SchedulerTests(DeskSite site)
{
    [Fact]
    public async Task Scheduled_it_appears_when_its_time_has_come_and_only_once()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("scheduled"));
        using var page = await publisher.GetPageAsync($"/admin/entries/{id}");
        using var past = await publisher.PostFormAsync(page, "form[action$='/publish']", [("At", "2020-01-01T10:00")], "button[formaction$='/schedule']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, past.StatusCode);
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        using var scheduled = await publisher.PostFormAsync(page, "form[action$='/publish']", [("At", tomorrow)], "button[formaction$='/schedule']");
        Assert.Equal(HttpStatusCode.Redirect, scheduled.StatusCode);

        await using (var db = site.Database())
            await db.WorkingCopies.Where(w => w.EntryId == id).ExecuteUpdateAsync(set => set.SetProperty(w => w.PublishAt, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1)), TestContext.Current.CancellationToken);
        var scheduler = site.Services.GetServices<IHostedService>().OfType<Scheduler>().Single();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scheduler.RunAsync(TestContext.Current.CancellationToken)));
        await site.LookAsync();

        using var visitor = site.Visitor();
        using var shown = await visitor.GetPageAsync("/en/exhibitions/exhibition-scheduled");
        await using var after = site.Database();
        Assert.Equal(1, await after.AuditEvents.CountAsync(a => a.EntryId == id && a.Action == AuditAction.Published, TestContext.Current.CancellationToken));
    }

    /// <summary>The other node is done between this one's reading and saving: the plan that was read holds no more.</summary>
    [Fact]
    public async Task What_another_node_has_just_published_as_planned_is_not_published_again()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("planned-twice"));
        await using var here = site.Database();
        await PlanAsync(here, id, TimeSpan.FromDays(1));
        var looks = 0;
        var outcome = await here.ChangeAsync(id, Line(), async copy =>
        {
            if (looks++ == 0)
            {
                await using var there = site.Database();
                Assert.Equal(WorkflowOutcome.Done, await EntriesOfTests.Workflow(there, new Later()).PublishScheduledAsync(id, Line(), TestContext.Current.CancellationToken));
            }

            return copy.Stage == Stage.Scheduled ? WorkflowOutcome.Done : WorkflowOutcome.NothingScheduled;
        }, TestContext.Current.CancellationToken);
        Assert.Equal((WorkflowOutcome.NothingScheduled, 2), (outcome, looks));
        await using var after = site.Database();
        Assert.Equal(1, await after.AuditEvents.CountAsync(a => a.EntryId == id && a.Action == AuditAction.Published, TestContext.Current.CancellationToken));

        AuditEvent Line() => new() { At = TimeProvider.System.GetUtcNow().UtcDateTime, Action = AuditAction.Published, ActorName = "Scheduler", Subject = "", EntryId = id, Detail = "" };
    }

    /// <summary>The stage is guarded as the number of the newest revision is.</summary>
    [Fact]
    public async Task A_plan_that_another_node_has_just_carried_out_is_not_cancelled_afterwards()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("planned-and-done"));
        await using var here = site.Database();
        await PlanAsync(here, id, TimeSpan.FromDays(1));
        var stages = new List<Stage>();
        var outcome = await here.ChangeAsync(id, Line(AuditAction.ScheduleCancelled), async copy =>
        {
            if (stages.Count == 0)
            {
                await using var there = site.Database();
                Assert.Equal(WorkflowOutcome.Done, await EntriesOfTests.Workflow(there, new Later()).PublishScheduledAsync(id, Line(AuditAction.Published), TestContext.Current.CancellationToken));
            }

            stages.Add(copy.Stage);
            return copy.Unschedule(1, new Actor(null, "", StaffRole.Publisher));
        }, TestContext.Current.CancellationToken);
        Assert.Equal(WorkflowOutcome.NothingScheduled, outcome);
        Assert.Equal([Stage.Scheduled, Stage.Draft], stages);

        AuditEvent Line(AuditAction action) => new() { At = TimeProvider.System.GetUtcNow().UtcDateTime, Action = action, ActorName = "Scheduler", Subject = "", EntryId = id, Detail = "" };
    }

    [Fact]
    public async Task A_plan_that_cannot_be_carried_out_is_said_once_in_the_log_and_at_the_desk_until_it_is_mended()
    {
        await using var own = new LoggedSite();
        await own.InitializeAsync();
        using var publisher = await own.StaffAsync(StaffRole.Publisher, "ru");
        var id = await publisher.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("late"), ("Slug", "late-first")]);
        using var page = await publisher.GetPageAsync($"/admin/entries/{id}");
        using (await publisher.PostFormAsync(page, "form[action$='/publish']", [("Reason", "Alone tonight")]))
            await publisher.SaveAsync(id, ("Slug", "late-second"));
        await publisher.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("early"), ("Slug", "late-second")]);
        await using (var db = own.Database())
            await PlanAsync(db, id, TimeSpan.FromMinutes(-2));

        var scheduler = own.Services.GetServices<IHostedService>().OfType<Scheduler>().Single();
        await TryAsync();
        Assert.Contains($"Entry {id} is scheduled but cannot be published", Assert.Single(Refusals()), StringComparison.Ordinal);
        using var late = await publisher.GetPageAsync($"/admin/entries/{id}");
        Assert.Contains("Назначенное время прошло", late.TextOf(".next"), StringComparison.Ordinal);
        using var cancelled = await publisher.PostFormAsync(late, "form[action$='/unschedule']", []);
        using var after = await publisher.FollowAsync(cancelled);
        Assert.DoesNotContain("Назначенное время прошло", after.Body!.TextContent, StringComparison.Ordinal);

        // A new plan is another matter.
        await TryAsync();
        await using (var db = own.Database())
            await PlanAsync(db, id, TimeSpan.FromMinutes(-2));
        await TryAsync();
        Assert.Equal(2, Refusals().Count());

        async Task TryAsync()
        {
            for (var round = 0; round < 3; round++)
                await scheduler.RunAsync(TestContext.Current.CancellationToken);
        }

        IEnumerable<string> Refusals() => own.Log.Lines.Where(l => l.Contains("is scheduled", StringComparison.Ordinal));
    }

    /// <summary>The revision becomes one that was saved under older rules; its author schedules it with and without a reason.</summary>
    [Fact]
    public async Task The_gate_is_asked_when_a_revision_is_scheduled_and_again_at_the_time()
    {
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var id = await publisher.CreateAsync("exhibitions", DeskEntries.Exhibition("gate of the plan"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ScheduleAsync(""));
        await DocumentIsAsync("2019-05", "2019-99");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ScheduleAsync("Alone tonight"));
        await DocumentIsAsync("2019-99", "2019-05");
        Assert.Equal(HttpStatusCode.Redirect, await ScheduleAsync("Alone tonight"));

        await DocumentIsAsync("2019-05", "2019-99");
        Assert.Equal(WorkflowOutcome.NeedsMending, await RunAsync());
        await DocumentIsAsync("2019-99", "2019-05");
        await site.SetAsync(id, copy => copy.ScheduleReason = null);
        Assert.Equal(WorkflowOutcome.NeedsReason, await RunAsync());
        await site.SetAsync(id, copy => copy.ScheduleReason = "Alone tonight");
        Assert.Equal(WorkflowOutcome.Done, await RunAsync());
        Assert.Equal(WorkflowOutcome.NothingScheduled, await RunAsync());
        await using var db = site.Database();
        var line = await db.AuditEvents.SingleAsync(a => a.EntryId == id && a.Action == AuditAction.PublishedAllTheSame, TestContext.Current.CancellationToken);
        Assert.Equal("№ 1: Alone tonight", line.Detail);

        async Task<HttpStatusCode> ScheduleAsync(string reason)
        {
            using var page = await publisher.GetPageAsync($"/admin/entries/{id}");
            var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
            using var answer = await publisher.PostFormAsync(page, "form[action$='/publish']", [("At", tomorrow), ("Reason", reason)], "button[formaction$='/schedule']");
            return answer.StatusCode;
        }

        async Task DocumentIsAsync(string now, string then)
        {
            await using var own = site.Database();
            var revision = await own.Revisions.SingleAsync(r => r.EntryId == id, TestContext.Current.CancellationToken);
            revision.Document = revision.Document.Replace(now, then, StringComparison.Ordinal);
            await own.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        async Task<WorkflowOutcome> RunAsync()
        {
            await using var own = site.Database();
            return await EntriesOfTests.Workflow(own, new Later()).PublishScheduledAsync(id, new AuditEvent { At = TimeProvider.System.GetUtcNow().UtcDateTime, EntryId = id }, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_plan_that_cannot_be_read_does_not_hold_up_those_after_it()
    {
        await using var own = new LoggedSite();
        await own.InitializeAsync();
        using var editor = await own.StaffAsync(StaffRole.Editor);
        var damaged = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("damaged"));
        var sound = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("sound"));
        await using (var db = own.Database())
        {
            await PlanAsync(db, damaged, TimeSpan.FromMinutes(-3));
            await PlanAsync(db, sound, TimeSpan.FromMinutes(-2));
            await db.Revisions.Where(r => r.EntryId == damaged).ExecuteUpdateAsync(set => set.SetProperty(r => r.Document, "{"), TestContext.Current.CancellationToken);
        }

        var scheduler = own.Services.GetServices<IHostedService>().OfType<Scheduler>().Single();
        var failure = await Assert.ThrowsAsync<AggregateException>(() => scheduler.RunAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"Entry {damaged} ", Assert.Single(failure.InnerExceptions).Message, StringComparison.Ordinal);
        await using var after = own.Database();
        var stages = await after.WorkingCopies.Where(w => w.EntryId == damaged || w.EntryId == sound).OrderBy(w => w.EntryId).Select(w => w.Stage).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([Stage.Scheduled, Stage.Draft], stages);
    }

    [Theory]
    [InlineData("kk", "Жоспарда енді ештеңе жоқ")]
    [InlineData("ru", "В плане уже ничего нет")]
    [InlineData("en", "Nothing is scheduled any more")]
    public async Task Whoever_cancels_a_plan_too_late_is_told_so(string language, string told)
    {
        using var publisher = await site.StaffAsync(StaffRole.Publisher, language);
        var id = await publisher.CreateAsync("exhibitions", DeskEntries.Exhibition($"planned-late-{language}"));
        using var page = await publisher.GetPageAsync($"/admin/entries/{id}");
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        using (var planned = await publisher.PostFormAsync(page, "form[action$='/publish']", [("At", tomorrow), ("Reason", "Alone tonight")], "button[formaction$='/schedule']"))
            Assert.Equal(HttpStatusCode.Redirect, planned.StatusCode);
        using var open = await publisher.GetPageAsync($"/admin/entries/{id}");
        await using (var db = site.Database())
            await db.WorkingCopies.Where(w => w.EntryId == id).ExecuteUpdateAsync(set => set.SetProperty(w => w.Stage, Stage.Draft).SetProperty(w => w.PublishAt, (DateTime?)null), TestContext.Current.CancellationToken);
        using var late = await publisher.PostFormAsync(open, "form[action$='/unschedule']", []);
        using var after = await publisher.GetPageAsync($"/admin/entries/{id}");
        Assert.Contains(told, after.TextOf(".notice"), StringComparison.Ordinal);
        await using var record = site.Database();
        Assert.False(await record.AuditEvents.AnyAsync(a => a.EntryId == id && a.Action == AuditAction.ScheduleCancelled, TestContext.Current.CancellationToken));
    }

    /// <summary>To be published as it is now, so long from now.</summary>
    private static Task<int> PlanAsync(SiteDb db, int id, TimeSpan away) => db.WorkingCopies.Where(w => w.EntryId == id).ExecuteUpdateAsync(
        set => set.SetProperty(w => w.Stage, Stage.Scheduled).SetProperty(w => w.Submitted, w => w.Newest).SetProperty(w => w.PublishAt, TimeProvider.System.GetUtcNow().UtcDateTime + away),
        TestContext.Current.CancellationToken);

    /// <summary>The day after tomorrow.</summary>
    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(2);
    }

    private sealed class LoggedSite : TestSite
    {
        public KeptLog Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.KeepWarnings(Log);
        }
    }
}
