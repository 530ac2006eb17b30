using System.Net;
using System.Net.Http.Json;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

public sealed class SearchTests(TestSite site) : IClassFixture<TestSite>
{
    [Theory]
    [InlineData("/kk/search?q=Эрмитаждың", "Мемлекеттік Эрмитаж")]
    [InlineData("/ru/search?q=эрмитажом", "Государственный Эрмитаж")]
    [InlineData("/en/search?q=Hermitage", "State Hermitage Museum")]
    [InlineData("/en/search?q=эрмитаж", "State Hermitage Museum")]
    [InlineData("/ru/search?q=hermitage", "Государственный Эрмитаж")]
    [InlineData("/kk/search?q=мұражай+дюрдин", null)]
    public async Task A_query_in_any_language_finds_the_entry_in_the_pages_language(string address, string? title)
    {
        var page = await site.Visitor().GetPageAsync(address);
        if (title is not null)
            Assert.Equal(title, page.TextOf(".hit h2"));
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
    }

    [Fact]
    public async Task Every_page_has_the_search_and_it_asks_the_results_page()
    {
        foreach (var address in new[] { "/kk", "/ru/partners", "/en/search", "/kk/nothing-here" })
        {
            var form = (await site.Visitor().GetPageAsync(address, address.EndsWith("here", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK)).QuerySelector(".masthead form[role=search]")!;
            Assert.Equal(address[..3] + "/search", form.GetAttribute("action"));
            Assert.NotNull(form.QuerySelector("label[for=search]"));
            Assert.Equal("q", form.QuerySelector("input")!.GetAttribute("name"));
        }
    }

    [Fact]
    public async Task The_words_that_matched_are_marked_in_title_and_text()
    {
        var hit = (await site.Visitor().GetPageAsync("/kk/search?q=көрмелерді")).QuerySelector(".hit")!;
        Assert.All(hit.QuerySelectorAll("mark"), mark => Assert.StartsWith("көрме", mark.TextContent, StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(hit.QuerySelectorAll("h2 mark"));
        Assert.NotEmpty(hit.QuerySelectorAll(".summary mark"));
    }

    [Fact]
    public async Task What_was_found_in_another_language_is_shown_in_that_language()
    {
        var summary = (await site.Visitor().GetPageAsync("/en/search?q=эрмитажем")).QuerySelector(".hit .summary")!;
        Assert.StartsWith("In the Russian text:", summary.TextContent, StringComparison.Ordinal);
        Assert.NotNull(summary.QuerySelector("[lang=ru] mark"));
    }

    [Fact]
    public async Task Results_are_counted_and_narrowed_by_kind_country_and_year()
    {
        var visitor = site.Visitor();
        var all = await visitor.GetPageAsync("/ru/search?q=музей");
        Assert.Equal(["Вид", "Страна", "Год"], all.QuerySelectorAll(".facet summary").Select(s => s.TextContent.Trim()));
        var exhibitions = all.QuerySelector("input[name=kind][value=exhibition]")!.ParentElement!;
        var count = int.Parse(exhibitions.QuerySelector(".count")!.TextContent, System.Globalization.CultureInfo.InvariantCulture);
        var narrowed = await visitor.GetPageAsync("/ru/search?q=музей&kind=exhibition");
        Assert.Equal(count, narrowed.QuerySelectorAll(".hit").Length);
        Assert.All(narrowed.QuerySelectorAll(".hit .kicker"), k => Assert.StartsWith("Выставка", k.TextContent, StringComparison.Ordinal));
        Assert.Equal("музей", narrowed.QuerySelector(".filters input[name=q]")!.GetAttribute("value"));
        Assert.Contains("/kk/search?q=%D0%BC%D1%83%D0%B7%D0%B5%D0%B9&kind=exhibition", narrowed.Hrefs(".languages a"));
        Assert.Contains("/ru/search?q=%D0%BC%D1%83%D0%B7%D0%B5%D0%B9", narrowed.Hrefs(".chips a"));
        var none = await visitor.GetPageAsync("/ru/search?q=Эрмитаж&year=1900", HttpStatusCode.NotFound);
        Assert.NotEmpty(none.QuerySelectorAll(".empty a"));
    }

    [Fact]
    public async Task Long_results_have_pages_that_keep_the_question()
    {
        var visitor = site.Visitor();
        var first = await visitor.GetPageAsync("/en/search?q=museum");
        Assert.Equal(20, first.QuerySelectorAll(".hit").Length);
        var next = first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!;
        Assert.Equal("/en/search?q=museum&page=2", next);
        Assert.Equal("21", (await visitor.GetPageAsync(next)).QuerySelector(".hits")!.GetAttribute("start"));
        await visitor.GetPageAsync("/en/search?q=museum&page=999", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("kk", "0fpf0cnfy", "қазақстан")]
    [InlineData("ru", "vjcrdf", "москва")]
    [InlineData("en", "hermitgae", "hermitage")]
    public async Task What_may_have_been_meant_is_offered_beside_its_results(string language, string typed, string meant)
    {
        var page = await site.Visitor().GetPageAsync($"/{language}/search?q={typed}");
        Assert.Contains(typed, page.TextOf(".search-notice"), StringComparison.Ordinal);
        Assert.Equal(meant, page.TextOf(".search-notice a"));
        Assert.NotEmpty(page.QuerySelectorAll(".hit"));
        Assert.Equal(typed, page.QuerySelector("#asked")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Nothing_found_still_leads_on()
    {
        var page = await site.Visitor().GetPageAsync("/kk/search?q=ыыыыыыыыы");
        Assert.Contains("ыыыыыыыыы", page.TextOf(".empty h2"), StringComparison.Ordinal);
        Assert.Contains("/kk/partners", page.Hrefs(".empty a"));
    }

    [Fact]
    public async Task A_country_is_found_with_its_page()
    {
        Assert.Contains("/ru/countries/jp", (await site.Visitor().GetPageAsync("/ru/search?q=Японии")).Hrefs(".search-countries a"));
        Assert.Empty((await site.Visitor().GetPageAsync("/ru/search?q=Японии+музей")).QuerySelectorAll(".search-countries"));
    }

    [Fact]
    public async Task An_empty_question_shows_the_form_alone()
    {
        foreach (var address in new[] { "/kk/search", "/kk/search?q=", "/kk/search?q=%20%09%20", "/kk/search?q=%00" })
        {
            var page = await site.Visitor().GetPageAsync(address);
            Assert.NotNull(page.QuerySelector("#asked"));
            Assert.Empty(page.QuerySelectorAll(".hit, .filters, .empty"));
        }
    }

    [Fact]
    public async Task Odd_questions_are_answered_like_any_other()
    {
        string[] odd =
        [
            "ы", "*", "\"", "AND", "~1000", "title:музей", "(((", "???", "музей~0.9999999999", "[* TO *]", "\\", "+-!&&||", "<script>alert(1)</script>", "' OR 1=1 --",
            "\u202Eмузей", "музе\u0301й", "😀", "\uD800", new string('я', 600), string.Join(' ', Enumerable.Repeat("музей", 100)), string.Join(' ', Enumerable.Range(0, 180)),
        ];
        foreach (var typed in odd)
        {
            var page = await site.Visitor().GetPageAsync("/ru/search?q=" + Uri.EscapeDataString(typed));
            Assert.Empty(page.QuerySelectorAll("main script"));
            using var suggestions = await site.Visitor().GetAsync(new Uri("/ru/search/suggestions?q=" + Uri.EscapeDataString(typed), UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, suggestions.StatusCode);
        }

        using var tooLong = await site.Visitor().GetAsync(new Uri("/ru/search?q=" + new string('a', 5000), UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestUriTooLong, tooLong.StatusCode);
        var unknown = await site.Visitor().GetPageAsync("/ru/search?q=музей&kind=nonsense&kind=%3Cb%3E", HttpStatusCode.NotFound);
        Assert.DoesNotContain("nonsense", unknown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggestions_name_entries_in_the_pages_language()
    {
        var found = (await site.Visitor().GetFromJsonAsync<Suggested>(new Uri("/ru/search/suggestions?q=кунстк", UriKind.Relative), TestContext.Current.CancellationToken))!;
        Assert.Equal("/ru/partners/kunstkamera", found.Suggestions[0].Address);
        Assert.Equal("Партнёр", found.Suggestions[0].Kind);
        Assert.StartsWith($"{found.Suggestions.Count} ", found.Status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_published_is_found_and_what_is_withdrawn_is_not()
    {
        var visitor = site.Visitor();
        await site.PublishAsync(db => db.AddAsync(new Partner { Slug = "found", Title = new("Зымыран музейі", "Музей Зымыран", "Zymyran museum"), Summary = new("а", "б", "c"), Country = "FR" }).AsTask());
        Assert.Equal("Зымыран музейі", (await visitor.GetPageAsync("/kk/search?q=зымыранның")).TextOf(".hit h2"));
        await site.PublishAsync(db =>
        {
            db.Entries.Single(e => e.Slug == "found").State = EntryState.Withdrawn;
            return Task.CompletedTask;
        });
        Assert.Empty((await visitor.GetPageAsync("/kk/search?q=зымыранның")).QuerySelectorAll(".hit"));
    }

    private sealed record Suggested(string Status, List<Suggestion> Suggestions);

    private sealed record Suggestion(string Title, string Language, string Kind, string Address);
}
