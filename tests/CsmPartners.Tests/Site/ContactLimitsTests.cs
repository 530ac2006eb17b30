using System.Net;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Site.Contact;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CsmPartners.Tests.Site;

/// <summary>Letters by the thousand, and letters while the database is away: on sites of their own.</summary>
public sealed class ContactLimitsTests
{
    private const string Form = VisitorsLetters.Form;

    [Fact]
    public async Task A_thousand_letters_at_once_from_one_network_are_refused_with_everything_kept_and_not_one_too_many_is_stored()
    {
        await using var own = await ConfiguredSite.StartAsync(("Letters:PerAddress", "3"));
        using var visitor = DeskClient.Stranger(own, "kk");
        using var page = await visitor.OpenLetterAsync("/kk/contact");
        var refused = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
        {
            using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed($"flood {number}", ("stamp", own.StampOf(TimeSpan.FromMinutes(1)))));
            if (sent.StatusCode == HttpStatusCode.TooManyRequests)
                Interlocked.Increment(ref refused);
        });
        Assert.Equal(997, refused);
        await using (var db = own.Database())
            Assert.Equal(3, await db.Letters.CountAsync(TestContext.Current.CancellationToken));

        using var one = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed("адал оқырман"));
        Assert.Equal(TimeSpan.FromHours(1), one.Headers.RetryAfter?.Delta);
        using var kept = await one.PageAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal("Хат қабылданбады: соңғы бір сағатта тым көп хат келді", kept.TextOf(".problems h2"));
        Assert.Equal(("Музейде адал оқырман бар ма?", "reader@example.kz"), (kept.ValueOf("text"), kept.ValueOf("email")));
        Assert.Contains("/kk/contacts", kept.Hrefs(".problems a"));
        // What is to be mended is said all the same, and reading is never counted.
        using var mended = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed("x", ("text", "")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mended.StatusCode);
        using var read = await visitor.GetPageAsync("/kk/partners");
    }

    [Fact]
    public async Task A_second_click_on_the_last_letter_of_the_hour_is_told_that_it_was_sent()
    {
        await using var own = await ConfiguredSite.StartAsync(("Letters:PerAddress", "1"), ("Letters:Altogether", "1"), ("Letters:Held", "0"));
        using var visitor = DeskClient.Stranger(own, "ru");
        using var page = await visitor.OpenLetterAsync("/ru/contact");
        for (var click = 0; click < 5; click++)
        {
            using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed("читатель"));
            Assert.Equal("/ru/contact/thanks", sent.Headers.Location?.ToString());
        }

        Assert.Single(await own.LettersByAsync("читатель"));
        using var next = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed("другой", ("stamp", own.StampOf(TimeSpan.FromMinutes(1)))));
        Assert.Equal(HttpStatusCode.TooManyRequests, next.StatusCode);
    }

    [Fact]
    public void Each_network_has_its_own_share_and_all_of_an_organisation_have_one_together()
    {
        using var limits = new LetterLimits(Settings(("Letters:PerAddress", "2")));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => limits.Takes(IPAddress.Parse("203.0.113.7"))));
        Assert.False(limits.Takes(IPAddress.Parse("::ffff:203.0.113.7")));
        Assert.Equal([true, true, false], Enumerable.Range(1, 3).Select(n => limits.Takes(IPAddress.Parse($"2001:db8:1:2::{n}"))));
        // Two of twenty are gone; a thousand more networks of the same /48 have the other eighteen, whatever counters they share.
        Assert.InRange(Enumerable.Range(0x100, 1000).Count(n => limits.Takes(IPAddress.Parse($"2001:db8:1:{n:x}::1"))), 1, 18);
        Assert.True(limits.Takes(IPAddress.Parse("2001:db8:9::1")));
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("-5", 1)]
    [InlineData("30", 30)]
    [InlineData("99999999", 3650)]
    public void Letters_are_kept_for_a_day_at_least_and_ten_years_at_most(string typed, int days) =>
        Assert.Equal(days, Settings(("Letters:KeepDays", typed)).KeepDays);

    [Theory]
    [InlineData("kk", "Хатты қазір қабылдай алмаймыз")]
    [InlineData("ru", "Сейчас принять письмо не получается")]
    [InlineData("en", "The letter cannot be taken just now")]
    public async Task While_the_database_is_away_the_letter_stays_on_the_screen_and_goes_when_it_is_back(string language, string words)
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        Assert.SkipWhen(own.OnSqlServer, "The SQLite file is what is taken away here");
        using var visitor = DeskClient.Stranger(own, language);
        using var page = await visitor.OpenLetterAsync($"/{language}/contact?about=partner:kunstkamera");
        var aside = own.SqliteFile + ".aside";
        SqliteConnection.ClearAllPools();
        File.Move(own.SqliteFile, aside);
        Directory.CreateDirectory(own.SqliteFile);
        HttpResponseMessage sent;
        while (true)
        {
            // A connection that the keeper had open at this moment goes on writing to the file that was moved.
            SqliteConnection.ClearAllPools();
            sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed($"сағат {Guid.NewGuid():N}", ("name", "Оқырман")));
            if (sent.StatusCode != HttpStatusCode.Found)
                break;
            sent.Dispose();
        }

        Assert.NotNull(sent.Headers.RetryAfter);
        using var kept = await sent.PageAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal((language, words), (kept.DocumentElement.GetAttribute("lang"), kept.TextOf(".problems h2")));
        Assert.Contains($"/{language}/contacts", kept.Hrefs(".problems a"));
        Assert.Contains("сағат", kept.ValueOf("text"), StringComparison.Ordinal);
        Assert.Equal(("Оқырман", "partner:kunstkamera", "question"), (kept.ValueOf("name"), kept.ValueOf("about"), kept.QuerySelector("[name=kind][checked]")?.GetAttribute("value")));
        Assert.DoesNotContain("SQLite", kept.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        // The form and the rest of the site go on being read.
        foreach (var address in new[] { "contact", "partners/kunstkamera", "contacts" })
        {
            using var read = await visitor.GetPageAsync($"/{language}/{address}");
        }

        Directory.Delete(own.SqliteFile);
        File.Move(aside, own.SqliteFile);
        var taken = await visitor.PostFormAsync(kept, Form);
        // Once the site has noticed that the database is away, it looks for it once a second.
        for (var tries = 0; taken.StatusCode == HttpStatusCode.ServiceUnavailable && tries < 50; tries++)
        {
            taken.Dispose();
            await Task.Delay(200, TestContext.Current.CancellationToken);
            taken = await visitor.PostFormAsync(kept, Form);
        }

        Assert.Equal($"/{language}/contact/thanks?about=partner:kunstkamera", taken.Headers.Location?.ToString());
        Assert.Contains(await own.LettersByAsync("Оқырман"), l => l.Text == kept.ValueOf("text"));
        taken.Dispose();
        sent.Dispose();
    }

    [Fact]
    public async Task A_site_that_has_not_seen_its_database_since_the_start_shows_the_letter_again_too()
    {
        await using var own = new WithoutDatabase();
        await own.InitializeAsync();
        using var visitor = own.Visitor();
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("kind", "question"), KeyValuePair.Create("text", "Ұзақ жазылған хат"), KeyValuePair.Create("name", "Оқырман")]);
        using var sent = await visitor.PostAsync(new Uri("/kk/contact", UriKind.Relative), content, TestContext.Current.CancellationToken);
        using var kept = await sent.PageAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Хатты қазір қабылдай алмаймыз", kept.TextOf(".problems h2"));
        Assert.Equal(("Ұзақ жазылған хат", "Оқырман"), (kept.ValueOf("text"), kept.ValueOf("name")));
        using var form = await visitor.GetPageAsync("/kk/contact", HttpStatusCode.ServiceUnavailable);
    }

    private static LetterSettings Settings(params (string Name, string Value)[] values) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Name, (string?)v.Value))).Build());

    private sealed class WithoutDatabase : TestSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Database:Provider", "SqlServer");
            builder.UseSetting("ConnectionStrings:Site", "Server=127.0.0.1,9;Database=none;User Id=none;Password=none;Connect Timeout=1;ConnectRetryCount=0;Encrypt=False");
        }
    }
}
