using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Visitors;
using CsmPartners.Web.Admin.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

/// <summary>One letter a form; what comes beyond the bound of the hour is held for staff, and the form stays open.</summary>
public sealed class HeldLettersTests
{
    private const string Form = VisitorsLetters.Form;

    [Fact]
    public async Task One_form_sends_one_letter_from_however_many_networks_and_takes_nobodys_share()
    {
        await using var own = await ConfiguredSite.StartAsync(("Letters:Altogether", "3"));
        using var robot = DeskClient.Stranger(own);
        using var page = await robot.OpenLetterAsync("/en/contact");
        var stamp = page.ValueOf("stamp");
        // The same form however its stamp is spelt, and in every language.
        var spellings = new[] { stamp, stamp + " ", stamp.Insert(9, "\n"), stamp + "=", stamp.Replace('-', '+').Replace('_', '/') };
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => SendAsync(
            robot, page, $"/{Language.All[number % 3].Code}/contact", $"203.0.{number}.1", VisitorsLetters.Typed($"casino {number}", ("stamp", spellings[number % spellings.Length])))));
        Assert.Equal(1, answers.Count(a => a == HttpStatusCode.Found));
        Assert.Equal(99, answers.Count(a => a == HttpStatusCode.UnprocessableEntity));

        using var reader = DeskClient.Stranger(own, "kk");
        using var form = await reader.OpenLetterAsync("/kk/contact");
        using var sent = await reader.PostFormAsync(form, Form, VisitorsLetters.Typed("оқырман"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        Assert.Equal(LetterState.New, Assert.Single(await own.LettersByAsync("оқырман")).State);
        await using var db = own.Database();
        Assert.Equal(2, await db.Letters.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_nodes_take_one_letter_of_a_form_and_tell_the_same_one_from_another()
    {
        await using var own = await ConfiguredSite.StartAsync();
        for (var round = 0; round < 20; round++)
        {
            var number = Guid.NewGuid().ToString("N");
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async writer =>
            {
                await using var node = own.Database();
                return await node.TakeAsync(LetterOf(number, $"{number}-{writer / 2}"), new LetterBounds(100_000, 0), TestContext.Current.CancellationToken);
            }));
            await using var db = own.Database();
            var stored = await db.Letters.SingleAsync(l => l.FormNumber == number, TestContext.Current.CancellationToken);
            Assert.Equal(2, outcomes.Count(o => o == LetterOutcome.Taken));
            Assert.Equal(4, outcomes.Count(o => o == LetterOutcome.FormUsed));
            Assert.StartsWith(number, stored.Key, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Beyond_the_bound_of_the_hour_letters_are_held_up_to_a_bound_and_the_rest_keep_their_words()
    {
        await using var own = await ConfiguredSite.StartAsync(("Letters:Altogether", "3"), ("Letters:Held", "5"));
        using var robot = DeskClient.Stranger(own, "ru");
        using var page = await robot.OpenLetterAsync("/ru/contact");
        var answers = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            answers.Add(await SendAsync(robot, page, "/ru/contact", $"203.0.113.{number % 250}", VisitorsLetters.Typed($"flood {number}", ("stamp", own.StampOf(TimeSpan.FromMinutes(1)))))));
        Assert.Equal((8, 292), (answers.Count(a => a == HttpStatusCode.Found), answers.Count(a => a == HttpStatusCode.TooManyRequests)));
        await using var db = own.Database();
        var held = await db.Letters.Where(l => l.State == LetterState.Held).OrderBy(l => l.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal((3, 5), (await db.Letters.CountAsync(l => l.State == LetterState.New, TestContext.Current.CancellationToken), held.Count));
        // Staff are told of the first alone.
        Assert.DoesNotContain(held.Skip(1), l => l.AnnounceAt is not null);

        using var refused = await robot.PostFormAsync(page, Form, VisitorsLetters.Typed("читатель"));
        using var kept = await refused.PageAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal("Письмо не принято: слишком много писем ждут просмотра", kept.TextOf(".problems h2"));
        Assert.Equal("Музейде читатель бар ма?", kept.ValueOf("text"));
        Assert.Contains("/ru/contacts", kept.Hrefs(".problems a"));

        // One decision of staff opens it again; what comes then is still held, and the form it was refused with is still good.
        using var editor = await own.StaffAsync(StaffRole.Editor, "ru");
        using var list = await editor.GetPageAsync("/admin/letters?state=held");
        Assert.Contains("(5)", list.TextOf("form.step"), StringComparison.Ordinal);
        using (var decided = await editor.PostFormAsync(list, "form.step", [("state", "rubbish")]))
        using (var done = await editor.FollowAsync(decided))
            Assert.Contains("Отмечено: 5 писем", done.TextOf(".notice"), StringComparison.Ordinal);
        using var taken = await robot.PostFormAsync(kept, Form);
        Assert.Equal(HttpStatusCode.Found, taken.StatusCode);
        Assert.Equal(LetterState.Held, Assert.Single(await own.LettersByAsync("читатель")).State);
    }

    [Fact]
    public async Task What_the_trap_catches_by_the_hundred_is_bounded_and_holds_no_readers_letter()
    {
        await using var own = await ConfiguredSite.StartAsync(("Letters:Altogether", "3"));
        using var robot = DeskClient.Stranger(own);
        using var page = await robot.OpenLetterAsync("/en/contact");
        for (var number = 0; number < 20; number++)
            await SendAsync(robot, page, "/en/contact", $"203.0.113.{number}", VisitorsLetters.Typed($"casino {number}", ("website", "x"), ("stamp", own.StampOf(TimeSpan.FromMinutes(1)))));
        using var sent = await robot.PostFormAsync(page, Form, VisitorsLetters.Typed("reader"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        Assert.Equal(LetterState.New, Assert.Single(await own.LettersByAsync("reader")).State);
        await using var db = own.Database();
        Assert.Equal(3, await db.Letters.CountAsync(l => l.State == LetterState.Rubbish, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Held_letters_stand_apart_at_the_desk_and_are_told_of_once()
    {
        await using var own = await ConfiguredSite.StartAsync();
        await using (var db = own.Database())
        {
            db.Add(new DeskSettings { LettersTo = "letters@museum.test" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var held = new List<Letter>();
        for (var number = 0; number < 4; number++)
            held.Add(await own.LetterAsync(l => l.Hold(isFirst: number == 0)));
        var fresh = await own.LetterAsync();
        await own.Services.GetRequiredService<LetterAnnouncer>().RunAsync(TestContext.Current.CancellationToken);
        // The program's own rounds may bring it too.
        await own.LetterToAsync("letters@museum.test");
        var mail = Assert.Single(await own.AllToAsync("letters@museum.test"));
        Assert.Equal("С сайта приходит больше писем, чем обычно", mail.Subject);
        Assert.Equal("/admin/letters?state=held", Letters.LinkOf(mail.Text));

        using var editor = await own.StaffAsync(StaffRole.Editor);
        using var home = await editor.GetPageAsync("/admin");
        Assert.Contains("/admin/letters?state=held", home.Hrefs(".box .more a"));
        using var list = await editor.GetPageAsync("/admin/letters");
        Assert.Equal([$"/admin/letters/{fresh.Id}"], list.Hrefs("table.list th a"));
        Assert.Equal(["/admin/letters?state=held"], list.Hrefs(".others a"));
        using var apart = await editor.GetPageAsync("/admin/letters?state=held");
        Assert.Equal(4, apart.Hrefs("table.list th a").Count());

        // A real one is picked out; the state cannot be given to another.
        using (var one = await editor.GetPageAsync($"/admin/letters/{held[1].Id}"))
        using (var marked = await editor.PostFormAsync(one, "form.plain-form", [("State", "in-hand")]))
            Assert.Equal(HttpStatusCode.Found, marked.StatusCode);
        using (var other = await editor.GetPageAsync($"/admin/letters/{fresh.Id}"))
        {
            Assert.DoesNotContain("held", ((IHtmlSelectElement)other.GetElementById("State")!).Options.Select(o => o.Value));
            using var marked = await editor.PostFormAsync(other, "form.plain-form", [("State", "held")]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, marked.StatusCode);
        }

        // What came after the person looked is not decided with the rest.
        var later = await own.LetterAsync(l => l.Hold(isFirst: false));
        using (await editor.PostFormAsync(apart, "form.step", [("state", "new")]))
        {
            Assert.Equal(
                [LetterState.New, LetterState.InHand, LetterState.New, LetterState.New, LetterState.Held],
                await Task.WhenAll(held.Append(later).Select(async l => (await own.FindLetterAsync(l.Id))!.State)));
        }

        using var forged = await editor.PostFormAsync(apart, "form.step", [("state", "answered")]);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(LetterState.Held, (await own.FindLetterAsync(later.Id))!.State);
    }

    private static Letter LetterOf(string form, string key) => new()
    {
        Key = key,
        FormNumber = form,
        Text = "Музейде көне кітап бар ма?",
        At = TimeProvider.System.GetUtcNow().UtcDateTime,
    };

    /// <summary>The form sent from a network that the proxy names.</summary>
    private static async Task<HttpStatusCode> SendAsync(DeskClient visitor, IHtmlDocument page, string address, string network, (string Name, string? Value)[] typed)
    {
        var fields = Support.Forms.FieldsOf((IHtmlFormElement)page.QuerySelector(Form)!).Where(f => !typed.Any(t => t.Name == f.Name)).Concat(typed.Select(t => (t.Name, t.Value!)));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))) };
        request.Headers.Add("X-Forwarded-For", network);
        using var response = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
