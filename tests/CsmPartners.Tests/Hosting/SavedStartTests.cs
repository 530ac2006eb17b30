using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Hosting;

/// <summary>A start while the database is away: the last saved site is shown, and the desk says what is the matter.</summary>
public sealed partial class SavedStartTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(25);

    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_page_in_three_languages_is_the_same_from_the_file_as_from_the_database()
    {
        await using var site = new AddressedSite();
        await site.InitializeAsync();
        await DataSite.AddHostileAsync(site);
        await site.UntilSavedAsync();
        await using var lost = new LostSite(await File.ReadAllBytesAsync(site.SavedSite, TestContext.Current.CancellationToken));
        await lost.InitializeAsync();

        using var before = site.Visitor();
        using var after = lost.Visitor();
        var addresses = SitemapFile.Read(await before.GetStringAsync(new Uri("/sitemap.xml", UriKind.Relative), TestContext.Current.CancellationToken)).Select(a => new Uri(a.Address).PathAndQuery).ToList();
        foreach (var address in addresses.Where(a => !a.EndsWith("/contact", StringComparison.Ordinal)).Concat(["/data/v1/partners.json", "/data/v1/participations.csv", "/ru/feed.xml", "/kk/calendar.ics", "/en/partners/withdrawn-partner", "/en/partners/old-hostile", "/en/map", "/kk/display"]))
            Assert.Equal(($"{address}", await TextAsync(before, address)), (address, await TextAsync(after, address)));
        Assert.True(addresses.Count > 300, $"Only {addresses.Count} addresses");
        foreach (var language in new[] { "kk", "ru", "en" })
        {
            using var form = await after.GetPageAsync($"/{language}/contact");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_never_answers_holds_up_neither_the_start_nor_the_desk_nor_visitors(bool closes)
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        await site.UntilSavedAsync();
        var started = Stopwatch.GetTimestamp();
        await using var lost = new LostSite(await File.ReadAllBytesAsync(site.SavedSite, TestContext.Current.CancellationToken), closes);
        await lost.InitializeAsync();
        Assert.True(Stopwatch.GetElapsedTime(started) < Soon, $"The start took {Stopwatch.GetElapsedTime(started)}");

        using var visitor = lost.Visitor();
        using (await visitor.GetPageAsync("/kk/partners"))
        {
        }

        var threads = ThreadPool.ThreadCount;
        started = Stopwatch.GetTimestamp();
        var desk = Enumerable.Range(0, 200).Select(i => AtDeskAsync(lost, i % 2 == 0)).ToList();
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 100; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            using (await visitor.GetPageAsync("/ru/partners/kunstkamera"))
            {
            }

            slowest = new[] { slowest, Stopwatch.GetElapsedTime(asked) }.Max();
        }

        Assert.All(await Task.WhenAll(desk), status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        output.WriteLine($"200 at the desk answered in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s; slowest page meanwhile {slowest.TotalMilliseconds:0} ms; threads {threads} before, {ThreadPool.ThreadCount} after");
        Assert.True(slowest < TimeSpan.FromSeconds(3), $"A page took {slowest}");
        Assert.True(Stopwatch.GetElapsedTime(started) < Soon);
        Assert.Single(lost.Log.Lines, l => l.Contains("as it was saved", StringComparison.Ordinal));
        Assert.True(lost.Log.Lines.Count(l => !l.Contains("/admin", StringComparison.Ordinal)) < 6, string.Join('\n', lost.Log.Lines.Take(20)));
    }

    [Fact]
    public async Task Visitors_letters_and_staff_s_forms_are_not_lost_while_the_database_has_not_been_seen_yet()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        await site.UntilSavedAsync();
        await using var lost = new LostSite(await File.ReadAllBytesAsync(site.SavedSite, TestContext.Current.CancellationToken));
        await lost.InitializeAsync();
        using var visitor = DeskClient.Stranger(lost, "kk");
        using var form = await visitor.GetPageAsync("/kk/contact");
        using var sent = await visitor.PostFormAsync(form, VisitorsLetters.Form, VisitorsLetters.Typed("kept"));
        using var kept = await sent.PageAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("kept", kept.ValueOf("name"));

        using var content = new FormUrlEncodedContent([new("Title.Kk", "Жазғаным")]);
        using var answer = await visitor.PostAsync(new Uri("/admin/entries/2/edit", UriKind.Relative), content, TestContext.Current.CancellationToken);
        using var page = await answer.PageAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Дерекқор жауап бермей тұр", page.TextOf("h1"));
        Assert.Contains("Жазғаным", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("csmsite")]
    [InlineData("This is another program's file, and long enough to be looked at as if it were one of ours, from its beginning to its end.")]
    public async Task A_file_that_is_none_of_ours_is_said_once_and_ignored(string content)
    {
        await using var lost = new LostSite(Encoding.UTF8.GetBytes(content));
        await lost.InitializeAsync();
        using var visitor = lost.Visitor();
        using var page = await visitor.GetPageAsync("/ru", HttpStatusCode.ServiceUnavailable);
        Assert.Single(lost.Log.Lines, l => l.Contains("ignored", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_database_file_is_not_made_anew_and_found_when_it_is_back()
    {
        var (file, aside) = (Path.Combine(folder, "site.db"), Path.Combine(folder, "aside.db"));
        await SaveAsync();
        File.Move(file, aside);
        using var node = await SiteProcess.ListeningAsync(folder);
        using var browser = node.Browser(new());
        using (await browser.GetPageAsync("/kk/partners/kunstkamera"))
        using (await browser.GetPageAsync("/admin/sign-in", HttpStatusCode.ServiceUnavailable))
        {
        }

        Assert.False(File.Exists(file));
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        var errors = node.Log.Where(l => l.Contains("\"@l\":\"Error\"", StringComparison.Ordinal) && !l.Contains("RequestPath", StringComparison.Ordinal)).ToList();
        // The start, the keeper and the sweep, each once.
        Assert.True(errors.Count <= 3, string.Join('\n', errors));
        File.Move(aside, file);
        var answer = HttpStatusCode.ServiceUnavailable;
        for (var tries = 0; answer != HttpStatusCode.OK && tries < 100; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            using var door = await browser.GetAsync(new Uri("/admin/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
            answer = door.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, answer);
        await node.SignInAsync(folder, Staff.StaffRole.Editor);
    }

    [Fact]
    public async Task A_start_shows_what_was_saved_where_the_database_holds_just_that_and_reads_it_again_beside()
    {
        var title = await StartAsync("", isSaved: false, null, null);
        await StartAsync("", isSaved: true, title, title);
        // Another node has published while this one was off.
        await StartAsync("UPDATE SiteState SET Version = Version + 1; UPDATE Entries SET Title_En = 'Published elsewhere' WHERE Slug = 'kunstkamera'", isSaved: false, "Published elsewhere", "Published elsewhere");
        // Another database, whose number happens to be the same.
        await StartAsync("UPDATE SiteState SET SeededAt = '2026-01-01 00:00:00'; UPDATE Entries SET Title_En = 'Of another museum' WHERE Slug = 'kunstkamera'", isSaved: false, "Of another museum", "Of another museum");
        // Somebody has put back a copy with the same number: seen as soon as it is read, and saved.
        await StartAsync("UPDATE Entries SET Title_En = 'Put back' WHERE Slug = 'kunstkamera'", isSaved: true, "Of another museum", "Put back");
        await StartAsync("", isSaved: true, "Put back", "Put back");

        async Task<string> StartAsync(string change, bool isSaved, string? first, string? then)
        {
            if (change.Length > 0)
            {
                await using var db = SiteProcess.Database(folder);
                await db.Database.ExecuteSqlRawAsync(change, TestContext.Current.CancellationToken);
            }

            using var node = await SiteProcess.ListeningAsync(folder);
            using var browser = node.Browser(new());
            var shown = await TitleAsync(browser);
            Assert.Equal(isSaved, node.Log.Any(l => l.Contains("is shown as it was saved", StringComparison.Ordinal)));
            Assert.Equal(first ?? shown, shown);
            await node.UntilLoggedAsync("published site read in");
            Assert.Equal(then ?? shown, await TitleAsync(browser));
            await node.UntilLoggedAsync("was saved for a start");
            node.Terminate();
            Assert.Equal(0, await node.EndedAsync(Soon));
            return shown;
        }

        static async Task<string> TitleAsync(HttpClient browser)
        {
            using var page = await browser.GetPageAsync("/en/partners/kunstkamera");
            return page.TextOf("h1");
        }
    }

    [Fact]
    public async Task A_start_on_an_earlier_program_s_database_shows_what_was_saved_and_brings_the_database_up_to_date_beside()
    {
        await SaveAsync();
        await using (var db = SiteProcess.Database(folder))
        {
            await db.GetService<IMigrator>().MigrateAsync("Letters", TestContext.Current.CancellationToken);
            Assert.NotEmpty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        }

        using var node = await SiteProcess.ListeningAsync(folder);
        using var browser = node.Browser(new());
        using (await browser.GetPageAsync("/kk/partners/kunstkamera"))
        {
        }

        Assert.Contains(node.Log, l => l.Contains("is shown as it was saved", StringComparison.Ordinal));
        await node.UntilLoggedAsync("published site read in");
        await using (var db = SiteProcess.Database(folder))
            Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        await node.SignInAsync(folder, Staff.StaffRole.Administrator);
        Assert.DoesNotContain(node.Log, l => l.Contains("\"@l\":\"Error\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_whose_media_folder_cannot_be_used_shows_the_site_and_says_so()
    {
        // In its place, since whoever runs the tests may be one who can write anywhere.
        await File.WriteAllTextAsync(Path.Combine(folder, "media"), "", TestContext.Current.CancellationToken);
        using var node = await SiteProcess.ListeningAsync(folder);
        using var browser = node.Browser(new());
        using (await browser.GetPageAsync("/ru/partners"))
        {
        }

        await node.UntilLoggedAsync("cannot be kept in the media folder");
        await node.SignInAsync(folder, Staff.StaffRole.Administrator);
    }

    /// <summary>A site started, saved and ended.</summary>
    private async Task SaveAsync()
    {
        using var node = await SiteProcess.ListeningAsync(folder);
        await node.UntilLoggedAsync("was saved for a start");
        node.Terminate();
        Assert.Equal(0, await node.EndedAsync(Soon));
    }

    [Fact]
    public async Task A_database_restored_to_yesterday_is_what_visitors_see()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        using var visitor = site.Visitor();
        await site.PublishAsync(async db => (await db.Entries.SingleAsync(e => e.Slug == "unesco")).Title = new("Бүгін", "Сегодня", "Today"));
        await site.PublishAsync(_ => Task.CompletedTask);
        await using (var db = site.Database())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE SiteState SET Version = Version - 1; UPDATE Entries SET Title_En = 'Yesterday' WHERE Slug = 'unesco'", TestContext.Current.CancellationToken);
        }

        await site.Services.GetRequiredService<PublishedSiteKeeper>().LookAsync(TestContext.Current.CancellationToken);
        using var page = await visitor.GetPageAsync("/en/partners/unesco");
        Assert.Equal("Yesterday", page.TextOf("h1"));
    }

    private static async Task<HttpStatusCode> AtDeskAsync(TestSite site, bool reads)
    {
        using var client = DeskClient.Stranger(site, "ru");
        using var form = new FormUrlEncodedContent([new("Title.Ru", "Набранное")]);
        using var answer = reads
            ? await client.GetAsync(new Uri("/admin/entries/2/edit", UriKind.Relative), TestContext.Current.CancellationToken)
            : await client.PostAsync(new Uri("/admin/entries/2/edit", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(reads ? "База данных не отвечает" : "Набранное", text, StringComparison.Ordinal);
        return answer.StatusCode;
    }

    private static async Task<string> TextAsync(HttpClient visitor, string address)
    {
        using var response = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        return $"{response.StatusCode} {response.Headers.Location} {Told().Replace(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "")}";
    }

    /// <summary>What a page says of the request itself.</summary>
    [GeneratedRegex("0H[A-Z0-9]{11}:[0-9A-F]{8}|<input name=\"__RequestVerificationToken\"[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Told();

    private sealed class AddressedSite : TestSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Site:Address", "https://partners.museum.test");
        }
    }
}
