using System.Net;
using System.Text;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsmPartners.Tests.Site;

public sealed class CitationsTests(CitationsTests.TimedSite site) : IClassFixture<CitationsTests.TimedSite>
{
    // In Almaty it is 1 March already, and the entries of this site were changed on 1 January 2026.
    private static readonly DateTimeOffset Evening = new(2026, 2, 28, 19, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("kk", "Қазақстан Республикасының Мемлекеттік орталық музейі. a|b\\c [Электрондық ресурс] // Халықаралық байланыстар : сайт. Алматы, 2026. URL: {0} (қаралған күні: 01.03.2026).",
        "Қазақстан Республикасының Мемлекеттік орталық музейі. (2026, 1 қаңтар). a|b\\c. Халықаралық байланыстар. Қаралған күні: 2026 ж. 1 наурыз. {0}")]
    [InlineData("ru", "Центральный государственный музей Республики Казахстан. a|b\\c [Электронный ресурс] // Международные связи : сайт. Алматы, 2026. URL: {0} (дата обращения: 01.03.2026).",
        "Центральный государственный музей Республики Казахстан. (2026, 1 января). a|b\\c. Международные связи. Дата обращения: 1 марта 2026 г. {0}")]
    [InlineData("en", "Central State Museum of the Republic of Kazakhstan. a|b\\c [Electronic resource] // International relations : website. Almaty, 2026. URL: {0} (accessed: 01.03.2026).",
        "Central State Museum of the Republic of Kazakhstan. (2026, January 1). a|b\\c. International relations. Retrieved March 1, 2026, from {0}")]
    public async Task A_page_says_how_it_is_cited_in_its_own_language_with_the_day_in_Almaty(string language, string gost, string apa)
    {
        using var visitor = site.Visitor();
        var address = $"/{language}/partners/{DataSite.SlugOf(DataSite.HostileTitles.ToList().IndexOf("a|b\\c"))}";
        using var page = await visitor.GetPageAsync(address);
        var styles = page.QuerySelectorAll(".cite dd").ToList();
        Assert.Equal([Cited(gost), Cited(apa)], styles.Select(s => s.TextContent));
        Assert.Equal("a|b\\c", styles[1].QuerySelector("i")!.TextContent);
        Assert.Equal([$"{address}/cite.bib", $"{address}/cite.ris"], page.Hrefs(".cite details a"));

        string Cited(string words) => string.Format(Language.Find(language)!.Culture, words, site.Origin + address);
    }

    [Fact]
    public async Task A_title_that_ends_a_sentence_gets_no_second_stop_and_one_of_another_language_says_so()
    {
        await site.PublishAsync(db =>
        {
            db.Add(new Partner { Slug = "only-russian", Title = new("", "Что такое музей?", ""), ChangedAt = new DateTime(2025, 6, 1, 0, 0, 0, DateTimeKind.Utc) });
            return Task.CompletedTask;
        });
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/partners/only-russian");
        var apa = page.QuerySelectorAll(".cite dd")[1];
        Assert.Contains("(2025, June 1). Что такое музей? International relations.", apa.TextContent, StringComparison.Ordinal);
        Assert.Equal("ru", apa.QuerySelector("i")!.GetAttribute("lang"));
    }

    [Fact]
    public async Task BibTeX_keeps_every_letter_of_a_hostile_title_and_no_brace_gets_loose()
    {
        using var visitor = site.Visitor();
        foreach (var (title, slug) in Hostile())
        {
            using var answer = await visitor.AskAsync($"/ru/partners/{slug}/cite.bib");
            Assert.Equal("application/x-bibtex; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
            Assert.Equal($"csm-partners-{slug}-ru.bib", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
            var (type, key, fields) = Bib.Read(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(("online", $"csm-partners-{slug}-ru"), (type, key));
            Assert.Equal(["author", "title", "titleaddon", "date", "url", "urldate", "langid"], fields.Keys);
            Assert.Equal("{Центральный государственный музей Республики Казахстан}", fields["author"]);
            Assert.Equal("{" + OneLine(title) + "}", Bib.Plain(fields["title"]));
            Assert.Equal(("2026-01-01", "2026-03-01", "russian", $"{site.Origin}/ru/partners/{slug}"), (fields["date"], fields["urldate"], fields["langid"], fields["url"]));
        }
    }

    [Fact]
    public async Task RIS_has_one_line_for_each_field_whatever_the_title()
    {
        using var visitor = site.Visitor();
        foreach (var (title, path) in Hostile().Select(h => (h.Title, $"exhibitions/{h.Slug}")).Append((DataSite.WithReturns, "returns")))
        {
            using var answer = await visitor.AskAsync($"/kk/{path}/cite.ris");
            Assert.Equal("application/x-research-info-systems; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
            var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.EndsWith("\r\nER  - \r\n", text, StringComparison.Ordinal);
            var lines = text.Split("\r\n")[..^1];
            Assert.All(lines, line => Assert.Matches("^[A-Z][A-Z0-9]  - [^\r\n]*$", line));
            var fields = lines.ToDictionary(l => l[..2], l => l[6..]);
            Assert.Equal(["TY", "AU", "TI", "T2", "PY", "DA", "UR", "Y2", "LA", "ER"], lines.Select(l => l[..2]));
            Assert.Equal(("ELEC", OneLine(title), "2026", "2026/01/01", "2026/03/01", "kk"), (fields["TY"], fields["TI"], fields["PY"], fields["DA"], fields["Y2"], fields["LA"]));
        }
    }

    [Theory]
    [InlineData("/en", "csm-en")]
    [InlineData("/ru/partners", "csm-partners-ru")]
    [InlineData("/ru/partners?country=fr&institution=museum", "csm-partners-country-fr-institution-museum-ru")]
    [InlineData("/kk/timeline?page=2", "csm-timeline-page-2-kk")]
    [InlineData("/en/countries", "csm-countries-en")]
    [InlineData("/en/countries/fr", "csm-countries-fr-en")]
    [InlineData("/kk/about", "csm-about-kk")]
    [InlineData("/en/data", "csm-data-en")]
    [InlineData("/en/search", "csm-search-en")]
    [InlineData("/ru/partners?letter=%D0%93", "csm-partners-letter-D0-93-ru")]
    public async Task Every_kind_of_page_can_be_cited(string address, string key)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync(address);
        var files = page.Hrefs(".cite details a").ToList();
        Assert.Equal(2, files.Count);
        Assert.Equal(key, Bib.Read(await visitor.TextAsync(files[0])).Key);
        Assert.Contains($"UR  - {site.Origin}{address}\r\n", await visitor.TextAsync(files[1]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/en/partners/nobody/cite.bib", HttpStatusCode.NotFound)]
    [InlineData("/en/partners/withdrawn-partner/cite.ris", HttpStatusCode.Gone)]
    [InlineData("/en/display/cite.bib", HttpStatusCode.NotFound)]
    [InlineData("/en/partners?country=zz", HttpStatusCode.NotFound)]
    [InlineData("/en/partners/cite.bib?country=zz", HttpStatusCode.NotFound)]
    [InlineData("/en/partners/hostile-1/cite.txt", HttpStatusCode.NotFound)]
    [InlineData("/en/partners/hostile-1/cite.bib/cite.bib", HttpStatusCode.NotFound)]
    [InlineData("/en/nothing/cite.bib", HttpStatusCode.NotFound)]
    [InlineData("/cite.bib", HttpStatusCode.NotFound)]
    [InlineData("/robots.txt/cite.bib", HttpStatusCode.NotFound)]
    [InlineData("/en/feed.xml/cite.ris", HttpStatusCode.NotFound)]
    [InlineData("/id/museum/cite.bib", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_cited_is_not_there(string address, HttpStatusCode status)
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync(address, status);
        Assert.Empty(page.QuerySelectorAll(".cite"));
    }

    [Fact]
    public async Task The_citation_of_a_former_address_leads_to_that_of_the_present_one()
    {
        using var visitor = site.Visitor();
        using var answer = await visitor.AskAsync("/ru/partners/old-hostile/cite.ris");
        Assert.Equal("/ru/partners/hostile-0/cite.ris", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task It_is_there_without_script_and_names_the_permanent_address()
    {
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/kk/partners/kunstkamera");
        Assert.NotNull(page.QuerySelector(".cite details summary"));
        Assert.Empty(page.QuerySelectorAll(".cite button"));
        Assert.Equal($"{site.Origin}/kk/partners/kunstkamera", page.QuerySelector(".cite > p a")!.GetAttribute("href"));
    }

    private static IEnumerable<(string Title, string Slug)> Hostile() => DataSite.HostileTitles.Select((title, i) => (title, DataSite.SlugOf(i)));

    private static string OneLine(string title) => string.Join(' ', title.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));

    public sealed class TimedSite : TestSite
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await DataSite.AddHostileAsync(this);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(Evening)));
        }
    }
}
