using System.Data.Common;
using System.Net;
using CsmPartners.Tests.Admin;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsmPartners.Tests.Hosting;

/// <summary>The database answers, and the first reading of the whole site takes longer than a database is waited for.</summary>
public sealed class ColdStartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Visitors_see_what_was_saved_until_the_site_is_read()
    {
        await using (var before = await ConfiguredSite.StartAsync(("Data:Folder", folder)))
        {
            for (var tries = 0; !File.Exists(Path.Combine(folder, "published.site")); tries++)
            {
                Assert.True(tries < 200, "The site was not saved");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }

        await using (var db = SiteProcess.Database(folder))
        {
            (await db.Museums.SingleAsync(TestContext.Current.CancellationToken)).Name = new("Жаңа атау", "Новое имя", "A new name");
            await db.SaveForVisitorsAsync(TestContext.Current.CancellationToken);
        }

        await using var cold = new ColdSite(folder);
        var starting = Task.Run(async () => await cold.InitializeAsync(), TestContext.Current.CancellationToken);
        await cold.Reading.ArrivedAsync();
        cold.Clock.Advance(TimeSpan.FromSeconds(11));
        await starting.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        using var visitor = cold.Visitor();
        using (var page = await visitor.GetPageAsync("/en"))
            Assert.DoesNotContain("A new name", page.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.False(cold.Services.GetRequiredService<PublishedSiteKeeper>().IsAway);

        cold.Reading.Release();
        for (var tries = 0; cold.Services.GetRequiredService<PublishedSiteKeeper>().Current!.Museum.Name.En != "A new name"; tries++)
        {
            Assert.True(tries < 200, "The site was not read");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Where_nothing_was_saved_the_start_waits_and_the_first_visitor_sees_the_site()
    {
        await TestSite.MigrateAsync(folder);
        await using var cold = new ColdSite(folder);
        var starting = Task.Run(async () => await cold.InitializeAsync(), TestContext.Current.CancellationToken);
        await cold.Reading.ArrivedAsync();
        cold.Clock.Advance(TimeSpan.FromSeconds(11));
        await cold.Log.UntilAsync("the start waits for it");
        Assert.False(starting.IsCompleted);
        cold.Reading.Release();
        await starting.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        using var visitor = cold.Visitor();
        using var page = await visitor.GetPageAsync("/en");
        using var ready = await visitor.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private sealed class ColdSite(string folder) : TestSite
    {
        public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

        public SlowReading Reading { get; } = new();

        public KeptLog Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Data:Folder", folder);
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock).ConfigureDbContext<SiteDb>(options => options.AddInterceptors(Reading)));
            builder.KeepWarnings(Log);
        }
    }

    /// <summary>The first question that only the reading of the whole site asks is not answered before it is released.</summary>
    private sealed class SlowReading : DbCommandInterceptor
    {
        private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task ArrivedAsync() => arrived.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        public void Release() => released.SetResult();

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("\"Redirects\"", StringComparison.Ordinal))
            {
                arrived.TrySetResult();
                await released.Task.WaitAsync(cancellationToken);
            }

            return result;
        }
    }
}
