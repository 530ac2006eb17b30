using System.Net;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Admin.Entries;

/// <summary>Where an activity took place, written at the desk and read by visitors.</summary>
public sealed class VenuesTests(DeskSite site)
{
    [Fact]
    public async Task An_exhibition_that_travelled_shows_every_venue_in_each_language()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await TravelledAsync("travelled");
        using var visitor = site.Visitor();
        foreach (var (language, partner, second) in new[] { ("kk", "Кунсткамера", "Оян галереясы, Анкара, Түркия (2021)"), ("ru", "Кунсткамера", "Галерея Оян, Анкара, Турция (2021)"), ("en", "Kunstkamera", "Oyan Gallery, Ankara, Türkiye (2021)") })
        {
            using var page = await visitor.GetPageAsync($"/{language}/exhibitions/exhibition-travelled");
            var venues = page.QuerySelectorAll("dl.facts dd").Select(d => d.TextContent.Trim()).ToList();
            Assert.Contains(second, venues);
            Assert.Contains(venues, v => v.Contains(partner, StringComparison.Ordinal) && v.Contains("2020", StringComparison.Ordinal));
            Assert.NotNull(page.QuerySelector($"dl.facts a[href='/{language}/partners/kunstkamera']"));
            using var list = await visitor.GetPageAsync($"/{language}/exhibitions?country=tr");
            Assert.NotNull(list.QuerySelector($"main a[href='/{language}/exhibitions/exhibition-travelled']"));
        }

        using (var house = await visitor.GetPageAsync("/en/partners/kunstkamera"))
        {
            var entry = house.QuerySelectorAll(".timeline-entry").Single(e => e.TextContent.Contains("Exhibition travelled", StringComparison.Ordinal));
            Assert.Equal("Venue", entry.TextOf(".role"));
        }

        using var again = await editor.OpenAsync(id);
        using var unchanged = await editor.PostFormAsync(again, DeskEntries.EditForm);
        using var after = await editor.FollowAsync(unchanged);
        Assert.Contains("Nothing has changed", after.TextOf(".notice"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_the_venues_as_visitors_will_see_them()
    {
        var id = await TravelledAsync("venues-previewed");
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var preview = await editor.GetPageAsync($"/admin/entries/{id}/preview/ru");
        Assert.Contains("Галерея Оян, Анкара, Турция", preview.TextOf("dl.facts"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Venues[0].From", "2020", "#Venues-0-Name-error", "Say where it was on these dates")]
    [InlineData("Venues[0].Partner", "No such house", "#Venues-0-Partner-error", "No partner called “No such house”")]
    [InlineData("Venues[0].Country", "ZZ", "#Venues-0-Country-error", "no such country")]
    [InlineData("Venues[0].Until", "2014-02-30", "#Venues-0-Until-error", "2014-02-30")]
    public async Task What_is_wrong_with_a_venue_is_said_beside_it(string field, string value, string error, string message)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var page = await editor.GetPageAsync("/admin/exhibitions/new");
        using var response = await editor.PostFormAsync(page, DeskEntries.EditForm, [.. DeskEntries.Exhibition("wrong"), (field, value)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        using var again = await response.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(message, again.TextOf(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merging_two_records_of_a_partner_moves_the_exhibitions_shown_at_its_house()
    {
        var (one, two) = (ListsTests.Word(), ListsTests.Word());
        var stays = await site.PublishedAsync(EntriesOfTests.Partner(one));
        var goes = await site.PublishedAsync(EntriesOfTests.Partner(two));
        var form = new ExhibitionForm { Title = new($"{one} a", $"{one} b", $"{one} c"), Starts = "2014", Venues = [new VenueItem { Key = "f1", PartnerId = goes }] };
        var exhibition = await site.PublishedAsync(form);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        using var choose = await publisher.GetPageAsync($"/admin/entries/{stays}/merge?other={two}");
        using var done = await publisher.PostFormAsync(choose, "form[method=post].plain-form");
        await site.LookAsync();
        Assert.Equal(stays, Assert.Single(((ExhibitionForm)await site.FormAsync(exhibition)).Venues).PartnerId);
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync($"/en/partners/{one}");
        Assert.Contains($"{one} c", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("person", "Ермек", "Ермек Сынақов", "Yermek Synakov")]
    [InlineData("venue", "oyan", "Оян галереясы", "Oyan Gallery")]
    public async Task Names_written_before_are_suggested_in_all_languages(string kind, string typed, string kazakh, string english)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        await TravelledAsync($"named-{kind}");
        var found = await editor.GetStringAsync(new Uri($"/admin/suggest?kind={kind}&q={Uri.EscapeDataString(typed)}", UriKind.Relative), TestContext.Current.CancellationToken);
        var names = System.Text.Json.JsonElement.Parse(found).EnumerateArray().Select(n => ($"{n.GetProperty("kk")}", $"{n.GetProperty("en")}")).ToList();
        Assert.Contains((kazakh, english), names);
    }

    [Fact]
    public async Task A_comparison_calls_partners_roles_and_countries_by_their_names()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, "kk");
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("compared-venues"));
        await editor.SaveAsync(id, ("Participations[0].Partner", "kunstkamera"), ("Participations[0].Role", "Lender"), ("Venues[0].Country", "TR"), ("Venues[0].From", "2020-05"), ("Direction", "Abroad"), ("Continues", "true"));
        using var page = await editor.GetPageAsync($"/admin/entries/{id}/compare?from=1&to=2");
        var said = page.TextOf("dl.changes");
        foreach (var word in new[] { "Кунсткамера", "Түркия", "2020 ж. мамыр", "иә" })
            Assert.Contains(word, said, StringComparison.Ordinal);
        foreach (var code in new[] { "Lender", "TR", "2020-05", "Abroad", "true", "false" })
            Assert.DoesNotContain(code, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_who_choose_different_partners_are_asked_in_the_field_and_by_name()
    {
        using var one = await site.StaffAsync(StaffRole.Editor);
        using var two = await site.StaffAsync(StaffRole.Editor);
        var id = await one.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("two-partners"), ("Participations[0].Partner", "kunstkamera"), ("Participations[0].Role", "Host")]);
        using var mine = await one.OpenAsync(id);
        using var theirs = await two.OpenAsync(id);
        using var saved = await two.PostFormAsync(theirs, DeskEntries.EditForm, [("Participations[0].Partner", "turksoy")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using var clashed = await one.PostFormAsync(mine, DeskEntries.EditForm, [("Participations[0].Partner", "unesco")]);
        Assert.Equal(HttpStatusCode.Conflict, clashed.StatusCode);
        using var page = await clashed.PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("TURKSOY", page.TextOf("#Participations-0-Partner-clash .clash-text"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".problems a[href='#Participations-0-Partner']"));
        using var decided = await one.PostFormAsync(page, DeskEntries.EditForm, [("TakeTheirs", page.QuerySelector("[name=TakeTheirs]")!.GetAttribute("value"))]);
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        Assert.Equal(await site.IdOfAsync("turksoy"), Assert.Single(((ExhibitionForm)await site.FormAsync(id)).Participations).PartnerId);
    }

    private async Task<int> TravelledAsync(string mark)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var publisher = await site.StaffAsync(StaffRole.Publisher);
        var id = await editor.CreateAsync("exhibitions",
        [
            .. DeskEntries.Exhibition(mark), ("Venues[0].Partner", "kunstkamera"), ("Venues[0].From", "2020"), ("Venues[0].Until", "2020"),
            ("People[0].Name.Kk", "Ермек Сынақов"), ("People[0].Name.Ru", "Ермек Сынаков"), ("People[0].Name.En", "Yermek Synakov"),
        ]);
        await editor.SaveAsync(id,
            ("Venues[1].Name.Kk", "Оян галереясы"), ("Venues[1].Name.Ru", "Галерея Оян"), ("Venues[1].Name.En", "Oyan Gallery"),
            ("Venues[1].City.Kk", "Анкара"), ("Venues[1].City.Ru", "Анкара"), ("Venues[1].City.En", "Ankara"),
            ("Venues[1].Country", "TR"), ("Venues[1].From", "2021"), ("Venues[1].Until", "2021"));
        await publisher.PublishAsync(id);
        return id;
    }
}
