using System.Net;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

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
        await Assert.ThrowsAnyAsync<SqliteException>(() => site.PublishAsync(_ => Task.CompletedTask));

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
