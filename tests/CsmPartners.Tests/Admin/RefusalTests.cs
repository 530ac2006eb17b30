using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

public sealed class RefusalTests(DeskSite site)
{
    [Theory]
    [InlineData("kk", "Сеанс аяқталды")]
    [InlineData("ru", "Сеанс завершён")]
    [InlineData("en", "Your session has ended")]
    public async Task When_the_session_has_ended_a_long_form_is_kept_on_the_page(string language, string title)
    {
        using var stranger = DeskClient.Stranger(site, language);
        var text = "Ұзақ мәтін\r\n<script>alert(1)</script> \"тырнақша\" & 'апостроф' 🏛";
        using var response = await stranger.PostAsync(
            new Uri("/admin/account?tab=ru", UriKind.Relative),
            new FormUrlEncodedContent([KeyValuePair.Create("Body.Kk", text), KeyValuePair.Create("Tag", "a"), KeyValuePair.Create("Tag", "b"), KeyValuePair.Create("Password", "secret"), KeyValuePair.Create("__RequestVerificationToken", "old")]),
            TestContext.Current.CancellationToken);
        using var page = await response.PageAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(title, page.TextOf("h1"));
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("form.kept")!;
        Assert.Equal("/admin/account?tab=ru", form.GetAttribute("action"));
        Assert.Equal([("Body.Kk", text), ("Tag", "a"), ("Tag", "b")], Support.Forms.FieldsOf(form));
        Assert.Equal("/admin/sign-in", page.QuerySelector("main a[target=_blank]")?.GetAttribute("href"));
    }

    [Fact]
    public async Task Files_and_too_much_text_are_not_kept_and_the_page_says_so()
    {
        using var stranger = DeskClient.Stranger(site);
        using (var content = new MultipartFormDataContent())
        {
            content.Add(new StringContent("words"), "\"Title\"");
            content.Add(new ByteArrayContent([1, 2, 3]), "\"File\"", "a.png");
            using var response = await stranger.PostAsync(new Uri("/admin/account", UriKind.Relative), content, TestContext.Current.CancellationToken);
            using var page = await response.PageAsync(HttpStatusCode.Unauthorized);
            Assert.Contains("Files are not kept", page.TextOf("main"), StringComparison.Ordinal);
            Assert.Equal("words", page.QuerySelector("form.kept input")?.GetAttribute("value"));
        }

        using var large = await stranger.PostAsync(new Uri("/admin/account", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("Text", new string('x', 1024 * 1024))]), TestContext.Current.CancellationToken);
        using var without = await large.PageAsync(HttpStatusCode.Unauthorized);
        Assert.Contains("too large to be kept", without.TextOf("main"), StringComparison.Ordinal);
        Assert.Null(without.QuerySelector("form.kept"));

        // What is no form, though it says so.
        using var broken = new StringContent("--x\r\nnonsense");
        broken.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=y");
        using var refused = await stranger.PostAsync(new Uri("/admin/account", UriKind.Relative), broken, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task What_was_kept_is_saved_after_signing_in_again_only_with_a_valid_token()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var response = await client.PostAsync(new Uri("/admin/account", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("Name", "Forged")]), TestContext.Current.CancellationToken);
        using var page = await response.PageAsync(HttpStatusCode.BadRequest);
        Assert.Equal("The request was not accepted", page.TextOf("h1"));
        await using var db = site.Database();
        Assert.NotEqual("Forged", (await db.Users.FindAsync([client.Id], TestContext.Current.CancellationToken))!.Name);
    }

    [Theory]
    [InlineData("/admin/sign-in", "Сұрау қабылданбады")]
    [InlineData("/admin/account", "Сұрау қабылданбады")]
    [InlineData("/kk/display", "Сұрау түсініксіз")]
    public async Task A_form_with_a_NUL_cannot_be_read_and_the_answer_is_a_page_all_the_same(string address, string title)
    {
        using var client = await site.StaffAsync(StaffRole.Editor, "kk");
        foreach (var content in new HttpContent[] { new FormUrlEncodedContent([KeyValuePair.Create("Email", "a\0b")]), new StringContent("a=%00%ff%", System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded")) })
        {
            using var response = await client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
            using var page = await response.PageAsync(HttpStatusCode.BadRequest);
            Assert.Equal(title, page.TextOf("h1"));
        }
    }

    [Theory]
    [InlineData("/admin/refused/503")]
    [InlineData("/admin/refused/401")]
    [InlineData("/admin/nowhere")]
    public async Task There_is_no_such_screen(string address)
    {
        using var client = await site.StaffAsync(StaffRole.Editor, "ru");
        using var page = await client.GetPageAsync(address, HttpStatusCode.NotFound);
        Assert.Equal("Такой страницы нет", page.TextOf("h1"));
    }

    [Fact]
    public async Task While_the_database_is_away_the_desk_says_so_keeps_the_text_and_visitors_see_the_site()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        Assert.SkipWhen(own.OnSqlServer, "The SQLite file is what is taken away here");
        using var client = await own.StaffAsync(StaffRole.Administrator, "kk");
        using var account = await client.GetPageAsync("/admin/account");
        var aside = own.SqliteFile + ".aside";
        File.Move(own.SqliteFile, aside);
        Directory.CreateDirectory(own.SqliteFile);
        for (var isOpen = true; isOpen;)
        {
            // A connection that somebody had open at this moment goes on reading the file that was moved.
            SqliteConnection.ClearAllPools();
            using var response = await client.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken);
            isOpen = response.IsSuccessStatusCode;
        }

        foreach (var address in new[] { "/admin", "/admin/account", "/admin/people", "/admin/audit", "/admin/settings", "/admin/sign-in" })
        {
            using var page = await client.GetPageAsync(address, HttpStatusCode.ServiceUnavailable);
            // At the first look it cannot be opened; at the second there is no file.
            Assert.Contains(page.TextOf("h1"), new[] { "Дерекқор жауап бермей тұр", "Дерекқор жоғалған немесе бүлінген" });
            Assert.DoesNotContain("SQLite", page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        }

        using var sent = await client.PostFormAsync(account, "form[action='/admin/account']", [("Name", "Жаңа есім")]);
        using var kept = await sent.PageAsync(HttpStatusCode.ServiceUnavailable);
        using (var visitor = own.Visitor())
        using (await visitor.GetPageAsync("/kk/partners"))
        {
        }

        Directory.Delete(own.SqliteFile);
        File.Move(aside, own.SqliteFile);
        await own.LookAsync();
        using var again = await client.PostFormAsync(kept, "form.kept");
        using var saved = await client.FollowAsync(again);
        Assert.Equal("Жаңа есім", saved.QuerySelector("#Name")?.GetAttribute("value"));
    }

    [Fact]
    public async Task One_network_address_can_try_only_so_often_and_visitors_are_never_counted()
    {
        await using var own = new BoundedSite();
        await own.InitializeAsync();
        using var stranger = DeskClient.Stranger(own, "kk");
        using var page = await stranger.GetPageAsync("/admin/sign-in");
        var answers = new List<HttpStatusCode>();
        for (var tries = 0; tries < 5; tries++)
        {
            using var response = await stranger.PostFormAsync(page, "form[action='/admin/sign-in']", [("Email", "a@museum.test"), ("Password", "wrong")]);
            answers.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.Equal("Әрекет тым көп", (await response.PageAsync(HttpStatusCode.TooManyRequests)).TextOf("h1"));
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
        // The one who looks at the list sees that somebody tried and from where, not a line for each time.
        await using (var db = own.Database())
        {
            var failures = await db.SignInFailures.GroupBy(f => f.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, TestContext.Current.CancellationToken);
            Assert.Equal(new Dictionary<FailureKind, int> { [FailureKind.Password] = 3, [FailureKind.TooMany] = 1 }, failures);
        }

        using var still = await stranger.GetPageAsync("/admin/sign-in");
        using var visitor = own.Visitor();
        for (var tries = 0; tries < 10; tries++)
        {
            using var visited = await visitor.GetPageAsync("/kk/contacts");
        }
    }

    private sealed class BoundedSite : TestSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Accounts:TriesPerMinute", "3");
        }
    }
}
