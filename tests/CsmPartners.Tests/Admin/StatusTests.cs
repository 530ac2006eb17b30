using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Running;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Admin;

/// <summary>Each on a site of its own, since it says what state the whole is in.</summary>
public sealed class StatusTests : IAsyncLifetime
{
    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;

    private readonly TestSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("kk", "Жай-күйі", "ешқашан")]
    [InlineData("ru", "Состояние", "никогда")]
    [InlineData("en", "Status", "never")]
    public async Task The_administrator_reads_how_the_program_does(string language, string title, string never)
    {
        await site.Services.GetRequiredService<NodeHeartbeat>().BeatAsync(TestContext.Current.CancellationToken);
        using var administrator = await site.StaffAsync(StaffRole.Administrator, language);
        using var page = await StatusAsync(administrator);
        Assert.Equal(title, page.TextOf("h1"));
        Assert.Equal("page", page.QuerySelector(".desk-sections a[href='/admin/status']")?.GetAttribute("aria-current"));
        Assert.Contains(typeof(Program).Assembly.GetName().Version!.ToString(3), page.TextOf("#Program"), StringComparison.Ordinal);
        Assert.Matches(@"SQL(ite| Server) \d", page.TextOf("#Database"));
        Assert.Contains(site.Services.GetRequiredService<PublishedSiteKeeper>().Current!.Everything.Entries.Count.ToString("N0", Language.Find(language)!.Culture), page.TextOf("#Site"), StringComparison.Ordinal);
        Assert.Contains(never, page.TextOf("#Backup"), StringComparison.Ordinal);
        var node = Assert.Single(page.QuerySelectorAll("table tbody tr"));
        Assert.StartsWith(Environment.MachineName, node.QuerySelector("th")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", node.QuerySelector("td:last-child")!.TextContent);
        Assert.Equal(["NoBackup"], Care(page));
    }

    [Fact]
    public async Task Pages_that_are_kept_are_counted_with_how_often_they_serve()
    {
        using var visitor = site.Visitor();
        for (var time = 0; time < 4; time++)
        {
            using var visit = await visitor.GetPageAsync("/en/partners");
        }

        using var administrator = await site.StaffAsync(StaffRole.Administrator, "en");
        using var page = await StatusAsync(administrator);
        Assert.Equal("1", page.QuerySelectorAll("#Cache dd")[0].TextContent);
        Assert.EndsWith(" kB", page.QuerySelectorAll("#Cache dd")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("75%", page.QuerySelectorAll("#Cache dd")[2].TextContent.Replace("\u00a0", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fresh_backup_leaves_nothing_to_be_cared_for()
    {
        await AddAsync(new AuditEvent { At = Now.AddDays(-6), Action = AuditAction.BackedUp });
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        using var page = await StatusAsync(administrator);
        Assert.Equal([], Care(page));
        Assert.Contains("All is well", page.TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_care_stands_at_the_top_with_what_to_do()
    {
        await AddAsync(
            new AuditEvent { At = Now.AddDays(-8), Action = AuditAction.BackedUp },
            new Node { Name = "web2:20260101T000000Z:7", Program = "0.9", StartedAt = Now.AddHours(-2), SeenAt = Now.AddMinutes(10) },
            new Node { Name = "web3:20260101T000000Z:8", Program = "0.9", StartedAt = Now.AddDays(-2), SeenAt = Now.AddHours(-1) },
            // Started anew meanwhile.
            new Node { Name = "web2:20250101T000000Z:9", Program = "0.9", StartedAt = Now.AddDays(-9), SeenAt = Now.AddHours(-3) });
        await site.LetterAsync(l => (l.At, l.AnnounceAt) = (Now.AddHours(-1), Now.AddDays(1)));
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        using var page = await StatusAsync(administrator);
        Assert.Equal(["NodeSilent", "NodeVersions", "LettersStuck", "OldBackup"], Care(page));
        Assert.Contains("web3:20260101T000000Z:8", page.TextOf("#NodeSilent"), StringComparison.Ordinal);
        Assert.Contains("Install one version on all nodes.", page.TextOf("#NodeVersions"), StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll(".problems li"), li => Assert.True(li.TextContent.Length > li.QuerySelector("strong")!.TextContent.Length + 20));
    }

    [Fact]
    public async Task It_answers_while_the_database_is_away_and_only_to_whom_it_is_for()
    {
        Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is taken away here");
        using var administrator = await site.StaffAsync(StaffRole.Administrator, "kk");
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var stranger = DeskClient.Stranger(site);
        using (await StatusAsync(administrator))
        {
        }

        SqliteConnection.ClearAllPools();
        var aside = site.SqliteFile + ".aside";
        File.Move(site.SqliteFile, aside);
        Directory.CreateDirectory(site.SqliteFile);
        try
        {
            await site.Services.GetRequiredService<PublishedSiteKeeper>().LookAsync(TestContext.Current.CancellationToken);
            using var page = await StatusAsync(administrator);
            Assert.Equal(["DatabaseMissing"], Care(page));
            Assert.Contains("Дерекқор жоғалған, бос немесе бүлінген", page.TextOf("#DatabaseMissing"), StringComparison.Ordinal);
            Assert.Contains("белгісіз", page.TextOf("#Database"), StringComparison.Ordinal);
            Assert.Matches(@"\d", page.TextOf("#Site"));
            using var home = await administrator.GetPageAsync("/admin", HttpStatusCode.ServiceUnavailable);
            using var refused = await editor.GetPageAsync("/admin/status", HttpStatusCode.Forbidden);
            using var door = await stranger.GetAsync(new Uri("/admin/status", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, door.StatusCode);
        }
        finally
        {
            Directory.Delete(site.SqliteFile);
            File.Move(aside, site.SqliteFile);
        }
    }

    private static Task<IHtmlDocument> StatusAsync(DeskClient client) => client.GetPageAsync("/admin/status");

    /// <summary>All but a disk that is nearly full, which is the machine's own affair.</summary>
    private static IEnumerable<string> Care(IHtmlDocument page) => page.QuerySelectorAll(".problems li").Select(li => li.Id!).Where(id => id != "DiskFull");

    private async Task AddAsync(params object[] rows)
    {
        await using var db = site.Database();
        db.AddRange(rows);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
