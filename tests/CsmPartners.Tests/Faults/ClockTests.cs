using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Admin;
using CsmPartners.Tests.Support;
using CsmPartners.Visitors;
using CsmPartners.Web.Admin.Letters;
using CsmPartners.Web.Admin.Workflow;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsmPartners.Tests.Faults;

/// <summary>The machine's clock jumps under every service that works beside the pages.</summary>
public sealed class ClockTests(ITestOutputHelper output) : IDisposable
{
    private readonly string media = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(media, recursive: true);

    [Fact]
    public async Task No_jump_of_the_clock_deletes_anything_and_each_is_said_once()
    {
        await using var site = new JumpingSite(media);
        await site.InitializeAsync();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var young = await site.LetterAsync(l => (l.State, l.At, l.SettledAt) = (LetterState.Answered, now.AddDays(-11), now.AddDays(-10)));
        var due = await site.LetterAsync(l => (l.State, l.At, l.SettledAt) = (LetterState.Answered, now.AddDays(-92), now.AddDays(-91)));
        var open = await site.LetterAsync();
        var orphan = Path.Combine(Directory.CreateDirectory(Path.Combine(media, "media", "ff")).FullName, new string('f', 64) + ".jpg");
        await File.WriteAllTextAsync(orphan, "x", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(orphan, now.AddHours(-3));
        site.Run<ClockWatch>().Look();
        site.Log.Clear();
        TimeSpan[] jumps = [TimeSpan.FromDays(400), TimeSpan.FromDays(-400), TimeSpan.FromHours(2), TimeSpan.FromHours(-2)];
        var runs = 0;
        foreach (var jump in jumps)
        {
            foreach (var offset in new[] { jump, jump + TimeSpan.FromHours(26), TimeSpan.Zero })
            {
                site.Clock.Offset = offset;
                // A backup by a timer says nothing about the clock.
                await using (var db = site.Database())
                {
                    db.AuditEvents.Add(new AuditEvent { At = site.Clock.GetUtcNow().UtcDateTime, Action = AuditAction.BackedUp });
                    await db.SaveChangesAsync(TestContext.Current.CancellationToken);
                }

                runs += await RunAllAsync(site);
                foreach (var letter in new[] { young, due, open })
                    Assert.NotNull(await site.FindLetterAsync(letter.Id));
                Assert.True(File.Exists(orphan));
                Assert.False(site.Services.GetRequiredService<PublishedSiteKeeper>().IsAway);
            }
        }

        // To the wrong time, on by a day, and back.
        var said = site.Log.Lines.Where(l => l.Contains("clock jumped", StringComparison.Ordinal)).ToList();
        Assert.Equal(3 * jumps.Length, said.Count);
        Assert.DoesNotContain(site.Log.Lines, l => l.Contains("Exception", StringComparison.Ordinal));

        await site.AgeMarksAsync();
        await RunAllAsync(site);
        Assert.Null(await site.FindLetterAsync(due.Id));
        Assert.NotNull(await site.FindLetterAsync(young.Id));
        Assert.NotNull(await site.FindLetterAsync(open.Id));
        Assert.False(File.Exists(orphan));
        output.WriteLine($"{jumps.Length} jumps there, on and back, {runs} runs of services: 0 deletions, 0 failures");
    }

    /// <summary>Started with a clock that is ahead: what the database knows is the second clock.</summary>
    [Theory]
    [InlineData(400)]
    [InlineData(-400)]
    public async Task A_start_with_a_wrong_clock_deletes_nothing_and_says_so_once(int days)
    {
        await using var site = new JumpingSite(media) { Clock = { Offset = TimeSpan.FromDays(days) } };
        await site.InitializeAsync();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using (var db = site.Database())
        {
            // As if everything had been written before the clock went wrong.
            await db.Revisions.ExecuteUpdateAsync(set => set.SetProperty(r => r.At, now), TestContext.Current.CancellationToken);
        }

        var answered = await site.LetterAsync(l => (l.State, l.SettledAt) = (LetterState.Answered, now.AddDays(-1)));
        site.Log.Clear();
        for (var look = 0; look < 3; look++)
        {
            await site.Run<LetterSweep>().SweepAsync(TestContext.Current.CancellationToken);
            await site.AgeMarksAsync();
        }

        Assert.NotNull(await site.FindLetterAsync(answered.Id));
        Assert.True(await site.Run<ClockWatch>().CompareWithRowsAsync(TestContext.Current.CancellationToken));
        // By this look, and by the program's own if it came late.
        Assert.InRange(site.Log.Lines.Count(l => l.Contains("newest row of the database", StringComparison.Ordinal)), 1, 2);
    }

    [Fact]
    public async Task A_sign_in_by_a_clock_that_is_ahead_deletes_no_failed_ones_and_old_ones_go_at_the_second_look()
    {
        await using var site = new JumpingSite(media);
        await site.InitializeAsync();
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await AddFailureAsync(now.AddDays(-10));
        site.Clock.Offset = TimeSpan.FromDays(400);
        await SignInAsync();
        await SignInAsync();
        Assert.Equal(1, await CountAsync());

        site.Clock.Offset = TimeSpan.Zero;
        await AddFailureAsync(now.AddDays(-91));
        await SignInAsync();
        Assert.Equal(2, await CountAsync());
        await site.AgeMarksAsync();
        await SignInAsync();
        Assert.Equal(1, await CountAsync());

        async Task AddFailureAsync(DateTime at)
        {
            await using var db = site.Database();
            db.SignInFailures.Add(new SignInFailure { At = at });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        async Task<int> CountAsync()
        {
            await using var db = site.Database();
            return await db.SignInFailures.CountAsync(TestContext.Current.CancellationToken);
        }

        async Task SignInAsync()
        {
            await using var scope = site.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Web.Admin.SignIn.SignInRecord>().SignedInAsync(
                person, Web.Admin.SignIn.SignInWay.Password, (action, subject, _, _) => new AuditEvent { At = site.Clock.GetUtcNow().UtcDateTime, Action = action, Subject = subject });
        }
    }

    /// <returns>How many services ran.</returns>
    private static async Task<int> RunAllAsync(JumpingSite site)
    {
        var cancellation = TestContext.Current.CancellationToken;
        Func<Task>[] services =
        [
            () => site.Run<LetterSweep>().SweepAsync(cancellation),
            () => site.Run<MediaSweep>().SweepAsync(TimeSpan.FromHours(1), cancellation),
            () => site.Run<Scheduler>().RunAsync(cancellation),
            () => site.Run<LetterAnnouncer>().RunAsync(cancellation),
            () => site.Run<NodeHeartbeat>().BeatAsync(cancellation),
            () => site.Services.GetRequiredService<PublishedSiteKeeper>().LookAsync(cancellation),
            () =>
            {
                site.Run<ClockWatch>().Look();
                return Task.CompletedTask;
            },
        ];
        foreach (var service in services)
            await service();
        return services.Length;
    }

    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }

    private sealed class JumpingSite(string folder) : TestSite
    {
        public JumpingClock Clock { get; } = new();

        public KeptLog Log { get; } = new();

        public T Run<T>()
            where T : IHostedService => Services.GetServices<IHostedService>().OfType<T>().Single();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Data:Folder", folder);
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
            builder.KeepWarnings(Log);
        }
    }
}
