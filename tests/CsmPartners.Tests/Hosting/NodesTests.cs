using System.Diagnostics;
using System.Net;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Visitors;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Hosting;

/// <summary>Two real processes on one database, started at the same moment on an empty folder.</summary>
public sealed class NodesTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
    private SiteProcesses nodes = null!;

    public async ValueTask InitializeAsync() => nodes = await SiteProcesses.ListeningAsync(folder, 2);

    public ValueTask DisposeAsync()
    {
        nodes.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whatever_one_node_begins_the_other_goes_on_with()
    {
        Assert.Empty(await Wholeness.FaultsAsync(folder));
        foreach (var mark in new[] { "first", "second" })
        {
            var cookies = new CookieContainer();
            using var person = nodes.Browser(cookies);
            var email = await SiteProcess.SignInAsync(person, folder, StaffRole.Publisher);
            var key = await SwitchCodesOnAsync(person);
            await SignInWithCodeAsync(email, key);

            using var form = await person.GetPageAsync("/admin/exhibitions/new");
            using var made = await person.PostFormAsync(form, DeskEntries.EditForm, DeskEntries.Exhibition(mark));
            Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
            var entry = new Uri(new Uri(nodes.All[0].Origin), made.Headers.Location!).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);
            await SeeByLinkAsync(person, entry, mark);
            await PublishAsync(person, entry, mark);
            await WriteLetterAsync(mark);
            // And once more, with the parts changed.
            nodes.Skip();
        }
    }

    [Fact]
    public async Task What_every_node_looks_after_is_done_once()
    {
        var cookies = await nodes.All[0].SignInAsync(folder, StaffRole.Publisher);
        using (var person = nodes.Browser(cookies))
        {
            foreach (var number in Enumerable.Range(1, 6))
            {
                using var form = await person.GetPageAsync($"/admin/entries/{number}/edit");
                using var saved = await person.PostFormAsync(form, DeskEntries.EditForm, [("Summary.En", $"Planned {number}")]);
                Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            }
        }

        await using var db = SiteProcess.Database(folder);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var personId = await db.Users.Select(u => u.Id).SingleAsync(TestContext.Current.CancellationToken);
        if (await db.DeskSettings.SingleOrDefaultAsync(TestContext.Current.CancellationToken) is { } settings)
            settings.LettersTo = "letters@museum.test";
        else
            db.Add(new DeskSettings { LettersTo = "letters@museum.test" });
        db.AddRange(Enumerable.Range(0, 6).Select(i => LetterOf(now, i, settledAt: null, announceAt: now)));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await db.WorkingCopies.Where(w => w.EntryId <= 6).ExecuteUpdateAsync(
            set => set.SetProperty(w => w.Stage, Stage.Scheduled).SetProperty(w => w.Submitted, 2).SetProperty(w => w.PublishAt, now)
                .SetProperty(w => w.ScheduledById, personId).SetProperty(w => w.ScheduleReason, "In a test"),
            TestContext.Current.CancellationToken);

        await UntilAsync(async () => await PublishedAsync() >= 6 && Letters().Length >= 6, seconds: 90);
        // Longer than each of them waits between two rounds: whoever does anything twice has done so by then.
        await Task.Delay(TimeSpan.FromSeconds(12), TestContext.Current.CancellationToken);
        var published = await db.AuditEvents.Where(a => a.Action == AuditAction.PublishedAllTheSame).Select(a => a.EntryId).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 6).Select(i => (int?)i), published.Order());
        Assert.Equal(6, Letters().Length);

        // Both sweep as they start: they mark what is due, and delete it at a start a day later.
        db.AddRange(Enumerable.Range(10, 30).Select(i => LetterOf(now, i, settledAt: now.AddDays(-400), announceAt: null)));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        nodes.Dispose();
        nodes = await SiteProcesses.ListeningAsync(folder, 2);
        await UntilAsync(async () => await db.DeletionMarks.CountAsync(TestContext.Current.CancellationToken) == 30);
        Assert.Equal(30, await db.Letters.CountAsync(l => l.SettledAt != null, TestContext.Current.CancellationToken));
        await db.DeletionMarks.ExecuteUpdateAsync(set => set.SetProperty(m => m.At, now.AddDays(-2)), TestContext.Current.CancellationToken);
        nodes.Dispose();
        nodes = await SiteProcesses.ListeningAsync(folder, 2);
        await UntilAsync(async () => !await db.Letters.AnyAsync(l => l.SettledAt != null, TestContext.Current.CancellationToken));
        var expired = await db.AuditEvents.AsNoTracking().Where(a => a.Action == AuditAction.LettersExpired).Select(a => a.Subject).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(30, expired.Sum(s => int.Parse(s, null)));
        Assert.Empty(await Wholeness.FaultsAsync(folder));

        Task<int> PublishedAsync() => db.AuditEvents.CountAsync(a => a.Action == AuditAction.PublishedAllTheSame, TestContext.Current.CancellationToken);

        string[] Letters() => Directory.GetFiles(Path.Combine(folder, "mail"), "*.eml");
    }

    [Fact]
    public async Task A_migration_that_only_adds_and_a_restart_of_each_node_lose_no_request()
    {
        var cookies = await nodes.All[0].SignInAsync(folder, StaffRole.Publisher);
        using var end = new CancellationTokenSource();
        var visitors = Enumerable.Range(0, 4).Select(i => BrowseAsync(i, end.Token)).ToList();

        await using (var db = SiteProcess.Database(folder))
        {
            await db.Database.ExecuteSqlRawAsync("""
                ALTER TABLE Entries ADD COLUMN Future TEXT NULL;
                CREATE TABLE FutureThings (Id INTEGER NOT NULL PRIMARY KEY, Name TEXT NOT NULL);
                INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('29990101000000_Future', '11.0.0');
                """, TestContext.Current.CancellationToken);
        }

        using (var person = nodes.Browser(cookies))
        {
            using var form = await person.GetPageAsync("/admin/entries/2/edit");
            using var saved = await person.PostFormAsync(form, DeskEntries.EditForm, [("Summary.En", "Saved by a program that knows nothing of the future")]);
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        foreach (var node in new[] { 0, 1 })
        {
            nodes.All[node].Terminate();
            Assert.Equal(0, await nodes.All[node].EndedAsync(TimeSpan.FromSeconds(60)));
            nodes.Replace(node, await SiteProcess.ListeningAsync(folder));
            await nodes.All[node].UntilLoggedAsync("29990101000000_Future");
        }

        await end.CancelAsync();
        var answered = await Task.WhenAll(visitors);
        output.WriteLine($"{answered.Sum()} requests answered");
        Assert.All(answered, a => Assert.True(a > 10));
    }

    [Fact]
    public async Task A_node_that_starts_leaves_another_one_s_uploads_alone()
    {
        var upload = Path.Combine(folder, "media", "uploads", "half.tmp");
        Directory.CreateDirectory(Path.GetDirectoryName(upload)!);
        await File.WriteAllTextAsync(upload, "half", TestContext.Current.CancellationToken);
        nodes.Replace(1, await SiteProcess.ListeningAsync(folder));
        // It sweeps when it has read the site.
        await nodes.All[1].UntilLoggedAsync("published site read in");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(upload));
        nodes.Dispose();
        nodes = await SiteProcesses.ListeningAsync(folder, 1);
        await UntilAsync(() => Task.FromResult(!File.Exists(upload)));
    }

    private async Task<int> BrowseAsync(int number, CancellationToken until)
    {
        string[] addresses = ["/kk", "/ru/partners/kunstkamera", "/en/partners?country=fr", "/kk/timeline", "/data/v1/partners.csv", "/ru/search?q=музей", "/admin/sign-in"];
        using var visitor = nodes.Browser(new());
        var count = 0;
        while (!until.IsCancellationRequested)
        {
            var address = addresses[(count++ + number) % addresses.Length];
            using var response = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address} answered {response.StatusCode}: {string.Join('\n', nodes.All.SelectMany(n => n.Log).Where(l => l.Contains("\"@l\"", StringComparison.Ordinal)))}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return count;
    }

    private static async Task<string> SwitchCodesOnAsync(HttpClient person)
    {
        using var page = await person.GetPageAsync("/admin/account/second-factor");
        var key = page.TextOf(".desk-steps code");
        using var answer = await person.PostFormAsync(page, "form[action='/admin/account/second-factor']", [("Code", Authenticator.Code(key))]);
        using var shown = await answer.PageAsync();
        Assert.NotEmpty(shown.QuerySelectorAll(".desk-codes code"));
        return key;
    }

    private async Task SignInWithCodeAsync(string email, string key)
    {
        using var again = nodes.Browser(new());
        using var door = await again.GetPageAsync("/admin/sign-in");
        using var half = await again.PostFormAsync(door, "form[action='/admin/sign-in']", [("Email", email), ("Password", DeskClient.Password)]);
        using var step = await again.GetPageAsync(half.Headers.Location!.ToString());
        using var whole = await again.PostFormAsync(step, "form[action^='/admin/sign-in/code']", [("Code", Authenticator.Code(key))]);
        Assert.Equal("/admin", whole.Headers.Location?.ToString());
        using var home = await again.GetPageAsync("/admin");
    }

    private async Task SeeByLinkAsync(HttpClient person, string entry, string mark)
    {
        using var page = await person.GetPageAsync(entry);
        using var made = await person.PostFormAsync(page, "form[action$='/links']", [("Recipient", "A museum abroad")]);
        using var with = await made.ReadPageAsync();
        var address = new Uri(with.QuerySelector("#NewLink")!.GetAttribute("value")!).PathAndQuery;
        foreach (var node in nodes.All)
        {
            using var guest = node.Browser(new());
            using var preview = await guest.GetPageAsync(address);
            Assert.Equal($"Exhibition {mark}", preview.TextOf("h1"));
        }
    }

    private async Task PublishAsync(HttpClient person, string entry, string mark)
    {
        using var page = await person.GetPageAsync(entry);
        var asked = Stopwatch.GetTimestamp();
        using var answer = await person.PostFormAsync(page, "form[action$='/publish']", [("Reason", "Alone tonight")]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        foreach (var node in nodes.All)
        {
            using var visitor = node.Browser(new());
            await UntilAsync(async () =>
            {
                using var seen = await visitor.GetAsync(new Uri($"/en/exhibitions/exhibition-{mark}", UriKind.Relative), TestContext.Current.CancellationToken);
                return seen.StatusCode == HttpStatusCode.OK;
            });
        }

        output.WriteLine($"Seen on both nodes {Stopwatch.GetElapsedTime(asked).TotalSeconds:0.00} s after it was published on one");
        Assert.True(Stopwatch.GetElapsedTime(asked) < Longest);
    }

    private async Task WriteLetterAsync(string mark)
    {
        using var visitor = nodes.Browser(new());
        using var form = await visitor.GetPageAsync("/kk/contact");
        await Task.Delay(TimeSpan.FromSeconds(3.2), TestContext.Current.CancellationToken);
        using var sent = await visitor.PostFormAsync(form, VisitorsLetters.Form, VisitorsLetters.Typed(mark));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
    }

    private static Letter LetterOf(DateTime now, int number, DateTime? settledAt, DateTime? announceAt) => new()
    {
        Key = $"key-{number}",
        Language = "ru",
        Text = "Вопрос о коллекции музея.",
        Name = "Читатель",
        At = now,
        State = settledAt is null ? LetterState.New : LetterState.Answered,
        SettledAt = settledAt,
        AnnounceAt = announceAt,
    };

    private static async Task UntilAsync(Func<Task<bool>> isSo, int seconds = 15)
    {
        var asked = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(asked).TotalSeconds < seconds, "It did not come to be");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
