using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using CsmPartners.Staff;
using CsmPartners.Tests.Hosting;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Backups;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Backups;

/// <summary>The commands as an administrator types them, beside a site that runs.</summary>
public sealed class BackupTests : IDisposable
{
    private static readonly string[] Prefixes = ["/kk", "/ru", "/en"];

    private readonly string root = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_site_that_was_backed_up_while_people_worked_is_restored_whole_and_reads_the_same()
    {
        var (folder, busy, still) = (Folder("own"), Path.Combine(root, "busy.zip"), Path.Combine(root, "still.zip"));
        string email;
        Dictionary<string, string> pages;
        using (var site = await SiteProcess.ListeningAsync(folder))
        {
            Worker[] workers = [new Saver(), new PublisherAtWork(), new Uploader(), new Maker()];
            foreach (var worker in workers)
                worker.Cookies = await site.SignInAsync(folder, StaffRole.Publisher);
            using var enough = new CancellationTokenSource();
            var working = Task.WhenAll(workers.Select(worker => Task.Run(async () =>
            {
                using var browser = site.Browser(worker.Cookies);
                for (var turn = 0; !enough.IsCancellationRequested; turn++)
                    Assert.True(await worker.WorkAsync(browser, 1, turn));
            })));
            var (exit, error) = await SiteProcess.RunAsync(folder, "backup", busy);
            Assert.True(exit == 0, error);
            await enough.CancelAsync();
            await working;

            (exit, error) = await SiteProcess.RunAsync(folder, "backup", still);
            Assert.True(exit == 0, error);
            pages = await ReadPagesAsync(site, folder);
            await using var db = SiteProcess.Database(folder);
            email = await db.Users.OrderBy(u => u.Id).Select(u => u.Email!).FirstAsync(TestContext.Current.CancellationToken);
            Assert.Equal(2, await db.AuditEvents.CountAsync(a => a.Action == AuditAction.BackedUp, TestContext.Current.CancellationToken));
        }

        // Taken while all was moving: a moment of it, not a mixture.
        var moment = Folder("moment");
        await RestoreAsync(moment, busy);
        Assert.Equal([], (await Wholeness.FaultsAsync(moment)).Where(f => !f.StartsWith("version", StringComparison.Ordinal) && !f.EndsWith("is an orphan", StringComparison.Ordinal)));

        var again = Folder("again");
        await RestoreAsync(again, still);
        Assert.Equal(await Contents.OfAsync(folder), await Contents.OfAsync(again));
        Assert.True(await Contents.VersionAsync(again) > await Contents.VersionAsync(folder));
        using var restored = await SiteProcess.ListeningAsync(again);
        Assert.True(pages.Count > 300, $"{pages.Count} pages");
        Assert.Equal(pages, await ReadPagesAsync(restored, again));
        await SignInAndReadRevisionAsync(restored, email);
    }

    [Fact]
    public async Task A_restored_site_gives_no_number_twice_and_keeps_its_record_as_it_is()
    {
        var (folder, archive) = (Folder("own"), Path.Combine(root, "site.zip"));
        await MigratedAsync(folder);
        await using (var db = SiteProcess.Database(folder))
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE sqlite_sequence SET seq = 1234 WHERE name = 'Entries'", TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, (await SiteProcess.RunAsync(folder, "backup", archive)).Exit);
        var again = Folder("again");
        await RestoreAsync(again, archive);
        await using var restored = SiteProcess.Database(again);
        Assert.Equal(1234, await restored.Database.SqlQueryRaw<long>("SELECT seq AS Value FROM sqlite_sequence WHERE name = 'Entries'").SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal([], await PublicationIntervals.FaultsAsync(restored));
        var version = await restored.SiteStates.Select(s => s.Version).SingleAsync(TestContext.Current.CancellationToken);
        Assert.All(await restored.PublicationRecords.ToListAsync(TestContext.Current.CancellationToken), record => Assert.Equal(
            record.PublicUntil is null ? (PublicationReason.BackupRestored, null, version) : (PublicationReason.Seeded, PublicationReason.BackupRestored, 1),
            (record.Began, record.Ended, record.FromVersion)));
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => restored.Database.ExecuteSqlRawAsync("DELETE FROM AuditEvents", TestContext.Current.CancellationToken));
        Assert.Contains("Audit events are kept", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => restored.Database.ExecuteSqlRawAsync("DELETE FROM Entries WHERE Slug = 'unesco'", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nobodys_file_and_nobodys_work_is_replaced_unasked()
    {
        var (folder, archive) = (Folder("own"), Path.Combine(root, "site.zip"));
        await MigratedAsync(folder);
        Assert.Equal(0, (await SiteProcess.RunAsync(folder, "backup", archive)).Exit);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(archive));
        var (before, bytes) = (await Contents.OfAsync(folder), await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken));

        var (exit, error) = await SiteProcess.RunAsync(folder, "backup", archive);
        Assert.Equal((1, true), (exit, error.Contains("is there already", StringComparison.Ordinal)));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken));

        // The backup's own line is work of this site.
        (exit, error) = await SiteProcess.RunAsync(folder, "restore", archive);
        Assert.Equal((1, true), (exit, error.Contains("--replace", StringComparison.Ordinal)));
        Assert.Equal(before, await Contents.OfAsync(folder));

        Assert.Equal(0, (await SiteProcess.RunAsync(folder, "backup", archive, "--replace")).Exit);
        Assert.Equal(0, (await SiteProcess.RunAsync(folder, "restore", archive, "--replace")).Exit);
        Assert.Equal(before, await Contents.OfAsync(folder));
        Assert.Equal(["own", "site.zip"], Directory.GetFileSystemEntries(root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_damaged_archive_changes_nothing_and_is_told_of_in_one_sentence()
    {
        var (folder, archive) = (Folder("own"), Path.Combine(root, "site.zip"));
        await MigratedAsync(folder);
        Assert.Equal(0, (await SiteProcess.RunAsync(folder, "backup", archive)).Exit);
        var bytes = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 0x20;
        await File.WriteAllBytesAsync(archive, bytes, TestContext.Current.CancellationToken);

        var (exit, error) = await SiteProcess.RunAsync(Folder("new"), "restore", archive);
        Assert.Equal(1, exit);
        Assert.StartsWith("Nothing was changed: the archive is damaged", error.Trim().Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Folder("new")));
    }

    /// <summary>The archive is sound and the database does not take it: two rows of one number.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restore_that_fails_says_what_it_has_changed_and_no_more(bool isNew)
    {
        var (folder, archive) = (Folder("own"), Path.Combine(root, "site.zip"));
        await MigratedAsync(folder);
        Assert.Equal(0, (await SiteProcess.RunAsync(folder, "backup", archive)).Exit);
        await DoubleAsync(archive, "Entries");

        var target = isNew ? Folder("new") : folder;
        var before = isNew ? null : await RowsAsync(target);
        var (exit, error) = await SiteProcess.RunAsync(target, "restore", archive, "--replace");
        Assert.Equal(1, exit);
        Assert.StartsWith("Nothing was changed: ", error.Trim().Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        if (before is null)
            Assert.False(File.Exists(Path.Combine(target, "site.db")));
        else
            Assert.Equal(before, await RowsAsync(target));
    }

    [Fact]
    public async Task A_missing_media_file_is_named_and_the_rest_is_kept()
    {
        var (folder, archive) = (Folder("own"), Path.Combine(root, "site.zip"));
        var hash = new string('a', 64);
        await MigratedAsync(folder);
        await using (var db = SiteProcess.Database(folder))
        {
            db.Add(new CsmPartners.Media.MediaFile { Hash = hash, FileName = "lost.jpg" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var (exit, error) = await SiteProcess.RunAsync(folder, "backup", archive);
        Assert.Equal((3, true), (exit, error.Contains(hash, StringComparison.Ordinal)));
        var again = await SiteProcess.RunAsync(Folder("again"), "restore", archive);
        Assert.Equal((3, true), (again.Exit, again.Error.Contains(hash, StringComparison.Ordinal)));
        Assert.Equal(await Contents.OfAsync(folder), await Contents.OfAsync(Folder("again")));
    }

    [Theory]
    [InlineData("bakup", "site.zip")]
    [InlineData("backup")]
    [InlineData("restore", "--replace")]
    public async Task A_command_that_makes_no_sense_starts_no_site(params string[] words)
    {
        var (exit, error) = await SiteProcess.RunAsync(Folder("own"), words);
        Assert.Equal((2, true), (exit, error.Contains("CsmPartners.Web restore FILE", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFileSystemEntries(Folder("own")));
    }

    [Fact]
    public async Task A_backup_of_nothing_makes_nothing()
    {
        var (exit, error) = await SiteProcess.RunAsync(Folder("own"), "backup", Path.Combine(root, "site.zip"));
        Assert.Equal((1, true), (exit, error.Contains("there is no database", StringComparison.Ordinal)));
        Assert.Equal(["own"], Directory.GetFileSystemEntries(root).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFileSystemEntries(Folder("own")));
    }

    [Fact]
    public async Task A_site_moves_to_Sql_Server_and_back()
    {
        var server = Environment.GetEnvironmentVariable("CSM_TEST_SQLSERVER");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "CSM_TEST_SQLSERVER names no SQL Server to move to");
        var (folder, there, back) = (Folder("own"), Path.Combine(root, "there.zip"), Path.Combine(root, "back.zip"));
        using (var site = await SiteProcess.ListeningAsync(folder))
            await site.SignInAsync(folder, StaffRole.Publisher);
        string[] settings = ["--Database:Provider", "SqlServer", "--ConnectionStrings:Site", $"{server!.TrimEnd(';')};Initial Catalog=csm_test_{Guid.NewGuid():N}"];
        Assert.Equal(0, (await SiteProcess.RunAsync(folder, "backup", there)).Exit);
        var moved = await SiteProcess.RunAsync(folder, ["restore", there, .. settings]);
        Assert.True(moved.Exit == 0, moved.Error);
        var taken = await SiteProcess.RunAsync(folder, ["backup", back, .. settings]);
        Assert.True(taken.Exit == 0, taken.Error);
        await RestoreAsync(Folder("again"), back);
        Assert.Equal(await Contents.OfAsync(folder), await Contents.OfAsync(Folder("again")));
    }

    private static async Task RestoreAsync(string folder, string archive)
    {
        var (exit, error) = await SiteProcess.RunAsync(folder, "restore", archive);
        Assert.True(exit == 0, error);
    }

    private static async Task DoubleAsync(string archive, string table)
    {
        var bytes = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var lines = SmallArchive.Read(zip, TableMember.NameOf(table));
        await File.WriteAllBytesAsync(archive, SmallArchive.WithTable(bytes, table, lines + lines), TestContext.Current.CancellationToken);
    }

    /// <summary>How many each table has.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(string folder)
    {
        await using var db = SiteProcess.Database(folder);
        var counts = new List<string>();
        foreach (var table in TableShape.All(db).Select(t => t.Name))
        {
            var count = $"SELECT COUNT(*) AS Value FROM \"{table}\"";
            counts.Add($"{table} {await db.Database.SqlQueryRaw<long>(count).SingleAsync(TestContext.Current.CancellationToken)}");
        }

        return counts;
    }

    private static async Task MigratedAsync(string folder) => Assert.Equal(0, (await SiteProcess.RunAsync(folder, "migrate")).Exit);

    /// <summary>Every page of the sitemap, in three languages; without what belongs to one visit, the site's own address and the number of its state.</summary>
    private static async Task<Dictionary<string, string>> ReadPagesAsync(SiteProcess site, string folder)
    {
        var state = new Regex($@"(№|No\.)\s{await Contents.VersionAsync(folder)}\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        using var visitor = site.Browser(new CookieContainer());
        var addresses = SitemapFile.Read(await visitor.GetStringAsync("/sitemap.xml", TestContext.Current.CancellationToken)).Select(a => new Uri(a.Address).PathAndQuery).Distinct().ToList();
        Assert.All(Prefixes, prefix => Assert.Contains(addresses, a => a.StartsWith(prefix, StringComparison.Ordinal)));
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            using var page = await visitor.GetPageAsync(address);
            foreach (var hidden in page.QuerySelectorAll("input[type=hidden]"))
                hidden.Remove();
            pages[address] = state.Replace(page.DocumentElement.OuterHtml.Replace(site.Origin, "", StringComparison.Ordinal), "");
        }

        return pages;
    }

    private static async Task SignInAndReadRevisionAsync(SiteProcess site, string email)
    {
        using var browser = site.Browser(new CookieContainer());
        using var door = await browser.GetPageAsync("/admin/sign-in");
        using var answer = await browser.PostFormAsync(door, "form[action='/admin/sign-in']", [("Email", email), ("Password", DeskClient.Password)]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var revisions = await browser.GetPageAsync("/admin/entries/1/compare?from=1&to=2");
        Assert.Contains("k1t0", revisions.TextOf("main"), StringComparison.Ordinal);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;
}
