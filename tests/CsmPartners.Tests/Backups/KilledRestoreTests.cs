using System.Diagnostics;
using System.Globalization;
using CsmPartners.Staff;
using CsmPartners.Tests.Hosting;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Backups;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Backups;

/// <summary>
/// A restore, and a backup, killed at moments spread over the time that one takes: the site is wholly as before or wholly restored, and the
/// archive is there whole or not at all. <c>CSM_TEST_KILLS</c> says how many moments; five without it.
/// </summary>
public sealed class KilledRestoreTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CSM_TEST_KILLS") is { Length: > 0 } kills ? kills : "5", CultureInfo.InvariantCulture);

    private readonly string root = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_restore_killed_at_any_moment_leaves_the_site_as_it_was_or_restored()
    {
        var (folder, original, archive) = (Path.Combine(root, "site"), Path.Combine(root, "original"), Path.Combine(root, "site.zip"));
        await MakeAsync(folder, "before.jpg", revisions: 1);
        await MakeAsync(original, "after.jpg", revisions: 60);
        Assert.Equal(0, (await SiteProcess.RunAsync(original, "backup", archive)).Exit);
        var (before, after) = (await RowsAsync(folder), await RowsAsync(original));
        Assert.NotEqual(before, after);

        // Counted from the first line that it says, since the start of a process takes its own time on a busy machine.
        var whole = await TimeAsync(() => SiteProcess.RunAsync(Directory.CreateDirectory(Path.Combine(root, "measured")).FullName, "restore", archive));
        var (asBefore, asAfter, random) = (0, 0, new Random(20140507));
        for (var kill = 0; kill < Kills; kill++)
        {
            using (var program = SiteProcess.Start(folder, ["restore", archive, "--replace"]))
                await KillAfterAsync(program, whole * (0.4 + (0.6 * (kill + random.NextDouble()) / Kills)));
            var now = await RowsAsync(folder);
            Assert.True(now.SequenceEqual(before) || now.SequenceEqual(after), $"Kill {kill}: neither as before nor restored");
            Assert.Equal([], (await Wholeness.FaultsAsync(folder)).Where(f => f.Contains("no whole file", StringComparison.Ordinal) || f.Contains("leads nowhere", StringComparison.Ordinal)));
            (asBefore, asAfter) = now.SequenceEqual(before) ? (asBefore + 1, asAfter) : (asBefore, asAfter + 1);
            if (now.SequenceEqual(after))
                await StartAgainAsync(folder);
        }

        output.WriteLine($"{Kills} kills: {asBefore} as before, {asAfter} restored");
        Assert.Equal(0, (await SiteProcess.RunAsync(folder, "restore", archive, "--replace")).Exit);
        Assert.Equal(after, await RowsAsync(folder));

        async Task StartAgainAsync(string site)
        {
            Directory.Delete(site, recursive: true);
            await MakeAsync(site, "before.jpg", revisions: 1);
            before = await RowsAsync(site);
        }
    }

    [Fact]
    public async Task A_backup_killed_at_any_moment_leaves_no_half_archive_and_the_next_one_succeeds()
    {
        var (folder, archive) = (Path.Combine(root, "site"), Path.Combine(root, "site.zip"));
        await MakeAsync(folder, "a.jpg", revisions: 60);
        var whole = await TimeAsync(() => SiteProcess.RunAsync(folder, "backup", Path.Combine(root, "measured.zip")));
        for (var kill = 0; kill < Kills; kill++)
        {
            using (var program = SiteProcess.Start(folder, ["backup", archive, "--replace"]))
                await KillAfterAsync(program, whole * (0.4 + (0.6 * kill / Kills)));
            if (File.Exists(archive))
                Assert.Null(await SmallArchive.RefusalOfAsync(await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken)));
        }

        Assert.Equal(0, (await SiteProcess.RunAsync(folder, "backup", archive, "--replace")).Exit);
        Assert.False(File.Exists(archive + ".unfinished"));
    }

    /// <summary>A site with somebody's work and a media file.</summary>
    private static async Task MakeAsync(string folder, string file, int revisions)
    {
        using (var site = await SiteProcess.ListeningAsync(Directory.CreateDirectory(folder).FullName))
        {
            using var browser = site.Browser(await site.SignInAsync(folder, StaffRole.Publisher));
            using var form = await browser.GetPageAsync("/admin/media/new");
            using var answer = await browser.PostFormAsync(form, ".media-form", files: [("files", file, "image/jpeg", Media.TestFiles.Jpeg())]);
        }

        // As many rows as take a while, without asking a form for each.
        await using var db = SiteProcess.Database(folder);
        await db.Database.ExecuteSqlAsync($"""
            WITH RECURSIVE Numbers(N) AS (SELECT 2 WHERE {revisions} > 1 UNION ALL SELECT N + 1 FROM Numbers WHERE N < {revisions})
            INSERT INTO Revisions (EntryId, Number, Document, AuthorName, At, Note, IsMinor)
            SELECT EntryId, N, Document, AuthorName, At, Note, 0 FROM Numbers CROSS JOIN Revisions WHERE Number = 1
            """, TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlAsync($"UPDATE WorkingCopies SET Newest = {revisions}, Published = {revisions}", TestContext.Current.CancellationToken);
    }

    // Files under their hashes may lie beside, whichever way it went.
    private static async Task<IReadOnlyList<string>> RowsAsync(string folder) => [.. (await Contents.OfAsync(folder)).Where(l => !char.IsAsciiHexDigitLower(l[0]))];

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task KillAfterAsync(Process program, TimeSpan time)
    {
        await Task.WhenAny(program.WaitForExitAsync(TestContext.Current.CancellationToken), Task.Delay(time, TestContext.Current.CancellationToken));
        program.Kill();
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
