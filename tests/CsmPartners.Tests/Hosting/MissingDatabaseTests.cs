using System.Net;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Staff;
using CsmPartners.Tests.Admin;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Backups;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Hosting;

/// <summary>A site was published, and its database is missing, empty, damaged or another's.</summary>
public sealed class MissingDatabaseTests : IClassFixture<MissingDatabaseTests.Published>, IDisposable
{
    private const string Title = "Published before the loss";

    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public MissingDatabaseTests(Published published)
    {
        foreach (var file in new[] { "site.db", "published.site", "site.zip" }.Where(f => File.Exists(Path.Combine(published.Folder, f))))
            File.Copy(Path.Combine(published.Folder, file), Path.Combine(folder, file));
    }

    private string Database => Path.Combine(folder, "site.db");

    private string Saved => Path.Combine(folder, "published.site");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("deleted")]
    [InlineData("no bytes")]
    [InlineData("no bytes beside a write-ahead log")]
    [InlineData("header only")]
    [InlineData("three pages")]
    [InlineData("another program's")]
    [InlineData("tables without rows")]
    public async Task A_start_shows_the_saved_site_says_what_to_do_and_enters_nothing(string loss)
    {
        await LoseAsync(loss);
        var (database, saved) = (Bytes(Database), Bytes(Saved));
        await using var site = new WatchedSite(folder);
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is lost here");
        await ShowsSavedAsync(site);

        Assert.Equal(saved, Bytes(Saved));
        Assert.Equal(database is null, Bytes(Database) is null);
        if (loss != "tables without rows")
            Assert.Equal(database, Bytes(Database));
        Assert.Empty(Directory.GetFiles(folder, "*.unfinished*"));
        Assert.Contains(site.Log.Lines, l => l.Contains(MissingDatabaseException.Advice, StringComparison.Ordinal));
        Assert.DoesNotContain(site.Log.Lines, l => l.Contains(Web.Admin.DeskLinks.FirstAdministrator, StringComparison.Ordinal));
        if (loss.Contains("log", StringComparison.Ordinal))
            Assert.NotEmpty(Bytes(Database + "-wal")!);
        if (loss != "tables without rows")
            return;
        await using var db = SiteProcess.Database(folder);
        Assert.Empty(await db.SiteStates.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await db.Entries.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("no bytes")]
    [InlineData("tables without rows")]
    public async Task A_database_lost_under_a_running_site_is_not_filled_anew_and_is_found_when_it_is_put_back(string loss)
    {
        await using var site = new WatchedSite(folder);
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is lost here");
        var (keeper, database, saved) = (site.Services.GetRequiredService<PublishedSiteKeeper>(), Bytes(Database), Bytes(Saved));
        using (var person = await site.StaffAsync(StaffRole.Administrator))
            await LoseAsync(loss);
        await keeper.LookAsync(TestContext.Current.CancellationToken);
        await ShowsSavedAsync(site);
        Assert.Equal(saved, Bytes(Saved));
        // A link of the first day would make a second first administrator, were it not for the missing site.
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var made = loss != "tables without rows" ? null : await scope.ServiceProvider.GetRequiredService<Web.Admin.People.StaffRecord>().CreateFirstAsync(
                new StaffMember { Email = "first@museum.test", UserName = "first@museum.test", Name = "First" }, DeskClient.Password, new AuditEvent { Action = AuditAction.FirstAdministrator }, TestContext.Current.CancellationToken);
            Assert.Null(made);
        }

        SqliteConnection.ClearAllPools();
        File.Delete(Database + "-wal");
        File.Delete(Database + "-shm");
        await File.WriteAllBytesAsync(Database, database!, TestContext.Current.CancellationToken);
        await keeper.LookAsync(TestContext.Current.CancellationToken);
        Assert.False(keeper.IsAway);
        Assert.False(keeper.IsMissing);
    }

    [Fact]
    public async Task A_saved_site_of_another_database_is_kept_beside_under_its_date()
    {
        var saved = Bytes(Saved)!;
        await ExecuteAsync("UPDATE SiteState SET SeededAt = '2026-01-01 00:00:00'; UPDATE Entries SET Title_En = 'Of another museum', ChangedAt = '2026-01-02' WHERE Slug = 'kunstkamera'");
        for (var start = 0; start < 2; start++)
        {
            await using var site = new WatchedSite(folder);
            await site.InitializeAsync();
            Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is exchanged here");
            await UntilSavedAsync(site, Saved);
            Assert.Equal("Of another museum", await TitleAsync(site));
            var kept = Assert.Single(Directory.GetFiles(folder, "published.site.*Z"));
            Assert.Equal(saved, Bytes(kept));
            Assert.Equal(start == 0 ? 1 : 0, site.Log.Lines.Count(l => l.Contains("is kept as", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Without_a_saved_site_a_first_start_begins_anew_and_goes_on_where_one_was_killed()
    {
        // Half made by a process that was killed: a database of no use, and its log.
        await File.WriteAllBytesAsync(Database + ".unfinished", Bytes(Database)!.AsMemory(0, 8192), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Database + ".unfinished-wal", "half", TestContext.Current.CancellationToken);
        File.Delete(Saved);
        await File.WriteAllBytesAsync(Database, [], TestContext.Current.CancellationToken);
        await using var site = new WatchedSite(folder);
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "The SQLite file is what is made here");
        Assert.NotEqual(Title, await TitleAsync(site));
        Assert.Empty(Directory.GetFiles(folder, "*.unfinished*"));
        await using var db = SiteProcess.Database(folder);
        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_write_ahead_log_without_its_database_is_never_played_into_a_new_one()
    {
        await LoseAsync("no bytes beside a write-ahead log");
        File.Delete(Saved);
        File.Delete(Database);
        var log = Bytes(Database + "-wal");
        var (exit, said) = await SiteProcess.RunAsync(folder, "migrate");
        Assert.Equal(1, exit);
        Assert.Contains("site.db-wal", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
        Assert.Equal(log, Bytes(Database + "-wal"));
    }

    [Theory]
    [InlineData("no bytes beside a write-ahead log")]
    [InlineData("three pages")]
    public async Task The_command_migrate_refuses_and_a_restore_brings_the_record_back(string loss)
    {
        var archive = Path.Combine(folder, "site.zip");
        await LoseAsync(loss);
        var lost = Bytes(Database);
        if (loss != "three pages")
        {
            var (exit, said) = await SiteProcess.RunAsync(folder, "migrate");
            Assert.Equal(1, exit);
            Assert.Contains(MissingDatabaseException.Advice, said, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
            Assert.Equal(lost, Bytes(Database));
        }
        else
        {
            var (exit, said) = await SiteProcess.RunAsync(folder, "restore", archive);
            Assert.Equal(1, exit);
            Assert.Contains("--replace sets it aside", said, StringComparison.Ordinal);
        }

        var (restored, error) = await SiteProcess.RunAsync(folder, "restore", archive, "--replace");
        Assert.True(restored == 0, error);
        if (loss is "three pages")
            Assert.Equal(lost, Bytes(Assert.Single(Directory.GetFiles(folder, "site.db.*Z"))));
        await using var site = new WatchedSite(folder);
        await site.InitializeAsync();
        Assert.Equal(Title, await TitleAsync(site));
        Assert.Empty(Directory.GetFiles(folder, "*.unfinished*"));
    }

    /// <summary>Visitors see the last published site, the desk says in Kazakh what to do, and time passes for whatever would overwrite it.</summary>
    private static async Task ShowsSavedAsync(WatchedSite site)
    {
        Assert.Equal(Title, await TitleAsync(site));
        using var stranger = DeskClient.Stranger(site, "kk");
        using var door = await stranger.GetPageAsync("/admin/sign-in", HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Дерекқор жоғалған немесе бүлінген", door.TextOf("h1"));
        Assert.Contains("сақтық көшірмені", door.TextOf(".lead"), StringComparison.Ordinal);
        // Longer than the saver waits.
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        Assert.Equal(Title, await TitleAsync(site));
        Assert.True(site.Services.GetRequiredService<PublishedSiteKeeper>().IsMissing);
    }

    /// <summary>A folder in which a site was published and saved, and backed up.</summary>
    public sealed class Published : IAsyncLifetime
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("csm-partners-").FullName;

        public async ValueTask InitializeAsync()
        {
            await using (var site = new WatchedSite(Folder))
            {
                await site.InitializeAsync();
                if (site.OnSqlServer)
                    return;
                await site.PublishAsync(async db =>
                {
                    var partner = await db.Entries.SingleAsync(e => e.Slug == "kunstkamera" && e is Partner);
                    partner.Title = partner.Title with { En = Title };
                });
                await UntilSavedAsync(site, Path.Combine(Folder, "published.site"));
                await using var db = site.Database();
                await new SiteBackup(site.Services.GetRequiredService<IMediaStore>(), TimeProvider.System, new ProgressLines(TextWriter.Null, TimeProvider.System))
                    .WriteAsync(db, Path.Combine(Folder, "site.zip"), replace: false);
                await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    private async Task LoseAsync(string loss)
    {
        var whole = Bytes(Database)!;
        switch (loss)
        {
            case "deleted":
                File.Delete(Database);
                break;
            case "no bytes":
                await File.WriteAllBytesAsync(Database, [], TestContext.Current.CancellationToken);
                break;
            case "no bytes beside a write-ahead log":
                await using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
                {
                    await connection.OpenAsync(TestContext.Current.CancellationToken);
                    await using var write = connection.CreateCommand();
                    write.CommandText = "UPDATE SiteState SET Version = Version + 1";
                    await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
                    File.Copy(Database + "-wal", Database + "-wal.copy");
                }

                await File.WriteAllBytesAsync(Database, [], TestContext.Current.CancellationToken);
                File.Move(Database + "-wal.copy", Database + "-wal", overwrite: true);
                break;
            case "header only":
                await File.WriteAllBytesAsync(Database, whole[..100], TestContext.Current.CancellationToken);
                break;
            case "three pages":
                await File.WriteAllBytesAsync(Database, whole[..(3 * 4096)], TestContext.Current.CancellationToken);
                break;
            case "another program's":
                File.Delete(Database);
                await ExecuteAsync("CREATE TABLE Other (Id INTEGER)", create: true);
                break;
            default:
                await using (var db = SiteProcess.Database(folder))
                {
                    foreach (var trigger in await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync(TestContext.Current.CancellationToken))
                        await ExecuteAsync($"DROP TRIGGER \"{trigger}\"");
                    foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct())
                        await ExecuteAsync($"PRAGMA foreign_keys = OFF; DELETE FROM \"{table}\"");
                }

                break;
        }
    }

    private async Task ExecuteAsync(string sql, bool create = false)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False;Mode={(create ? "ReadWriteCreate" : "ReadWrite")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task UntilSavedAsync(WatchedSite site, string saved)
    {
        for (var tries = 0; Bytes(saved) is not { } bytes || !SavedSite.IsOf(site.Services.GetRequiredService<PublishedSiteKeeper>().Current!, bytes) || ReadTitle(bytes) != await TitleAsync(site); tries++)
        {
            Assert.True(tries < 200, "The site was not saved");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static string ReadTitle(byte[] saved) => SavedSite.Read(saved, 2026).Everything.Entries.Single(e => e is Partner { Slug: "kunstkamera" }).Title.En;

    private static async Task<string> TitleAsync(WatchedSite site)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/partners/kunstkamera");
        return page.TextOf("h1");
    }

    private static byte[]? Bytes(string path)
    {
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private sealed class WatchedSite(string folder) : TestSite
    {
        public KeptLog Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Data:Folder", folder);
            builder.KeepWarnings(Log);
        }
    }
}
