using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Admin;

/// <summary>Each test looks for words of its own, since others make entries too.</summary>
public sealed class ListsTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Theory]
    [InlineData("partners"), InlineData("projects"), InlineData("exhibitions"), InlineData("trainings")]
    [InlineData("agreements"), InlineData("events"), InlineData("publications"), InlineData("pages"), InlineData("entries")]
    public async Task Every_kind_has_its_list_in_each_language(string list)
    {
        foreach (var language in Language.All)
        {
            using var client = await site.StaffAsync(StaffRole.Publisher, language.Code);
            using var page = await client.GetPageAsync($"/admin/{list}");
            Assert.NotEmpty(page.TextOf("h1"));
            Assert.NotEmpty(page.TextOf(".lead"));
            Assert.NotEmpty(page.QuerySelectorAll("table.list tbody tr"));
        }
    }

    [Theory]
    [InlineData("Қойлык Кремлi", "койлык")]
    [InlineData("Койлык крепость", "ҚОЙЛЫҚ")]
    public async Task The_search_finds_Kazakh_letters_by_their_Russian_neighbours_and_the_other_way_round(string name, string typed)
    {
        var id = await site.EntryAsync(EntriesOfTests.Partner($"{name} {Word()}"));
        Assert.Contains(id, await FoundAsync("partners", $"q={Uri.EscapeDataString(typed)}"));
    }

    /// <summary>SQL Server finds what has no weight in its collation everywhere.</summary>
    [Theory]
    [InlineData("\u200D"), InlineData("\u0301"), InlineData("\uFEFF"), InlineData("\u2060"), InlineData("\uE000"), InlineData("\u0378"), InlineData("\uFFFD")]
    public async Task What_cannot_be_seen_finds_nothing_by_itself_and_hinders_nothing_within_a_word(string invisible)
    {
        var word = Word();
        var id = await site.EntryAsync(EntriesOfTests.Partner($"Weight {word}"));
        Assert.Empty(await FoundAsync("partners", $"q={Uri.EscapeDataString(invisible)}"));
        Assert.Equal([id], await FoundAsync("partners", $"q={Uri.EscapeDataString(word.Insert(2, invisible))}"));
        using var client = await site.StaffAsync(StaffRole.Editor);
        var suggested = await client.GetStringAsync(new Uri($"/admin/suggest?kind=partner&q={Uri.EscapeDataString(invisible)}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("[]", suggested);
    }

    [Fact]
    public async Task All_words_of_a_search_have_to_occur_in_any_order()
    {
        var (one, other) = (Word(), Word());
        var both = await site.EntryAsync(EntriesOfTests.Partner($"{one} {other}"));
        await site.EntryAsync(EntriesOfTests.Partner(one));
        Assert.Equal([both], await FoundAsync("partners", $"q={other}+{one}"));
        Assert.Equal(2, (await FoundAsync("entries", $"q={one}")).Count);
    }

    [Theory]
    [InlineData("%"), InlineData("_"), InlineData("[a-z]"), InlineData("'"), InlineData("\"")]
    public async Task A_character_that_databases_give_a_meaning_is_searched_as_it_is(string typed)
    {
        var word = Word();
        await site.EntryAsync(EntriesOfTests.Partner(word));
        Assert.Empty(await FoundAsync("partners", $"q={word}{Uri.EscapeDataString(typed)}"));
    }

    [Fact]
    public async Task A_list_is_narrowed_by_state()
    {
        var word = Word();
        var hidden = await site.EntryAsync(EntriesOfTests.Partner($"{word} a"));
        var published = await site.PublishedAsync(EntriesOfTests.Partner($"{word} b"));
        var waiting = await site.PublishedAsync(EntriesOfTests.Partner($"{word} c"));
        await site.ChangeAsync<PartnerForm>(waiting, null, form => form.Country = "DE");
        await site.ChangeAsync<PartnerForm>(hidden, null, form => form.Country = "DE");
        var withdrawn = await site.PublishedAsync(EntriesOfTests.Partner($"{word} d"));
        await site.WithdrawAsync(withdrawn, new());
        await site.SetAsync(hidden, copy => (copy.Stage, copy.Submitted) = (Stage.InReview, 2));
        await site.SetAsync(waiting, copy => (copy.Stage, copy.PublishAt) = (Stage.Scheduled, new DateTime(2031, 5, 7, 4, 0, 0, DateTimeKind.Utc)));

        Assert.Equal([hidden], await FoundAsync("partners", $"q={word}&state=not-published"));
        Assert.Equal([published], await FoundAsync("partners", $"q={word}&state=published"));
        Assert.Equal([waiting], await FoundAsync("partners", $"q={word}&state=changes-waiting"));
        Assert.Equal([withdrawn], await FoundAsync("partners", $"q={word}&state=withdrawn"));
        Assert.Equal([hidden], await FoundAsync("partners", $"q={word}&state=in-review"));
        Assert.Equal([waiting], await FoundAsync("partners", $"q={word}&state=scheduled"));

        using var client = await site.StaffAsync(StaffRole.Editor);
        using var page = await client.GetPageAsync($"/admin/partners?q={word}&sort=title");
        var states = page.QuerySelectorAll("table.list tbody tr").Select(r => Text(r.Children[2])).ToList();
        Assert.Equal(["not published in review", "published", "changes waiting scheduled 7 May 2031, 09:00", "withdrawn"], states);
    }

    [Fact]
    public async Task A_list_is_narrowed_by_what_a_language_lacks_and_says_it_in_words()
    {
        var word = Word();
        var form = EntriesOfTests.Partner(word);
        form.Title = form.Title with { Kk = "" };
        form.Summary = new("", "Одно предложение.", "One sentence.");
        var id = await site.EntryAsync(form);
        var whole = await site.EntryAsync(EntriesOfTests.Partner($"{word} 2"));
        await site.ChangeAsync<PartnerForm>(whole, null, f => f.Title = f.Title with { Ru = $"{word} новый" });
        Assert.Equal([id], await FoundAsync("partners", $"q={word}&gap=missing-kk"));
        Assert.Equal([whole], await FoundAsync("partners", $"q={word}&gap=stale-en"));
        Assert.Empty(await FoundAsync("partners", $"q={word}&gap=missing-en"));

        using var client = await site.StaffAsync(StaffRole.Editor, "kk");
        using var page = await client.GetPageAsync($"/admin/partners?q={word}&gap=missing-kk");
        Assert.Equal(["kk 2 мәтін жоқ", "ru толық", "en толық"], page.QuerySelectorAll(".gaps li").Select(Text));
        Assert.Equal("ru", page.QuerySelector("table.list th[scope=row] a")!.GetAttribute("lang"));
        Assert.Equal("русский", page.TextOf("table.list th[scope=row] .mark"));
    }

    [Fact]
    public async Task A_list_is_narrowed_by_country_year_and_editor()
    {
        var word = Word();
        using var editor = await site.StaffAsync(StaffRole.Editor, name: $"Aigerim {word}");
        var partner = await site.PublishedAsync(EntriesOfTests.Partner(word));
        var open = EntriesOfTests.Exhibition($"{word} open", partner);
        (open.Starts, open.Continues, open.Venues) = ("2011", true, [new VenueItem { Key = "f6", Country = "IT" }]);
        var bounded = EntriesOfTests.Exhibition($"{word} bounded", partner);
        (bounded.Starts, bounded.Ends) = ("2011-05", "2013");
        var (openId, boundedId) = (await site.EntryAsync(open, editor), await site.EntryAsync(bounded));
        Assert.Equal([openId], await FoundAsync("exhibitions", $"q={word}&country=IT"));
        Assert.Equal(2, (await FoundAsync("exhibitions", $"q={word}&year=2012")).Count);
        Assert.Equal([openId], await FoundAsync("exhibitions", $"q={word}&year=2020"));
        Assert.Empty(await FoundAsync("exhibitions", $"q={word}&year=2010"));
        Assert.Equal([openId], await FoundAsync("exhibitions", $"q={word}&editor={editor.Id}"));
        Assert.Equal([openId], await FoundAsync("exhibitions", $"q={word}&editor=me", editor));
        Assert.Empty(await FoundAsync("exhibitions", $"q={word}&editor=others", editor));
        Assert.Equal([openId], await FoundAsync("exhibitions", $"q={word}&editor=others"));
        Assert.True(await site.PublishNewestAsync(boundedId));
        Assert.Equal([boundedId], await FoundAsync("exhibitions", $"q={word}&country=FR"));
    }

    [Fact]
    public async Task Titles_stand_in_the_order_of_the_persons_own_alphabet()
    {
        var word = Word();
        foreach (var letter in new[] { "Я", "Қ", "Л", "К", "Ә", "Б", "І" })
            await site.EntryAsync(EntriesOfTests.Partner($"{letter}аз {word}"));
        using var kazakh = await site.StaffAsync(StaffRole.Editor, "kk");
        using var page = await kazakh.GetPageAsync($"/admin/partners?q={word}&sort=title");
        Assert.Equal("ӘБКҚЛІЯ", string.Concat(page.QuerySelectorAll("table.list th[scope=row] a").Select(a => a.TextContent[..1])));
    }

    [Fact]
    public async Task What_changed_last_stands_first_fifty_to_a_page()
    {
        var word = Word();
        await using (var db = site.Database())
        {
            for (var i = 0; i < 51; i++)
            {
                var form = EntriesOfTests.Partner($"{word} {i}");
                form.Slug = $"{word}-{i}";
                await db.CreateAsync(form, new Author(null, ""), "", TimeProvider.System, new AuditEvent { Action = AuditAction.Created }, TestContext.Current.CancellationToken);
            }
        }

        using var client = await site.StaffAsync(StaffRole.Editor);
        using var first = await client.GetPageAsync($"/admin/partners?q={word}");
        Assert.Equal(50, first.QuerySelectorAll("table.list tbody tr").Length);
        Assert.Equal($"{word} 50", first.TextOf("table.list th[scope=row] a"));
        Assert.Equal("51 entries", first.TextOf(".count"));
        using var second = await client.GetPageAsync(first.QuerySelector(".pager [rel=next]")!.GetAttribute("href")!);
        Assert.Equal($"{word} 0", second.TextOf("table.list th[scope=row] a"));
        using var beyond = await client.GetPageAsync($"/admin/partners?q={word}&page=99");
        Assert.Equal($"{word} 0", beyond.TextOf("table.list th[scope=row] a"));
    }

    [Fact]
    public async Task What_a_list_does_not_know_is_left_out_and_named()
    {
        using var client = await site.StaffAsync(StaffRole.Editor, "ru");
        using var page = await client.GetPageAsync("/admin/partners?state=%D1%87%D1%83%D0%B4%D0%B5%D1%81%D0%B0&gap=1&country=zz&year=20014&editor=-1&sort=x&page=0");
        Assert.Equal("Эти условия непонятны и не учтены: state=чудеса; gap=1; country=zz; year=20014; editor=-1; sort=x; page=0", page.TextOf(".notice"));
        Assert.NotEmpty(page.QuerySelectorAll("table.list tbody tr"));
    }

    [Fact]
    public async Task A_search_without_result_offers_the_way_back()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var page = await client.GetPageAsync($"/admin/agreements?q={Word()}&state=withdrawn");
        Assert.Equal("No entry matches. Show all", Text(page.QuerySelector(".empty")!));
        Assert.Equal("/admin/agreements", page.QuerySelector(".empty a")!.GetAttribute("href"));
        Assert.Equal("/admin/agreements/new", page.QuerySelector(".page-head a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("q=%00"), InlineData("q=a%00b%E2%80%AEc"), InlineData("q=%FF%FE"), InlineData("q=%ED%A0%80"), InlineData("q='%20OR%201=1--"), InlineData("q=%25_%5B%5D%5E")]
    [InlineData("q=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x+y+z"), InlineData("page=99999999999999999999"), InlineData("page=2147483647"), InlineData("year=-2147483648")]
    [InlineData("state=1&state=2&gap=&kind=partners&editor=99999999999999999999"), InlineData("country=%00%00"), InlineData("sort=title&q=%F0%9F%8E%AD"), InlineData("state=0"), InlineData("comments=open&ends=soon")]
    public async Task A_hostile_address_gets_a_page(string query)
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        foreach (var list in new[] { "partners", "entries", "agreements" })
        {
            using var page = await client.GetPageAsync($"/admin/{list}?{query}");
            Assert.NotEmpty(page.TextOf("h1"));
        }
    }

    [Fact]
    public async Task A_search_of_thousands_of_letters_is_cut()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var page = await client.GetPageAsync($"/admin/partners?q={new string('x', 4000)}");
        Assert.Equal(200, ((IHtmlInputElement)page.QuerySelector("#q")!).Value.Length);
        using var longer = await client.GetAsync(new Uri($"/admin/partners?q={new string('x', 5000)}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestUriTooLong, longer.StatusCode);
    }

    private async Task<List<int>> FoundAsync(string list, string query, DeskClient? who = null)
    {
        using var client = who is null ? await site.StaffAsync(StaffRole.Editor) : null;
        using var page = await (who ?? client!).GetPageAsync($"/admin/{list}?{query}");
        return [.. page.Hrefs("table.list th[scope=row] a").Select(h => int.Parse(h.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture))];
    }

    /// <summary>A word that occurs nowhere else.</summary>
    internal static string Word() => $"w{Guid.NewGuid():N}";

    internal static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
