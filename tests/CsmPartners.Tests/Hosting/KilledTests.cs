using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using CsmPartners.Tests.Media;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Hosting;

/// <summary>
/// The program is killed while several people work, and started again: what was accepted is there, what was under way is there whole
/// or not at all, and no file is left over. <c>CSM_TEST_KILLS</c> says how often in each test; three times without it. Only kills count
/// that cut something off.
/// </summary>
public sealed class KilledTests(ITestOutputHelper output) : IDisposable
{
    private const int People = 4;
    private const int LongestWait = 150;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CSM_TEST_KILLS") is { Length: > 0 } kills ? kills : "3", CultureInfo.InvariantCulture);

    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    /// <summary>Opens a form and fills it in with a mark that the database will keep.</summary>
    /// <returns>What sends it.</returns>
    private delegate Task<Func<Task<HttpResponseMessage>>> Work(HttpClient browser, int person, int turn, string mark);

    /// <summary>How many traces the mark has left: one of each work that was done.</summary>
    private delegate Task<int> Traces(SiteDb db, string mark);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public Task Killed_while_people_save()
    {
        var pages = new IHtmlDocument[People];
        return RunAsync(
            async (browser, person, turn, mark) =>
            {
                // Opened anew after each kill; from then on nobody else is at the entry, so that each save is on top of the one before.
                if (turn <= 1)
                    pages[person] = await browser.GetPageAsync($"/admin/entries/{1 + person}/edit");
                var number = int.Parse(pages[person].ValueOf("Base"), CultureInfo.InvariantCulture) + Math.Max(0, turn - 1);
                return () => browser.PostFormAsync(pages[person], DeskEntries.EditForm, [("Base", $"{number}"), ("Summary.Kk", mark), ("Note", mark)]);
            },
            (db, mark) => db.Revisions.CountAsync(r => r.Note == mark && r.Document.Contains(mark)));
    }

    [Fact]
    public Task Killed_while_people_publish()
    {
        var pages = new IHtmlDocument?[People];
        return RunAsync(
            async (browser, person, turn, mark) =>
            {
                // Two revisions of one's own take turns before the visitors' eyes; one's own need a reason, which the record keeps.
                for (var number = 2; number <= 3 && pages[person] is null; number++)
                {
                    using var form = await browser.GetPageAsync($"/admin/entries/{1 + person}/edit");
                    using var saved = await browser.PostFormAsync(form, DeskEntries.EditForm, [("Title.En", $"Title {number} {person}"), ("Summary.Kk", $"Сөз {number}")]);
                    if (number == 3)
                        pages[person] = await browser.GetPageAsync($"/admin/entries/{1 + person}");
                }

                return () => browser.PostFormAsync(pages[person]!, "form[action$='/publish']", [("Number", $"{2 + turn % 2}"), ("Reason", mark)]);
            },
            (db, mark) => db.AuditEvents.CountAsync(a => a.Action == AuditAction.PublishedAllTheSame && a.Detail.EndsWith(mark)));
    }

    [Fact]
    public Task Killed_while_people_upload()
    {
        var pages = new IHtmlDocument?[People];
        return RunAsync(
            async (browser, person, turn, mark) =>
            {
                var page = pages[person] ??= await browser.GetPageAsync("/admin/media/new");
                // Large enough for the server to put them aside on the disk while it reads them.
                byte[] bytes = (person + turn) % 2 == 0 ? TestFiles.Jpeg() : [.. TestFiles.Pdf(), .. Encoding.ASCII.GetBytes($"%{new string('-', 200_000)}\nstartxref\n0\n%%EOF\n")];
                return () => browser.PostFormAsync(page, ".media-form", files: [("files", mark, "image/jpeg", bytes)]);
            },
            (db, mark) => db.MediaFiles.CountAsync(m => m.FileName == mark));
    }

    [Fact]
    public Task Killed_while_people_make_entries()
    {
        var pages = new IHtmlDocument?[People];
        return RunAsync(
            async (browser, person, _, mark) =>
            {
                var page = pages[person] ??= await browser.GetPageAsync("/admin/exhibitions/new");
                return () => browser.PostFormAsync(page, DeskEntries.EditForm, DeskEntries.Exhibition(mark));
            },
            (db, mark) => db.WorkingCopies.CountAsync(w => w.Title.En == $"Exhibition {mark}"));
    }

    private async Task RunAsync(Work work, Traces traces)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var (accepted, before, after) = (0, 0, 0);
        var site = await SiteProcess.ListeningAsync(folder);
        try
        {
            var people = await Task.WhenAll(Enumerable.Range(0, People).Select(_ => site.SignInAsync(folder, StaffRole.Publisher)));
            for (var (kill, met) = (1, 0); met < Kills; kill++)
            {
                Assert.True(kill <= 10 + 2 * Kills, $"Seed {seed}: most kills met nothing under way");
                var (done, cut) = await WorkUntilKilledAsync(site, people, work, kill, TimeSpan.FromMilliseconds(random.Next(LongestWait)));
                site.Dispose();
                site = await SiteProcess.ListeningAsync(folder);

                var faults = await Wholeness.FaultsAsync(folder);
                await using var db = SiteProcess.Database(folder);
                foreach (var mark in done.Concat(cut))
                {
                    var found = await traces(db, mark);
                    if (found > 1 || (found == 0 && done.Contains(mark)))
                        faults.Add($"{mark} left {found} traces, {(done.Contains(mark) ? "accepted" : "cut off")}");
                    if (cut.Contains(mark))
                        (before, after) = (before + 1 - found, after + found);
                }

                Assert.True(faults.Count == 0, $"Seed {seed}, kill {kill}: {string.Join("; ", faults)}");
                (accepted, met) = (accepted + done.Count, met + (cut.Count > 0 ? 1 : 0));
            }
        }
        finally
        {
            site.Dispose();
        }

        output.WriteLine($"{Kills} kills with something under way, seed {seed}: {accepted} answered in time; {before + after} cut off, of which {before} left nothing and {after} were there whole");
    }

    /// <summary>Everybody works without a pause; the kill comes at some moment after each has something under way.</summary>
    private static async Task<(IReadOnlyCollection<string> Done, IReadOnlyCollection<string> Cut)> WorkUntilKilledAsync(
        SiteProcess site, CookieContainer[] people, Work work, int kill, TimeSpan wait)
    {
        var (done, cut) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var busy = people.Select(_ => new TaskCompletionSource()).ToList();
        // What a process does first is slow, and would be all that the kills ever meet.
        using (var first = site.Browser(people[0]))
            await SendAsync(await work(first, 0, 0, Mark(kill, 0, 0)), Mark(kill, 0, 0), done);
        var working = Task.WhenAll(people.Select((cookies, person) => Task.Run(() => WorkAsync(cookies, person))));
        await Task.WhenAny(Task.WhenAll(busy.Select(b => b.Task)), working);
        await Task.Delay(wait, TestContext.Current.CancellationToken);
        site.Kill();
        await working;
        return (done, cut);

        async Task WorkAsync(CookieContainer cookies, int person)
        {
            using var browser = site.Browser(cookies);
            for (var turn = 1; turn < 1000; turn++)
            {
                var mark = Mark(kill, person, turn);
                var isSent = false;
                try
                {
                    var send = await work(browser, person, turn, mark);
                    isSent = true;
                    busy[person].TrySetResult();
                    await SendAsync(send, mark, done);
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    if (isSent)
                        cut.Enqueue(mark);
                    return;
                }
            }
        }
    }

    private static async Task SendAsync(Func<Task<HttpResponseMessage>> send, string mark, ConcurrentQueue<string> done)
    {
        using var answer = await send();
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{mark} was answered {(int)answer.StatusCode}");
        done.Enqueue(mark);
    }

    private static string Mark(int kill, int person, int turn) => $"k{kill}p{person}t{turn}";
}
