using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Tests.Support;
using CsmPartners.Visitors;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

/// <summary>A visitor writes to the museum.</summary>
public sealed class ContactTests(DeskSite site)
{
    private const string Form = VisitorsLetters.Form;

    [Theory]
    [InlineData("kk", "Рақмет, хатыңыз музейге жетті")]
    [InlineData("ru", "Спасибо, музей получил ваше письмо")]
    [InlineData("en", "Thank you, the museum has your letter")]
    public async Task A_letter_about_an_entry_is_taken_and_thanked_for(string language, string thanks)
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site, language);
        using var entry = await visitor.GetPageAsync($"/{language}/partners/kunstkamera");
        using var page = await visitor.OpenLetterAsync(entry.Hrefs(".mistake a").Single());
        Assert.Equal($"/{language}/partners/kunstkamera", page.Hrefs(".letter-about a").Single());
        Assert.Equal("correction", page.QuerySelector("[name=kind][checked]")?.GetAttribute("value"));
        using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark, ("kind", null), ("kind", "correction")));
        Assert.Equal($"/{language}/contact/thanks?about=partner:kunstkamera", sent.Headers.Location?.ToString());
        using var thanked = await visitor.FollowAsync(sent);
        Assert.Equal((language, thanks), (thanked.DocumentElement.GetAttribute("lang"), thanked.TextOf("h1")));
        Assert.Contains($"/{language}/partners/kunstkamera", thanked.Hrefs("main a"));

        var letter = Assert.Single(await site.LettersByAsync(mark));
        Assert.Equal((LetterKind.Correction, language, LetterState.New), (letter.Kind, letter.Language, letter.State));
        Assert.Equal(($"Музейде {mark} бар ма?", mark, "reader@example.kz"), (letter.Text, letter.Name, letter.Email));
        Assert.Equal(await site.IdOfAsync("kunstkamera"), letter.EntryId);
        Assert.Equal(letter.At, letter.AnnounceAt ?? letter.At);
        Assert.Null(letter.SettledAt);
    }

    [Fact]
    public async Task Name_and_address_may_be_left_out()
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site, "ru");
        using var page = await visitor.OpenLetterAsync("/ru/contact");
        using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark, ("name", ""), ("email", " "), ("text", $"Без имени {mark}")));
        Assert.Equal("/ru/contact/thanks", sent.Headers.Location?.ToString());
        Assert.Contains(await site.LettersByAsync(""), l => l.Text == $"Без имени {mark}" && l.Email.Length == 0 && l.EntryId is null);
    }

    [Theory]
    [InlineData("partner:kunstkamera")]
    [InlineData("Partner:kunstkamera")]
    [InlineData(null)]
    public async Task An_entry_is_named_by_its_reference_or_its_number(string? about)
    {
        var id = await site.IdOfAsync("kunstkamera");
        using var visitor = DeskClient.Stranger(site);
        using var page = await visitor.GetPageAsync($"/en/contact?about={about ?? $"{id}"}");
        Assert.Equal("/en/partners/kunstkamera", page.Hrefs(".letter-about a").Single());
        Assert.Equal("/kk/contact?about=partner:kunstkamera", page.Hrefs(".languages a").First());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("partner:nobody-evil")]
    [InlineData("<script>evil()</script>")]
    [InlineData("evil:kunstkamera")]
    [InlineData("999999999")]
    [InlineData("99999999999999999999")]
    [InlineData("-1")]
    [InlineData("partner:")]
    [InlineData(":")]
    [InlineData("evil\0")]
    public async Task What_is_no_entry_of_ours_is_passed_over_and_never_shown(string about)
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site, "ru");
        using var page = await visitor.OpenLetterAsync($"/ru/contact?about={Uri.EscapeDataString(about)}");
        Assert.Null(page.QuerySelector(".letter-about"));
        Assert.DoesNotContain("evil", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark, ("about", about)));
        Assert.Equal("/ru/contact/thanks", sent.Headers.Location?.ToString());
        Assert.Null(Assert.Single(await site.LettersByAsync(mark)).EntryId);
    }

    [Theory]
    [InlineData("kk", "text", "", "Хатыңызды жазыңыз.")]
    [InlineData("ru", "text", " \r\n\t\u00A0\u200B ", "Напишите письмо.")]
    [InlineData("en", "text", "Too short", "The letter is too short: write at least 10 characters.")]
    [InlineData("kk", "text", "Мәтін бағыты \u202Eбұрылған мәтін", "жазу бағытын өзгертетін")]
    [InlineData("ru", "text", "Невидимый знак\u0007 стоит здесь", "После «Невидимый знак» стоял невидимый знак")]
    [InlineData("en", "text", "A NUL stands here\0 and there", "An invisible character stood after “A NUL stands here”")]
    [InlineData("kk", "text", "Белгі а\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301 үйілген", "тым көп белгі")]
    [InlineData("en", "kind", "bribe", "Choose what you are writing about.")]
    [InlineData("ru", "kind", "0", "Выберите, о чём вы пишете.")]
    [InlineData("kk", "kind", null, "Не туралы жазатыныңызды таңдаңыз.")]
    [InlineData("ru", "email", "no address", "Напишите адрес целиком")]
    [InlineData("en", "email", "a@b.kz\r\nBcc: x@y.kz", "invisible or unreadable")]
    [InlineData("kk", "email", "a@b.kz, c@d.kz", "Электрондық пошта толық")]
    [InlineData("en", "email", "Reader <a@b.kz>", "Write a whole e-mail address")]
    [InlineData("ru", "name", "Читатель\r\nBcc: x@y.kz", "невидимые или нечитаемые")]
    [InlineData("en", "name", "Reader\u202E", "invisible or unreadable")]
    [InlineData("kk", "name", "\0", "көрінбейтін немесе оқылмайтын")]
    public async Task What_cannot_be_taken_is_said_beside_its_field_and_everything_else_is_kept(string language, string field, string? value, string words)
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site, language);
        using var page = await visitor.OpenLetterAsync($"/{language}/contact?about=partner:kunstkamera");
        using var sent = await visitor.PostFormAsync(page, Form, field == "kind" ? VisitorsLetters.Typed(mark, (field, value)) : VisitorsLetters.Typed(mark, ("kind", "permission"), (field, value)));
        using var refused = await sent.PageAsync(HttpStatusCode.UnprocessableEntity);
        var id = char.ToUpperInvariant(field[0]) + field[1..];
        Assert.Equal(language, refused.DocumentElement.GetAttribute("lang"));
        Assert.Contains(words, refused.TextOf($"#{id}-error"), StringComparison.Ordinal);
        Assert.Equal(refused.TextOf($"#{id}-error"), refused.TextOf($".problems a[href='#{id}']"));
        Assert.NotNull(refused.GetElementById(id));
        Assert.Single(refused.QuerySelectorAll("form .error"));
        var described = field == "kind" ? refused.QuerySelector("fieldset")! : refused.GetElementById(id)!;
        Assert.Contains($"{id}-error", described.GetAttribute("aria-describedby")!.Split(' '));
        foreach (var (name, kept) in new[] { ("text", $"Музейде {mark} бар ма?"), ("name", mark), ("email", "reader@example.kz"), ("about", "partner:kunstkamera") }.Where(k => k.Item1 != field))
            Assert.Equal(kept, refused.ValueOf(name));
        if (field != "kind")
            Assert.Equal("permission", refused.QuerySelector("[name=kind][checked]")?.GetAttribute("value"));
        Assert.Empty(await site.LettersByAsync(mark));
    }

    [Fact]
    public async Task One_character_too_many_is_too_many_and_the_most_are_taken()
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site);
        using var page = await visitor.OpenLetterAsync("/en/contact");
        using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark, ("text", new string('ә', 4001)), ("name", new string('ә', 201)), ("email", $"{new string('a', 64)}@{new string('b', 190)}.kz")));
        using var refused = await sent.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("The letter has 4,001 characters; at most 4,000 are allowed. Shorten it, or write two letters.", refused.TextOf("#Text-error"));
        Assert.Equal("Too long: at most 200 characters.", refused.TextOf("#Name-error"));
        Assert.Equal("Too long: at most 254 characters.", refused.TextOf("#Email-error"));
        Assert.Equal((4001, 201), (refused.ValueOf("text").Length, refused.ValueOf("name").Length));
        using var taken = await visitor.PostFormAsync(refused, Form, [("text", $"{mark}{new string('ә', 4000 - mark.Length)}"), ("name", mark + new string('ә', 200 - mark.Length)), ("email", "")]);
        Assert.Equal(HttpStatusCode.Found, taken.StatusCode);
        Assert.Equal(4000, Assert.Single(await site.LettersByAsync(mark + new string('ә', 200 - mark.Length))).Text.Length);
    }

    [Fact]
    public async Task Several_things_to_mend_are_said_in_one_round_and_an_empty_form_is_one_of_them()
    {
        using var visitor = DeskClient.Stranger(site, "ru");
        using var page = await visitor.OpenLetterAsync("/ru/contact");
        using var sent = await visitor.PostFormAsync(page, Form, [("text", ""), ("email", "@")]);
        using var refused = await sent.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["#Kind", "#Text", "#Email"], refused.Hrefs(".problems a"));
        Assert.Equal("-1", refused.QuerySelector(".problems")!.GetAttribute("tabindex"));
        Assert.True(refused.QuerySelector(".problems")!.HasAttribute("autofocus"));
        Assert.StartsWith("Письмо не отправлено", refused.Title, StringComparison.Ordinal);

        using var nothing = await visitor.PostAsync(new Uri("/kk/contact", UriKind.Relative), new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
        using var said = await nothing.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["#Kind", "#Text"], said.Hrefs(".problems a"));
    }

    [Fact]
    public async Task Markup_emoji_and_line_ends_are_taken_as_what_they_are()
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site);
        using var page = await visitor.OpenLetterAsync("/en/contact");
        using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark, ("text", $"<script>alert('{mark}')</script> & \"a\"\r\n\r\n👩‍🔬 🏛 e\u0301"), ("email", "o'neil+museum@example.kz")));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        var letter = Assert.Single(await site.LettersByAsync(mark));
        Assert.Equal(($"<script>alert('{mark}')</script> & \"a\"\n\n👩‍🔬 🏛 é", "o'neil+museum@example.kz"), (letter.Text, letter.Email));
    }

    [Fact]
    public async Task The_same_letter_sent_twice_or_by_many_clicks_at_once_is_stored_once()
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site);
        using var page = await visitor.OpenLetterAsync("/en/contact");
        var clicks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark))));
        Assert.All(clicks, click => Assert.Equal("/en/contact/thanks", click.Headers.Location?.ToString()));
        using (await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark)))
            Assert.Single(await site.LettersByAsync(mark));
        foreach (var click in clicks)
            click.Dispose();
    }

    [Theory]
    [InlineData("kk", "Осы формадан бір хат жіберіліп қойған")]
    [InlineData("ru", "Из этой формы одно письмо уже отправлено")]
    [InlineData("en", "A letter has already been sent with this form")]
    public async Task Another_letter_in_a_form_that_was_sent_is_shown_again_with_a_form_of_its_own(string language, string words)
    {
        var (mark, other) = (Mark(), Mark());
        using var visitor = DeskClient.Stranger(site, language);
        using var page = await visitor.OpenLetterAsync($"/{language}/contact");
        using (var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark)))
            Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        // Back in the browser, and something else typed.
        using var refused = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(other));
        using var again = await AskedAgainAsync(refused, words, other);
        Assert.Empty(await site.LettersByAsync(other));
        Assert.NotEqual(page.ValueOf("stamp"), again.ValueOf("stamp"));
        again.QuerySelector("[name=stamp]")!.SetAttribute("value", site.StampOf(TimeSpan.FromSeconds(4)));
        using (await visitor.PostFormAsync(again, Form))
            Assert.Single(await site.LettersByAsync(other));
    }

    [Fact]
    public async Task Every_visitor_gets_a_form_of_their_own_which_no_cache_keeps()
    {
        using var visitor = site.Visitor();
        var stamps = new HashSet<string>();
        for (var number = 0; number < 3; number++)
        {
            using var response = await visitor.GetAsync(new Uri("/kk/contact", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.DoesNotContain("public", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.True(response.Headers.CacheControl.NoCache);
            using var page = await response.PageAsync(HttpStatusCode.OK);
            Assert.True(stamps.Add(page.ValueOf("stamp")));
        }
    }

    [Fact]
    public async Task What_falls_into_the_trap_is_thanked_for_and_kept_apart()
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site);
        using var page = await visitor.OpenLetterAsync("/en/contact");
        var trap = page.QuerySelector("[name=website]")!;
        Assert.Equal("-1", trap.GetAttribute("tabindex"));
        Assert.Null(page.QuerySelector("[style]"));
        using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark, ("website", "https://casino.example")));
        Assert.Equal("/en/contact/thanks", sent.Headers.Location?.ToString());
        var letter = Assert.Single(await site.LettersByAsync(mark));
        Assert.Equal((LetterState.Rubbish, null, letter.At), (letter.State, letter.AnnounceAt, letter.SettledAt));
    }

    [Theory]
    [InlineData(0, "kk", "Хат адам жаза алмайтындай тез жіберілді")]
    [InlineData(2, "ru", "Письмо отправлено быстрее, чем пишет человек")]
    [InlineData(86_460, "en", "This form was open for too long")]
    [InlineData(-3600, "en", "The letter was sent faster than a person writes")]
    public async Task A_form_that_comes_too_soon_or_too_late_is_asked_for_again_with_everything_in_it(int seconds, string language, string words)
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site, language);
        using var page = await visitor.OpenLetterAsync($"/{language}/contact?about=partner:kunstkamera", TimeSpan.FromSeconds(seconds));
        using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark));
        using var again = await AskedAgainAsync(sent, words, mark);
        // A good stamp stays, so that whoever was too quick need not begin to wait anew.
        Assert.Equal(seconds <= 2, page.ValueOf("stamp") == again.ValueOf("stamp"));
        again.QuerySelector("[name=stamp]")!.SetAttribute("value", site.StampOf(TimeSpan.FromSeconds(4)));
        using var taken = await visitor.PostFormAsync(again, Form);
        Assert.Equal(HttpStatusCode.Found, taken.StatusCode);
        Assert.Equal("kunstkamera", (await site.CopyAsync(Assert.Single(await site.LettersByAsync(mark)).EntryId!.Value)).Entry.Slug);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("forged")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("another purpose")]
    public async Task A_stamp_that_is_not_ours_is_asked_for_again_with_everything_in_it(string? stamp)
    {
        var mark = Mark();
        if (stamp == "another purpose")
            stamp = site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("PreviewLinks").Protect("0 0");
        using var visitor = DeskClient.Stranger(site, "ru");
        using var page = await visitor.OpenLetterAsync("/ru/contact");
        using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark, ("stamp", stamp)));
        using var again = await AskedAgainAsync(sent, "Эта форма была открыта слишком долго", mark);
        if (stamp is { Length: > 0 })
            Assert.DoesNotContain(stamp, again.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_antiforgery_token_is_asked_for_again_with_everything_in_it()
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site, "kk");
        using var page = await visitor.OpenLetterAsync("/kk/contact");
        foreach (var token in new[] { "stale", null })
        {
            using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark, ("__RequestVerificationToken", token)));
            using var again = await AskedAgainAsync(sent, "Бұл форма тым ұзақ ашық тұрды", mark);
        }

        // Another browser, or one that keeps no cookies.
        using var other = DeskClient.Stranger(site, "kk");
        using var foreign = await other.PostFormAsync(page, Form, VisitorsLetters.Typed(mark));
        using var shown = await AskedAgainAsync(foreign, "cookie", mark);
        using var taken = await other.PostFormAsync(shown, Form, [("stamp", site.StampOf(TimeSpan.FromSeconds(5)))]);
        Assert.Equal(HttpStatusCode.Found, taken.StatusCode);
        Assert.Single(await site.LettersByAsync(mark));
    }

    [Fact]
    public async Task A_megabyte_is_shown_again_and_more_is_refused_in_the_visitors_language()
    {
        var mark = Mark();
        using var visitor = DeskClient.Stranger(site, "kk");
        using var page = await visitor.OpenLetterAsync("/kk/contact");
        using var sent = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark, ("text", new string('x', 1024 * 1024))));
        using var refused = await sent.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("ең көбі", refused.TextOf("#Text-error"), StringComparison.Ordinal);
        Assert.Equal((1024 * 1024, mark), (refused.ValueOf("text").Length, refused.ValueOf("name")));
        using var huge = await visitor.PostFormAsync(page, Form, VisitorsLetters.Typed(mark, ("text", new string('x', 40 * 1024 * 1024))));
        using var page413 = await huge.PageAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(("kk", "Жіберілгені тым үлкен"), (page413.DocumentElement.GetAttribute("lang"), page413.TextOf("h1")));
        Assert.Empty(await site.LettersByAsync(mark));
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=y", "--x\r\nnonsense")]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "text=a")]
    public async Task What_is_no_form_gets_a_page_in_the_visitors_language(string type, string body)
    {
        using var visitor = DeskClient.Stranger(site, "ru");
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var response = await visitor.PostAsync(new Uri("/ru/contact", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{response.StatusCode}");
        using var page = await response.PageAsync(response.StatusCode);
        Assert.Equal("ru", page.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("PUT", "/kk/contact")]
    [InlineData("DELETE", "/kk/contact")]
    [InlineData("POST", "/kk/contact/thanks")]
    public async Task Other_methods_are_not_allowed(string method, string address)
    {
        using var visitor = site.Visitor();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        using var response = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task The_form_and_the_museums_addresses_lead_to_each_other()
    {
        using var visitor = site.Visitor();
        foreach (var language in Language.All)
        {
            using var contacts = await visitor.GetPageAsync($"/{language}/contacts");
            Assert.Contains($"/{language}/contact", contacts.Hrefs("article a"));
            using var form = await visitor.GetPageAsync($"/{language}/contact");
            Assert.Contains($"/{language}/contacts", form.Hrefs(".page-head a"));
            Assert.Contains($"/{language}/contact", form.Hrefs(".colophon nav a"));
        }
    }

    private static async Task<IHtmlDocument> AskedAgainAsync(HttpResponseMessage sent, string words, string mark)
    {
        var again = await sent.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(words, again.TextOf(".problems li"), StringComparison.Ordinal);
        Assert.Equal(($"Музейде {mark} бар ма?", mark, "reader@example.kz"), (again.ValueOf("text"), again.ValueOf("name"), again.ValueOf("email")));
        Assert.Equal("question", again.QuerySelector("[name=kind][checked]")?.GetAttribute("value"));
        return again;
    }

    private static string Mark() => $"көне-{Guid.NewGuid():N}";
}
