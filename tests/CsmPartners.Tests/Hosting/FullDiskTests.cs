using System.Diagnostics;
using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Hosting;

/// <summary>The disk with the data folder is full. On a small disk of its own, which only the superuser can make.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
    private readonly bool isMounted;

    public FullDiskTests() => isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder);

    public void Dispose()
    {
        if (isMounted)
            Run("umount", "-l", folder);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Staff_lose_nothing_typed_visitors_notice_nothing_and_the_log_says_it_once()
    {
        Assert.SkipUnless(isMounted, "No disk of its own can be mounted here");
        using var node = await SiteProcess.ListeningAsync(folder);
        var cookies = await node.SignInAsync(folder, StaffRole.Publisher);
        using var person = node.Browser(cookies);
        using var form = await person.GetPageAsync("/admin/entries/2/edit");
        var filling = Path.Combine(folder, "filling");
        Fill(filling);

        var typed = new string('ж', 40_000);
        using var refused = await person.PostFormAsync(form, DeskEntries.EditForm, [("Body.Kk", typed)]);
        using var kept = await refused.PageAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Contains(typed, kept.ValueOf("Body.Kk"), StringComparison.Ordinal);
        for (var tries = 0; tries < 20; tries++)
        {
            using var again = await person.PostFormAsync(kept, "form.kept");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, again.StatusCode);
            using var page = await person.GetPageAsync("/kk/partners/kunstkamera");
        }

        var errors = node.Log.Where(l => l.Contains("\"@l\":\"Error\"", StringComparison.Ordinal) && !l.Contains("RequestPath", StringComparison.Ordinal)).ToList();
        Assert.True(errors.Count <= 2, string.Join('\n', errors));

        File.Delete(filling);
        using var saved = await person.PostFormAsync(kept, "form.kept");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await using var db = SiteProcess.Database(folder);
        Assert.True(await db.Revisions.AnyAsync(r => r.EntryId == 2 && r.Document.Contains(typed), TestContext.Current.CancellationToken));
        Assert.Empty(await Wholeness.FaultsAsync(folder));
    }

    [Fact]
    public async Task Screens_are_read_uploads_are_refused_truthfully_and_whoever_signs_out_is_out()
    {
        Assert.SkipUnless(isMounted, "No disk of its own can be mounted here");
        using var node = await SiteProcess.ListeningAsync(folder);
        var cookies = await node.SignInAsync(folder, StaffRole.Publisher);
        using var person = node.Browser(cookies);
        using (await person.GetPageAsync("/admin/entries/2/edit"))
        using (await UploadedAsync(person, Media.TestFiles.Jpeg(), HttpStatusCode.Redirect))
        {
        }

        await using var db = SiteProcess.Database(folder);
        var hash = (await db.MediaFiles.SingleAsync(TestContext.Current.CancellationToken)).Hash;
        var filling = Path.Combine(folder, "filling");
        Fill(filling);

        // Each of these notes something: who has the form open, who closed it, a size of a picture that nobody asked for before.
        using var form = await person.GetPageAsync("/admin/entries/2/edit");
        foreach (var (note, status) in new[] { ("open", HttpStatusCode.OK), ("close", HttpStatusCode.NoContent) })
        {
            using var fields = new FormUrlEncodedContent([new("__RequestVerificationToken", form.ValueOf("__RequestVerificationToken")), new("base", "1")]);
            using var noted = await person.PostAsync(new Uri($"/admin/entries/2/{note}", UriKind.Relative), fields, TestContext.Current.CancellationToken);
            Assert.Equal(status, noted.StatusCode);
        }

        using (var picture = await person.GetAsync(new Uri($"/media/{hash}-400.webp", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal("image/webp", picture.Content.Headers.ContentType?.MediaType);
        byte[] large = [.. Media.TestFiles.Pdf(), .. new byte[3_000_000]];
        foreach (var file in new[] { large, [.. Media.TestFiles.Pdf(), .. new byte[100_000]] })
        {
            using var refused = await UploadedAsync(person, file, HttpStatusCode.ServiceUnavailable);
            using var page = await refused.PageAsync(HttpStatusCode.ServiceUnavailable);
            Assert.Equal("The server’s disk is full", page.TextOf("h1"));
        }

        var copy = new CookieContainer();
        copy.Add(new Uri(node.Origin), new Cookie("csm-desk", cookies.GetAllCookies()["csm-desk"]!.Value, "/admin"));
        using var left = await person.PostFormAsync(form, "form[action='/admin/sign-out']");
        Assert.Equal("/admin/sign-in", left.Headers.Location?.ToString());
        Assert.Null(cookies.GetAllCookies()["csm-desk"]);
        Assert.Single(left.Headers.GetValues("Set-Cookie"), c => c.StartsWith("csm-desk=;", StringComparison.Ordinal) && c.Contains("1970", StringComparison.Ordinal));
        // Nor does a copy of the cookie open anything, though its row could not be deleted, and though the program is started anew.
        await OpensNothingAsync(node);
        node.Kill();
        using var next = await SiteProcess.ListeningAsync(folder);
        await OpensNothingAsync(next);
        Assert.True(await HasSessionAsync());

        File.Delete(filling);
        for (var tries = 0; await HasSessionAsync(); tries++)
        {
            Assert.True(tries < 150);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        async Task OpensNothingAsync(SiteProcess program)
        {
            using var thief = program.Browser(copy);
            using var nothing = await thief.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, nothing.StatusCode);
        }

        Task<bool> HasSessionAsync() => db.UserTokens.AsNoTracking().AnyAsync(t => t.LoginProvider == "Session", TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> UploadedAsync(HttpClient person, byte[] file, HttpStatusCode status)
    {
        using var form = await person.GetPageAsync("/admin/media/new");
        var answer = await person.PostFormAsync(form, ".media-form", files: [("files", "a", "image/jpeg", file)]);
        Assert.Equal(status, answer.StatusCode);
        return answer;
    }

    [Fact]
    public async Task A_data_folder_that_can_only_be_read_stops_neither_the_start_nor_visitors()
    {
        Assert.SkipUnless(isMounted, "No disk of its own can be mounted here");
        using (var first = await SiteProcess.ListeningAsync(folder))
        {
            for (var tries = 0; !File.Exists(Path.Combine(folder, "published.site")); tries++)
            {
                Assert.True(tries < 200);
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            first.Terminate();
            Assert.Equal(0, await first.EndedAsync(TimeSpan.FromSeconds(30)));
        }

        Assert.True(Run("mount", "-o", "remount,ro", folder));
        var started = Stopwatch.GetTimestamp();
        using var node = await SiteProcess.ListeningAsync(folder);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60));
        using var visitor = node.Browser(new());
        using (await visitor.GetPageAsync("/kk/partners/kunstkamera"))
        using (await visitor.GetPageAsync("/ru/search?q=музей"))
            await Task.Delay(TimeSpan.FromSeconds(12), TestContext.Current.CancellationToken);
        var said = node.Log.Where(l => l.Contains("\"@l\":\"Error\"", StringComparison.Ordinal) && !l.Contains("RequestPath", StringComparison.Ordinal)).ToList();
        Assert.True(said.Count <= 7, string.Join('\n', said));
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
