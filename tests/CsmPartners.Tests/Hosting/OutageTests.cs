using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Admin;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsmPartners.Tests.Hosting;

/// <summary>The database goes away: under a running site, and before a start.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Visitors_do_not_notice_that_the_database_is_gone_and_the_site_finds_it_again()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is taken away here");
        var keeper = site.Services.GetRequiredService<PublishedSiteKeeper>();
        using var visitor = site.Visitor();

        SqliteConnection.ClearAllPools();
        var aside = site.SqliteFile + ".aside";
        File.Move(site.SqliteFile, aside);
        Directory.CreateDirectory(site.SqliteFile);
        await keeper.LookAsync(TestContext.Current.CancellationToken);
        // Which of the two depends on whether somebody still reads, and with that keeps the log of the file that was taken away.
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => site.PublishAsync(_ => Task.CompletedTask));
        Assert.True(refused is SqliteException or MissingDatabaseException, refused.ToString());

        foreach (var address in new[] { "/kk", "/ru/partners?institution=museum", "/en/partners/kunstkamera", "/kk/timeline", "/ru/display", "/sitemap.xml", "/robots.txt", "/kk/feed.xml", "/ru/exhibitions/feed.xml", "/en/calendar.ics", "/ru/data", "/data/v1/partners.csv", "/data/v1/exhibitions.json", "/data/v1/museum.jsonld", "/api/v1/partners?country=fr", "/en/partners/kunstkamera/cite.ris", "/health/ready", "/health/live" })
        {
            using var response = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode}");
        }

        Directory.Delete(site.SqliteFile);
        File.Move(aside, site.SqliteFile);
        await site.PublishAsync(async db => (await db.Museums.FindAsync(1))!.ShortName = new("Ж", "Н", "N"));
        Assert.Equal("N", keeper.Current!.Museum.ShortName.En);
    }

    /// <summary>What connections have read of the damaged file must not outlive the damage.</summary>
    [Fact]
    public async Task A_file_that_is_damaged_under_a_running_site_is_found_again_when_it_is_put_right()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is damaged here");
        var keeper = site.Services.GetRequiredService<PublishedSiteKeeper>();
        await using (var db = site.Database())
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", TestContext.Current.CancellationToken);
        var whole = await File.ReadAllBytesAsync(site.SqliteFile, TestContext.Current.CancellationToken);
        var damaged = whole.ToArray();
        Random.Shared.NextBytes(damaged.AsSpan(4096));
        await OverwriteAsync(damaged);
        SqliteConnection.ClearAllPools();
        await keeper.LookAsync(TestContext.Current.CancellationToken);
        Assert.True(keeper.IsAway);
        using (var visitor = site.Visitor())
        using (await visitor.GetPageAsync("/kk"))
        using (var door = await visitor.GetAsync(new Uri("/admin/sign-in", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, door.StatusCode);

        await OverwriteAsync(whole);
        await keeper.LookAsync(TestContext.Current.CancellationToken);
        Assert.False(keeper.IsAway);

        // In place, as a disk does it: the connections that are open go on with the file that they have.
        async Task OverwriteAsync(byte[] bytes)
        {
            await using var file = new FileStream(site.SqliteFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            await file.WriteAsync(bytes, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task In_an_outage_of_hours_the_log_says_once_what_has_to_wait()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = new WatchedSite(clock);
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is taken away here");
        var keeper = site.Services.GetRequiredService<PublishedSiteKeeper>();
        var aside = site.SqliteFile + ".aside";
        File.Move(site.SqliteFile, aside);
        Directory.CreateDirectory(site.SqliteFile);
        SqliteConnection.ClearAllPools();
        site.Log.Clear();
        for (var time = 0; time < 200; time++)
        {
            SqliteConnection.ClearAllPools();
            clock.Advance(TimeSpan.FromMinutes(20));
            await keeper.LookAsync(TestContext.Current.CancellationToken);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        var said = site.Log.Lines.ToList();
        Assert.Contains(said, l => l.Contains("The database does not answer", StringComparison.Ordinal));
        // Keeper, scheduler, announcer, the two sweeps and the node's own row.
        Assert.True(said.Count <= 6, string.Join("\n", said.Select(l => l[..Math.Min(200, l.Length)])));

        Directory.Delete(site.SqliteFile);
        File.Move(aside, site.SqliteFile);
        await keeper.LookAsync(TestContext.Current.CancellationToken);
        Assert.False(keeper.IsAway);
    }

    [Fact]
    public async Task A_database_that_can_only_be_read_takes_nothing_that_was_typed()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is opened for reading here");
        using var person = await site.StaffAsync(StaffRole.Publisher, "kk");
        using var form = await person.OpenAsync(2);
        await using var readOnly = new ConnectedSite($"Data Source={site.SqliteFile};Mode=ReadOnly");
        await readOnly.InitializeAsync();
        using var there = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = person.Cookies }) { BaseAddress = new Uri(readOnly.Origin) };
        using var answer = await there.PostFormAsync(form, DeskEntries.EditForm, [("Summary.Kk", "Жазғаным")]);
        using var kept = await answer.PageAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Қазір ештеңе сақталмай тұр", kept.TextOf("h1"));
        Assert.Equal("Жазғаным", kept.ValueOf("Summary.Kk"));
        using (await there.GetPageAsync("/kk/partners/kunstkamera"))
        using (var again = await person.PostFormAsync(kept, "form.kept"))
            Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task Every_screen_of_the_desk_is_read_while_nothing_can_be_written()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is opened for reading here");
        using var person = await site.StaffAsync(StaffRole.Administrator);
        using (await person.OpenAsync(1))
        {
        }

        await using var readOnly = new ConnectedSite($"Data Source={site.SqliteFile};Mode=ReadOnly");
        await readOnly.InitializeAsync();
        using var there = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = person.Cookies }) { BaseAddress = new Uri(readOnly.Origin) };
        var failed = new List<string>();
        var screens = readOnly.DeskActions().Where(a => a.Method == "GET").Select(a => EveryDeskAction.Fill(a.Address)).Distinct().ToList();
        foreach (var screen in screens)
        {
            using var answer = await there.GetAsync(new Uri(screen, UriKind.Relative), TestContext.Current.CancellationToken);
            if (answer.StatusCode >= HttpStatusCode.InternalServerError)
                failed.Add(screen);
        }

        // Shows a key that has to be kept: without it the codes made from it would be good for nothing.
        Assert.Equal([Web.Admin.DeskLinks.SecondFactor], failed);
        Assert.True(screens.Count > 30, $"{screens.Count} screens");
    }

    [Fact]
    public async Task A_database_that_somebody_holds_locked_takes_nothing_that_was_typed()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is locked here");
        await using var hasty = new ConnectedSite($"Data Source={site.SqliteFile};Mode=ReadWrite;Default Timeout=1");
        await hasty.InitializeAsync();
        using var person = await hasty.StaffAsync(StaffRole.Publisher, "ru");
        using var form = await person.OpenAsync(2);
        await using var holder = new SqliteConnection($"Data Source={site.SqliteFile}");
        await holder.OpenAsync(TestContext.Current.CancellationToken);
        await using (var transaction = holder.BeginTransaction(deferred: false))
        {
            using var answer = await person.PostFormAsync(form, DeskEntries.EditForm, [("Summary.Ru", "Набранное")]);
            using var kept = await answer.PageAsync(HttpStatusCode.ServiceUnavailable);
            Assert.Equal("Набранное", kept.ValueOf("Summary.Ru"));
            using (await person.GetPageAsync("/ru/partners/kunstkamera"))
                await transaction.RollbackAsync(TestContext.Current.CancellationToken);
            using var again = await person.PostFormAsync(kept, "form.kept");
            Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        }
    }

    [Fact]
    public async Task A_process_that_was_killed_while_it_migrated_does_not_stop_the_next()
    {
        var folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
        try
        {
            await using (var db = SiteProcess.Database(folder))
            {
                await db.Database.ExecuteSqlRawAsync("""
                    CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                    INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-01');
                    """, TestContext.Current.CancellationToken);
            }

            using var next = await SiteProcess.ListeningAsync(folder).WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
            using var visitor = next.Browser(new());
            using var page = await visitor.GetPageAsync("/kk");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("/kk/partners", "kk")]
    [InlineData("/ru", "ru")]
    [InlineData("/en/timeline", "en")]
    public async Task A_site_that_never_saw_its_database_says_so_in_the_visitor_s_language(string address, string language)
    {
        await using var site = new WithoutDatabase();
        await site.InitializeAsync();
        using var visitor = site.Visitor();
        using var response = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.NotNull(response.Headers.RetryAfter);
        using var page = await visitor.GetPageAsync(address, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.DoesNotContain("SQL", page.DocumentElement.TextContent, StringComparison.OrdinalIgnoreCase);
        using var ready = await visitor.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var live = await visitor.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private sealed class ConnectedSite(string connection) : TestSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("ConnectionStrings:Site", connection);
        }
    }

    private sealed class WatchedSite(FakeTimeProvider clock) : TestSite
    {
        public KeptLog Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(clock));
            builder.KeepWarnings(Log);
        }
    }

    private sealed class WithoutDatabase : TestSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Database:Provider", "SqlServer");
            builder.UseSetting("ConnectionStrings:Site", "Server=127.0.0.1,9;Database=none;User Id=none;Password=none;Connect Timeout=1;ConnectRetryCount=0;Encrypt=False");
        }
    }
}
