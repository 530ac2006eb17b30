using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Hosting;

/// <summary>The command <c>migrate</c>, by which the tests make their databases on SQL Server and an administrator the site's.</summary>
public sealed class MigrateCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_fills_an_empty_database_so_that_the_desk_has_every_entry_to_work_on()
    {
        await TestSite.MigrateAsync(folder);
        await using (var db = SiteProcess.Database(folder))
        {
            var entries = await db.Entries.Select(e => new { e.Id, e.State }).ToListAsync(TestContext.Current.CancellationToken);
            Assert.NotEmpty(entries);
            var copies = await db.WorkingCopies.ToDictionaryAsync(w => w.EntryId, TestContext.Current.CancellationToken);
            Assert.All(entries, e => Assert.Equal((1, e.State == EntryState.Hidden ? null : 1), (copies[e.Id].Newest, copies[e.Id].Published)));
            Assert.Equal(entries.Select(e => e.Id).Order(), await db.Revisions.Where(r => r.Number == 1).Select(r => r.EntryId).Order().ToListAsync(TestContext.Current.CancellationToken));
        }

        using var site = await SiteProcess.ListeningAsync(folder);
        using var person = site.Browser(await site.SignInAsync(folder, StaffRole.Editor));
        using var list = await person.GetPageAsync("/admin/partners");
        Assert.NotEmpty(list.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task A_second_time_it_changes_nothing()
    {
        await TestSite.MigrateAsync(folder);
        var before = await CountsAsync();
        await TestSite.MigrateAsync(folder);
        Assert.Equal(before, await CountsAsync());
    }

    /// <summary>Nobody listens, or somebody listens who does not speak; the address is none; the password is for nobody.</summary>
    [Theory]
    [InlineData("migrate", "Server=127.0.0.1,9;Database=none;User Id=none;Password=very-secret;Encrypt=False", "The database is not up to date: ")]
    [InlineData("backup", "Server=127.0.0.1,9;Database=none;User Id=none;Password=very-secret;Encrypt=False", "Nothing was backed up: ")]
    [InlineData("restore", "Server=127.0.0.1,9;Database=none;User Id=none;Password=very-secret;Encrypt=False", "Nothing was changed: ")]
    [InlineData("migrate", "Server=no-such-host.invalid;Database=none;User Id=none;Password=very-secret;Encrypt=False", "The database is not up to date: ")]
    [InlineData("migrate", "Server=127.0.0.1,9;Authentication=ActiveDirectoryDefault;Database=none", "The database is not up to date: ")]
    [InlineData("migrate", "Servr=127.0.0.1;Password=very-secret", "ConnectionStrings:Site cannot be read: ")]
    [InlineData("backup", "Server=127.0.0.1;Connect Timeout=soon;Password=very-secret", "ConnectionStrings:Site cannot be read: ")]
    [InlineData("migrate", " ", "Database:Provider is SqlServer, but ConnectionStrings:Site is empty.")]
    public async Task A_database_that_cannot_be_reached_is_said_in_one_sentence(string command, string connection, string sentence)
    {
        var archive = Path.Combine(folder, "site.zip");
        if (command == "restore")
            await File.WriteAllBytesAsync(archive, await Backups.SmallArchive.MakeAsync(), TestContext.Current.CancellationToken);
        string[] arguments = command == "migrate" ? [command] : [command, archive];
        var (exit, error) = await SiteProcess.RunAsync(folder, [("Database__Provider", "SqlServer"), ("ConnectionStrings__Site", connection)], arguments);
        Assert.Equal(1, exit);
        var line = Assert.Single(error.Trim().Split('\n'));
        Assert.StartsWith(sentence, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Database__Provider", "Oracle", "Database:Provider is 'Oracle'; it may be Sqlite or SqlServer.")]
    [InlineData("Database__CommandSeconds", "0", "Database:CommandSeconds is '0'; it may be a number from 1 to 3600.")]
    [InlineData("Database__CommandSeconds", "15s", "Database:CommandSeconds is '15s'; it may be a number from 1 to 3600.")]
    [InlineData("Database__MaxBatchSize", "-1", "Database:MaxBatchSize is '-1'; it may be a number from 1 to 1000.")]
    [InlineData("Database__MaxBatchSize", "99999999999", "Database:MaxBatchSize is '99999999999'; it may be a number from 1 to 1000.")]
    [InlineData("Database__CommandTimeout", "15", "There is no setting Database:CommandTimeout; there are Database:Provider, Database:CommandSeconds, Database:MaxBatchSize.")]
    public async Task A_setting_that_cannot_be_used_stops_site_and_commands_and_is_named(string name, string value, string sentence)
    {
        foreach (var arguments in new string[][] { [], ["migrate"] })
            Assert.Equal((1, sentence), await SiteProcess.RunAsync(folder, [(name, value)], arguments) is var (exit, error) ? (exit, error.Trim()) : default);
        Assert.False(File.Exists(Path.Combine(folder, "site.db")));
    }

    private async Task<(int, int, int, long?)> CountsAsync()
    {
        await using var db = SiteProcess.Database(folder);
        var cancellation = TestContext.Current.CancellationToken;
        return (await db.Entries.CountAsync(cancellation), await db.Revisions.CountAsync(cancellation), await db.WorkingCopies.CountAsync(cancellation), (await db.SiteStates.SingleAsync(cancellation)).Version);
    }
}
