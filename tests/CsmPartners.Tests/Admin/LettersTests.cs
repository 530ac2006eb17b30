using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Visitors;
using CsmPartners.Web.Admin.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Admin;

/// <summary>What staff do with the letters of visitors.</summary>
public sealed class LettersTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Theory]
    [InlineData("kk", "Түзету", "жаңа")]
    [InlineData("ru", "Исправление", "новое")]
    [InlineData("en", "A correction", "new")]
    public async Task A_letter_is_read_in_the_persons_language_with_the_entry_and_a_way_to_mend_it(string language, string kind, string state)
    {
        var entry = await site.IdOfAsync("kunstkamera");
        var letter = await site.LetterAsync(l => (l.EntryId, l.Text, l.Name) = (entry, "<b>Қате</b> бар\n\nжылы басқа", "Оқырман <i>"));
        using var editor = await site.StaffAsync(StaffRole.Editor, language);
        using var page = await editor.GetPageAsync($"/admin/letters/{letter.Id}");
        Assert.Equal((kind, state), (page.TextOf(".kicker"), page.TextOf(".states .mark")));
        Assert.Equal("<b>Қате</b> бар\n\nжылы басқа", page.TextOf("p.letter-text"));
        Assert.Equal(language == "ru" ? null : "ru", page.QuerySelector("p.letter-text")!.GetAttribute("lang"));
        Assert.Contains("Оқырман <i>", page.TextOf(".desk-facts"), StringComparison.Ordinal);
        Assert.Equal([$"/admin/entries/{entry}", $"/admin/entries/{entry}/edit", $"/{language}/partners/kunstkamera"], page.Hrefs(".desk-facts a"));
    }

    [Fact]
    public async Task Letters_are_narrowed_by_state_kind_language_and_entry_and_spam_stands_apart()
    {
        var entry = await site.IdOfAsync("british-museum");
        var asked = await site.LetterAsync(l => (l.EntryId, l.Kind, l.Language) = (entry, LetterKind.Question, "kk"));
        var answered = await site.LetterAsync(l => (l.EntryId, l.State, l.Language, l.SettledAt) = (entry, LetterState.Answered, "en", l.At));
        var spam = await site.LetterAsync(l => (l.EntryId, l.State, l.SettledAt) = (entry, LetterState.Rubbish, l.At));
        using var editor = await site.StaffAsync(StaffRole.Editor);
        foreach (var (query, found) in new[]
        {
            ("", new[] { asked.Id, answered.Id }), ("&state=answered", [answered.Id]), ("&state=rubbish", [spam.Id]), ("&state=new", [asked.Id]), ("&state=in-hand", []),
            ("&kind=question", [asked.Id]), ("&kind=permission", []), ("&language=en", [answered.Id]), ("&language=de&kind=bribe&state=lost&page=99", [asked.Id, answered.Id]),
        })
        {
            using var list = await editor.GetPageAsync($"/admin/letters?entry={entry}{query}");
            Assert.Equal(found.Select(id => $"/admin/letters/{id}"), list.Hrefs("table.list th a"));
        }

        using var about = await editor.GetPageAsync($"/admin/letters?entry={entry}&state=new");
        Assert.Equal("British Museum", about.TextOf(".others a"));
        Assert.Equal($"{entry}", about.QuerySelector(".desk-filter [name=entry]")?.GetAttribute("value"));
        Assert.Equal("new", ((IHtmlSelectElement)about.QuerySelector("#state")!).Value);
        using var apart = await editor.GetPageAsync($"/admin/letters/{spam.Id}");
        Assert.Contains("the form’s trap; no person has looked yet", apart.TextOf(".desk-facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_letters_wait_on_the_home_screen_and_an_entry_shows_those_about_it()
    {
        var entry = await site.IdOfAsync("guimet-museum");
        var letter = await site.LetterAsync(l => (l.EntryId, l.Text) = (entry, "Бір хат\nекі жолдан"));
        var spam = await site.LetterAsync(l => (l.EntryId, l.State, l.SettledAt) = (entry, LetterState.Rubbish, l.At));
        using var editor = await site.StaffAsync(StaffRole.Editor, "kk");
        using var home = await editor.GetPageAsync("/admin");
        Assert.Contains($"/admin/letters/{letter.Id}", home.Hrefs("section[aria-labelledby=letters] .list a"));
        using var whole = await editor.GetPageAsync(home.Hrefs("section[aria-labelledby=letters] .more a").Single());
        Assert.Contains($"/admin/letters/{letter.Id}", whole.Hrefs("table.list th a"));
        using var page = await editor.GetPageAsync($"/admin/entries/{entry}");
        Assert.Equal("Бір хат екі жолдан", page.TextOf("section[aria-labelledby=letters] .list a"));
        Assert.DoesNotContain($"/admin/letters/{spam.Id}", page.Hrefs("a"));
        using var about = await editor.GetPageAsync(page.Hrefs("section[aria-labelledby=letters] > p a").Single());
        Assert.Equal([$"/admin/letters/{letter.Id}"], about.Hrefs("table.list th a"));
    }

    [Fact]
    public async Task A_letter_is_taken_in_hand_answered_and_opened_again_and_says_by_whom()
    {
        var letter = await site.LetterAsync();
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using (var page = await editor.GetPageAsync($"/admin/letters/{letter.Id}"))
        using (var marked = await MarkAsync(editor, page, letter.Id, ("State", "in-hand"), ("Note", "  Asked the archive.\r\n\r\nWaiting. ")))
        using (var shown = await editor.FollowAsync(marked))
        {
            Assert.Equal("The letter’s state has been saved.", shown.TextOf("[role=status]"));
            Assert.Equal("in hand", shown.TextOf(".states .mark"));
            Assert.Contains(editor.Name, shown.TextOf(".desk-facts"), StringComparison.Ordinal);
            Assert.Equal("Asked the archive.\n\nWaiting.", shown.ValueOf("Note"));
        }

        Assert.Equal((LetterState.InHand, null, editor.Id), await StateAsync(letter.Id));
        using (var page = await editor.GetPageAsync($"/admin/letters/{letter.Id}"))
        using (var marked = await MarkAsync(editor, page, letter.Id, ("State", "answered")))
        using (var shown = await editor.FollowAsync(marked))
        {
            var (state, settled, _) = await StateAsync(letter.Id);
            Assert.Equal(LetterState.Answered, state);
            Assert.InRange(settled!.Value, letter.At, letter.At.AddMinutes(10));
            Assert.Contains(PartialDate.Of(DateOnly.FromDateTime(settled.Value.AddHours(5).AddDays(90))).ToString(Language.En), shown.TextOf(".desk-facts"), StringComparison.Ordinal);
            // A new note is no new answer: the days go on being counted from the first.
            using var noted = await MarkAsync(editor, shown, letter.Id, ("Note", "By telephone too"));
            Assert.Equal(settled, (await StateAsync(letter.Id)).SettledAt);
        }

        using (var page = await editor.GetPageAsync($"/admin/letters/{letter.Id}"))
        using (await MarkAsync(editor, page, letter.Id, ("State", "new")))
            Assert.Equal((LetterState.New, null, editor.Id), await StateAsync(letter.Id));
    }

    [Fact]
    public async Task Two_people_at_once_are_told_of_each_other_and_nothing_typed_is_lost()
    {
        var letter = await site.LetterAsync();
        using var first = await site.StaffAsync(StaffRole.Editor, "en", "Айгүл Серікқызы");
        using var second = await site.StaffAsync(StaffRole.Editor, "en");
        using var seen = await second.GetPageAsync($"/admin/letters/{letter.Id}");
        using (var page = await first.GetPageAsync($"/admin/letters/{letter.Id}"))
        using (await MarkAsync(first, page, letter.Id, ("State", "in-hand"), ("Note", "I am writing to them")))
        using (var clashed = await MarkAsync(second, seen, letter.Id, ("State", "rubbish"), ("Note", "Nonsense, I think")))
        using (var shown = await clashed.PageAsync(HttpStatusCode.UnprocessableEntity))
        {
            Assert.Contains("Somebody else (Айгүл Серікқызы)", shown.TextOf(".error"), StringComparison.Ordinal);
            Assert.Contains("I am writing to them", shown.TextOf(".desk-facts"), StringComparison.Ordinal);
            Assert.Equal(("Nonsense, I think", "rubbish"), (shown.ValueOf("Note"), shown.ValueOf("State")));
            Assert.Equal((LetterState.InHand, null, first.Id), await StateAsync(letter.Id));
            using var again = await MarkAsync(second, shown, letter.Id);
            Assert.Equal(HttpStatusCode.Found, again.StatusCode);
            Assert.Equal(LetterState.Rubbish, (await StateAsync(letter.Id)).State);
        }

        // At the very same moment: one is saved, the others are asked.
        using var now = await first.GetPageAsync($"/admin/letters/{letter.Id}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => MarkAsync(first, now, letter.Id, ("Note", $"note {n}"))));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Found);
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.UnprocessableEntity));
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Theory]
    [InlineData("State", "lost", "#State-error", "Тізімнен таңдаңыз.")]
    [InlineData("State", "", "#State-error", "Тізімнен таңдаңыз.")]
    [InlineData("Note", "Жазу \u202Eбағыты", "#Note-error", "жазу бағытын өзгертетін")]
    public async Task What_cannot_be_is_said_beside_its_field(string field, string value, string error, string words)
    {
        var letter = await site.LetterAsync();
        using var editor = await site.StaffAsync(StaffRole.Editor, "kk");
        using var page = await editor.GetPageAsync($"/admin/letters/{letter.Id}");
        using var marked = await MarkAsync(editor, page, letter.Id, ("State", "answered"), ("Note", "Ескертпе"), (field, value));
        using var refused = await marked.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(words, refused.TextOf(error), StringComparison.Ordinal);
        using var tooLong = await MarkAsync(editor, page, letter.Id, ("Note", new string('ә', 2001)));
        using var shown = await tooLong.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("2001", shown.TextOf("#Note-error"), StringComparison.Ordinal);
        Assert.Equal(2001, shown.ValueOf("Note").Length);
        Assert.Equal((LetterState.New, null, null), await StateAsync(letter.Id));
    }

    [Theory]
    [InlineData("kk", "Музейге жазған хатыңыз, № {0}: ")]
    [InlineData("ru", "Ваше письмо в музей, № {0}: ")]
    [InlineData("en", "Your letter to the museum, № {0}: ")]
    public async Task The_answer_begins_in_the_visitors_language_whatever_the_desks(string language, string subject)
    {
        var entry = await site.IdOfAsync("kunstkamera");
        var letter = await site.LetterAsync(l => (l.EntryId, l.Language, l.Email) = (entry, language, "o'neil+a&b=c?d@example.kz"));
        using var editor = await site.StaffAsync(StaffRole.Editor, "ru");
        using var page = await editor.GetPageAsync($"/admin/letters/{letter.Id}");
        var answer = page.Hrefs(".actions a").Single();
        Assert.StartsWith("mailto:o%27neil%2Ba%26b%3Dc%3Fd@example.kz?subject=", answer, StringComparison.Ordinal);
        Assert.StartsWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, subject, letter.Id), Uri.UnescapeDataString(answer.Split("?subject=")[1]), StringComparison.Ordinal);
        Assert.True(answer.Length < 1000);

        var without = await site.LetterAsync(l => l.Email = "");
        using var silent = await editor.GetPageAsync($"/admin/letters/{without.Id}");
        Assert.Empty(silent.Hrefs("a[href^='mailto:']"));
        Assert.Contains("ответа не ждут", silent.TextOf(".desk-facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publisher_deletes_a_letter_for_good_and_the_record_keeps_nothing_of_it_but_the_number()
    {
        var entry = await site.IdOfAsync("kunstkamera");
        var letter = await site.LetterAsync(l => (l.EntryId, l.Name, l.Email) = (entry, "Құпия Оқырман", "secret@example.kz"));
        using (var editor = await site.StaffAsync(StaffRole.Editor))
        using (var page = await editor.GetPageAsync($"/admin/letters/{letter.Id}"))
            Assert.Null(page.QuerySelector("form[action$='/delete']"));
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        using var seen = await publisher.GetPageAsync($"/admin/letters/{letter.Id}");
        Assert.NotNull(seen.QuerySelector("form[action$='/delete'] details > summary"));
        using var deleted = await publisher.PostFormAsync(seen, "form[action$='/delete']");
        using var list = await publisher.FollowAsync(deleted);
        Assert.Equal($"Letter № {letter.Id} has been deleted.", list.TextOf("[role=status]"));
        Assert.Null(await site.FindLetterAsync(letter.Id));
        using var gone = await publisher.PostFormAsync(seen, "form[action$='/delete']");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var read = await publisher.GetPageAsync($"/admin/letters/{letter.Id}", HttpStatusCode.NotFound);

        await using var db = site.Database();
        var line = await db.AuditEvents.SingleAsync(a => a.Action == AuditAction.LetterDeleted && a.Subject == $"№ {letter.Id}", TestContext.Current.CancellationToken);
        Assert.Equal((publisher.Id, entry, ""), (line.ActorId!.Value, line.EntryId!.Value, line.Detail));
    }

    [Fact]
    public async Task Merging_two_records_of_a_partner_takes_the_letters_along()
    {
        var (stays, goes) = (await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word())), await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word())));
        var letter = await site.LetterAsync(l => l.EntryId = goes);
        await using (var db = site.Database())
            Assert.True(await CsmPartners.Revisions.Merging.MergePartnersAsync(db, new(stays, goes, new(null, ""), ""), new AuditEvent { Action = AuditAction.Merged }, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Equal(stays, (await site.FindLetterAsync(letter.Id))!.EntryId);
    }

    [Fact]
    public async Task Letters_settled_long_ago_are_deleted_with_one_line_and_open_ones_never()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var answered = await own.LetterAsync(l => (l.State, l.At, l.SettledAt) = (LetterState.Answered, now.AddDays(-200), now.AddDays(-91)));
        var spam = await own.LetterAsync(l => (l.State, l.At, l.SettledAt) = (LetterState.Rubbish, now.AddDays(-91), now.AddDays(-91)));
        var kept = new[]
        {
            await own.LetterAsync(l => (l.State, l.At, l.SettledAt) = (LetterState.Answered, now.AddDays(-400), now.AddDays(-89))),
            await own.LetterAsync(l => l.At = now.AddDays(-400)),
            await own.LetterAsync(l => (l.State, l.At) = (LetterState.InHand, now.AddDays(-400))),
        };
        // As several nodes would at one moment.
        var sweep = own.Services.GetRequiredService<LetterSweep>();
        for (var look = 0; look < 2; look++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => sweep.SweepAsync(TestContext.Current.CancellationToken)));
            await sweep.SweepAsync(TestContext.Current.CancellationToken);
            if (look > 0)
                break;
            Assert.NotNull(await own.FindLetterAsync(answered.Id));
            await own.AgeMarksAsync();
        }

        Assert.Null(await own.FindLetterAsync(answered.Id));
        Assert.Null(await own.FindLetterAsync(spam.Id));
        foreach (var letter in kept)
            Assert.NotNull(await own.FindLetterAsync(letter.Id));
        await using var db = own.Database();
        var line = await db.AuditEvents.SingleAsync(a => a.Action == AuditAction.LettersExpired, TestContext.Current.CancellationToken);
        Assert.Equal(("2", null), (line.Subject, line.ActorId));
    }

    private static Task<HttpResponseMessage> MarkAsync(DeskClient person, IHtmlDocument page, int id, params (string Name, string? Value)[] changes) =>
        person.PostFormAsync(page, $"form[action='/admin/letters/{id}']", changes.GroupBy(c => c.Name).Select(g => g.Last()));

    private async Task<(LetterState State, DateTime? SettledAt, int? By)> StateAsync(int id)
    {
        var letter = (await site.FindLetterAsync(id))!;
        return (letter.State, letter.SettledAt, letter.HandledById);
    }
}
