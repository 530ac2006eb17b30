using System.Net;
using AngleSharp.Dom;
using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin.Entries;

/// <summary>Writing an entry: alone, and with others.</summary>
public sealed class WritingTests(DeskSite site)
{
    [Fact]
    public async Task A_new_entry_is_kept_at_the_desk_and_visitors_see_nothing_of_it()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("alone"));
        await site.LookAsync();

        var copy = await site.CopyAsync(id);
        Assert.Equal(("exhibition-alone", EntryState.Hidden, 1, null), (copy.Entry.Slug, copy.Entry.State, copy.Newest, copy.Published));
        using var visitor = site.Visitor();
        using var missing = await visitor.GetPageAsync("/en/exhibitions/exhibition-alone", HttpStatusCode.NotFound);
        using var list = await visitor.GetPageAsync("/en/exhibitions");
        Assert.DoesNotContain("Exhibition alone", list.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_can_be_opened_and_saved_as_it_came_with_the_record()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, "ru");
        await using var db = site.Database();
        var one = (await db.WorkingCopies.AsNoTracking().Where(w => w.Published != null && w.Newest == 1).ToListAsync(TestContext.Current.CancellationToken)).DistinctBy(w => w.Kind).ToList();
        Assert.Equal(Enum.GetValues<EntryKind>().Length, one.Count);
        foreach (var copy in one)
        {
            using var page = await editor.OpenAsync(copy.EntryId);
            using var response = await editor.PostFormAsync(page, DeskEntries.EditForm);
            using var after = await editor.FollowAsync(response);
            if (!after.TextOf(".notice").Contains("Изменений нет", StringComparison.Ordinal))
                Assert.Fail(string.Join('\n', CsmPartners.Revisions.Document.Compare(CsmPartners.Revisions.Document.Parse(await site.DocumentAsync(copy.EntryId, 1)), CsmPartners.Revisions.Document.Parse(await site.DocumentAsync(copy.EntryId, 2)))));
        }
    }

    [Fact]
    public async Task What_is_saved_does_not_touch_what_visitors_see()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await site.IdOfAsync("turksoy");
        await editor.SaveAsync(id, ("Title.En", "TURKSOY, saved but not published"));
        await site.LookAsync();
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/partners/turksoy");
        Assert.DoesNotContain("saved but not published", page.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_who_write_in_different_languages_never_meet_a_clash()
    {
        using var one = await site.StaffAsync(StaffRole.Editor, name: "First");
        using var two = await site.StaffAsync(StaffRole.Editor, name: "Second");
        var id = await one.CreateAsync("exhibitions", DeskEntries.Exhibition("together"));
        using var first = await one.OpenAsync(id);
        using var second = await two.OpenAsync(id);
        using var saved = await one.PostFormAsync(first, DeskEntries.EditForm, [("Body.Kk", "Бірінші жазды."), ("People[0].Name.Kk", "Адам")]);
        using var merged = await two.PostFormAsync(second, DeskEntries.EditForm, [("Body.Ru", "Второй написал."), ("Ends", "2019-06")]);
        using var after = await two.FollowAsync(merged);

        Assert.Contains("brought together", after.TextOf(".notice"), StringComparison.Ordinal);
        var newest = await site.NewestAsync(id);
        Assert.Equal(("Бірінші жазды.", "Второй написал.", "2019-06"), (newest["Body.Kk"], newest["Body.Ru"], newest["Ends"]));
        Assert.Contains("Адам", newest.Values);
    }

    [Fact]
    public async Task A_true_clash_shows_both_texts_and_saves_nothing_until_the_person_decides()
    {
        using var one = await site.StaffAsync(StaffRole.Editor, name: "Aru");
        using var two = await site.StaffAsync(StaffRole.Editor, name: "Bek");
        var id = await one.CreateAsync("exhibitions", DeskEntries.Exhibition("clash"));
        using var first = await one.OpenAsync(id);
        using var second = await two.OpenAsync(id);
        (await one.PostFormAsync(first, DeskEntries.EditForm, [("Summary.En", "What Aru wrote"), ("Ends", "2020")])).Dispose();
        using var clash = await two.PostFormAsync(second, DeskEntries.EditForm, [("Summary.En", "What Bek wrote"), ("Summary.Ru", "Что написал Бек")]);

        Assert.Equal(HttpStatusCode.Conflict, clash.StatusCode);
        using var page = await clash.ReadPageAsync();
        Assert.Contains("Aru", page.TextOf(".problems h2"), StringComparison.Ordinal);
        Assert.Equal("What Bek wrote", page.ValueOf("Summary.En"));
        Assert.Equal("Что написал Бек", page.ValueOf("Summary.Ru"));
        Assert.Equal("2020", page.ValueOf("Ends"));
        Assert.Equal("What Aru wrote", page.TextOf("#Summary-En-clash .clash-text"));
        Assert.Equal(2, (await site.CopyAsync(id)).Newest);

        using var decided = await two.PostFormAsync(page, DeskEntries.EditForm, [("TakeTheirs", "Summary.En")]);
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        var newest = await site.NewestAsync(id);
        Assert.Equal(("What Aru wrote", "Что написал Бек", "2020"), (newest["Summary.En"], newest["Summary.Ru"], newest["Ends"]));
    }

    [Theory]
    [InlineData("Title.Kk,Title.Ru,Title.En", "   ", "Title", "title in at least one")]
    [InlineData("Starts", "2014-02-30", "Starts", "is no date")]
    [InlineData("Starts", "20014", "Starts", "is no date")]
    [InlineData("Ends", "2018", "Ends", "before the start")]
    [InlineData("Venues[0].Country", "ZZ", "Venues[0].Country", "no such country")]
    [InlineData("Direction", "Sideways", "Direction", "Choose one")]
    [InlineData("Slug", "Не адрес", "Slug", "small Latin letters")]
    [InlineData("Participations[0].Partner", "No such museum", "Participations[0].Partner", "No partner called")]
    [InlineData("Participations[0].Partner", "museum", "Participations[0].Partner", "Several were found")]
    [InlineData("PartOf", "nothing of the kind", "PartOf", "No entry called")]
    [InlineData("Media[0].Pick", "999999", "Media[0].Pick", "No file called")]
    [InlineData("Body.Ru", "до\u0001после", "Body.Ru", "invisible control character")]
    [InlineData("Body.Ru", "до\u202eпосле", "Body.Ru", "direction of writing")]
    public async Task What_cannot_be_is_said_beside_its_field_and_everything_typed_is_still_there(string fields, string typed, string field, string message)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var page = await editor.GetPageAsync("/admin/exhibitions/new");
        var mark = $"wrong {Guid.NewGuid():N}";
        var values = DeskEntries.Exhibition(mark).Where(f => !fields.Split(',').Contains(f.Name)).Concat(fields.Split(',').Select(f => (f, (string?)typed)));
        using var response = await editor.PostFormAsync(page, DeskEntries.EditForm, values);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        using var again = await response.ReadPageAsync();
        var input = again.QuerySelector($"[name='{field}'], fieldset:has([name^='{field}.'])")!;
        Assert.Contains(message, again.TextOf(".problems"), StringComparison.Ordinal);
        if (field != "Title")
        {
            Assert.Equal("true", input.GetAttribute("aria-invalid"));
            Assert.Contains(message, input.GetAttribute("aria-describedby")!.Split(' ').Select(id => again.GetElementById(id)!.TextContent).Aggregate("", string.Concat), StringComparison.Ordinal);
        }

        Assert.Equal("In short", again.ValueOf("Summary.En"));
        Assert.Equal("The English text is here.", again.ValueOf("Body.En"));
        if (fields == field && !typed.Contains('\u0001', StringComparison.Ordinal))
            Assert.Equal(typed.Trim(), again.ValueOf(field));
        await using var db = site.Database();
        Assert.False(await db.WorkingCopies.AnyAsync(w => w.Title.En.Contains(mark), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Title.Ru", Entry.TitleLength)]
    [InlineData("Summary.Kk", Entry.SummaryLength)]
    [InlineData("Body.En", Entry.BodyLength)]
    [InlineData("Note", 500)]
    public async Task One_letter_too_many_is_refused_and_the_longest_text_is_taken(string field, int most)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition($"long {field} {Guid.NewGuid():N}"));
        using var page = await editor.OpenAsync(id);
        using var refused = await editor.PostFormAsync(page, DeskEntries.EditForm, [(field, new string('ш', most + 1))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var again = await refused.ReadPageAsync();
        Assert.Contains($"{most}", again.TextOf(".problems"), StringComparison.Ordinal);
        Assert.Equal(most + 1, again.ValueOf(field).Length);
        using var taken = await editor.PostFormAsync(again, DeskEntries.EditForm, [(field, new string('ш', most)), ("Starts", "2018")]);
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("CfDJ8-not-a-token")]
    public async Task An_old_token_loses_nothing_the_form_comes_back_to_be_saved_once_more(string? token)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition($"token {Guid.NewGuid():N}"));
        using var page = await editor.OpenAsync(id);
        using var response = await editor.PostFormAsync(page, DeskEntries.EditForm, [("Body.Ru", "Долгая работа"), ("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(1, (await site.CopyAsync(id)).Newest);
        using var again = await response.ReadPageAsync();
        Assert.Equal("Долгая работа", again.ValueOf("Body.Ru"));
        using var saved = await editor.PostFormAsync(again, DeskEntries.EditForm);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("Долгая работа", (await site.NewestAsync(id))["Body.Ru"]);
    }

    [Fact]
    public async Task Fields_that_the_form_does_not_have_change_nothing()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition($"extra {Guid.NewGuid():N}"));
        var partner = await site.IdOfAsync("unesco");
        await editor.SaveAsync(
            id, ("Starts", "2017"), ("PartOfId", $"{partner}"), ("EntryId", "1"), ("Id", "1"), ("State", "Published"), ("Kind", "Partner"), ("Published", "1"),
            ("Participations[0].PartnerId", $"{partner}"), ("Media[0].Id", "1"), ("Form.Slug", "x"));
        var copy = await site.CopyAsync(id);
        Assert.Equal((2, null, EntryState.Hidden, EntryKind.Exhibition), (copy.Newest, copy.Published, copy.Entry.State, copy.Kind));
        var newest = await site.NewestAsync(id);
        Assert.Equal("", newest["PartOfId"]);
        Assert.DoesNotContain(newest.Keys, k => k.StartsWith("Participations[", StringComparison.Ordinal) || k.StartsWith("Media[", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Partners_and_wholes_are_chosen_by_typing_any_part_that_only_one_has()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, "ru");
        var partner = await editor.CreateAsync("partners", ("Title.Ru", "Совершенно новый музей игрушки"), ("Institution", "Museum"));
        var id = await editor.CreateAsync(
            "exhibitions",
            [.. DeskEntries.Exhibition($"picks {Guid.NewGuid():N}"), ("Participations[0].Partner", "музей игрушки"), ("Participations[0].Role", "Organiser"), ("PartOf", "(museolog)")]);
        using var page = await editor.OpenAsync(id);
        Assert.Contains("Совершенно новый музей игрушки (", page.ValueOf("Participations[0].Partner"), StringComparison.Ordinal);
        Assert.EndsWith("(museolog)", page.ValueOf("PartOf"), StringComparison.Ordinal);
        Assert.Contains($"{partner}", (await site.NewestAsync(id)).Values);
    }

    [Fact]
    public async Task A_row_more_is_a_form_again_and_saves_nothing()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition($"rows {Guid.NewGuid():N}"));
        using var page = await editor.OpenAsync(id);
        using var response = await editor.PostFormAsync(page, DeskEntries.EditForm, [("Summary.Ru", "Ещё не сохранено")], "button[value=People]");
        using var more = await response.ReadPageAsync();
        Assert.Equal("Ещё не сохранено", more.ValueOf("Summary.Ru"));
        Assert.NotNull(more.QuerySelector("[name='People[1].Name.Kk']"));
        Assert.Equal(1, (await site.CopyAsync(id)).Newest);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Another_entry_s_number_that_does_not_exist_is_said_plainly(string method)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, "kk");
        using var request = new HttpRequestMessage(new HttpMethod(method), "/admin/entries/99999999/edit");
        if (method == "POST")
            request.Content = new FormUrlEncodedContent([new("Base", "1")]);
        using var response = await editor.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("MoreRows", "")]
    [InlineData("StillCorrect", " ")]
    [InlineData("TakeTheirs", "")]
    [InlineData("TakeTheirs", "People[zz].Name.Kk")]
    [InlineData("AddTo", "Nothing")]
    [InlineData("Venues[-1].City.Kk", "x")]
    [InlineData("People", "x")]
    public async Task Fields_that_no_form_of_ours_sends_are_passed_over(string name, string value)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition($"odd {Guid.NewGuid():N}"));
        using var page = await editor.OpenAsync(id);
        using var response = await editor.PostFormAsync(page, DeskEntries.EditForm, [("Body.En", "Written all the same."), (name, value)]);
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Redirect, HttpStatusCode.OK });
        using var again = response.StatusCode == HttpStatusCode.OK ? await response.ReadPageAsync() : await editor.OpenAsync(id);
        Assert.Equal("Written all the same.", again.ValueOf("Body.En"));
    }

    [Fact]
    public async Task A_NUL_is_spoken_of_beside_its_field_and_everything_else_is_still_there()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, "kk");
        using var page = await editor.GetPageAsync("/admin/exhibitions/new");
        using var response = await editor.PostFormAsync(page, DeskEntries.EditForm, [.. DeskEntries.Exhibition("with a NUL").Where(f => f.Name != "Body.Kk"), ("Body.Kk", "Қазақ\0 мәтіні")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        using var again = await response.ReadPageAsync();
        Assert.Contains("Қазақ", again.TextOf("#Body-Kk-error"), StringComparison.Ordinal);
        Assert.Equal("Қазақ мәтіні", again.ValueOf("Body.Kk"));
        Assert.Equal("In short", again.ValueOf("Summary.En"));
    }
}
