using System.Net;
using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.OpenData;

public sealed class ApiTests(DataSite site) : IClassFixture<DataSite>
{
    public static TheoryData<string> Lists => ["partners", "projects", "exhibitions", "trainings", "agreements", "events", "publications", "pages", "activities", "countries"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Following_next_from_page_to_page_meets_every_entry_once(string list)
    {
        using var client = site.Visitor();
        var seen = new List<string>();
        var address = $"/api/v1/{list}?size=3";
        var total = 0;
        for (var page = 1; ; page++)
        {
            using var answer = await client.AskAsync(address);
            var json = await answer.JsonAsync();
            total = json["total"]!.GetValue<int>();
            Assert.Equal((page, 3, (total + 2) / 3), (json["page"]!.GetValue<int>(), json["size"]!.GetValue<int>(), json["pages"]!.GetValue<int>()));
            seen.AddRange(json.Items().Select(i => (i["id"] ?? i["code"])!.GetValue<string>()));
            var links = LinksOf(answer);
            Assert.Equal(page > 1, links.ContainsKey("prev"));
            Assert.Equal($"{site.Origin}/api/v1/{list}?page=1&size=3", links["first"]);
            Assert.Equal($"{site.Origin}/api/v1/{list}?page={(total + 2) / 3}&size=3", links["last"]);
            Assert.Equal($"{site.Origin}/data#terms", links["license"]);
            if (!links.TryGetValue("next", out var next))
                break;
            address = next;
        }

        Assert.Equal(total, seen.Count);
        Assert.Equal(total, seen.Distinct().Count());
        Assert.True(total > 0);
    }

    [Theory]
    [InlineData("partners?country=fr&institution=museum")]
    [InlineData("partners?cooperation=scholarly&institution=archive&institution=library")]
    [InlineData("exhibitions?country=gb&direction=hosted")]
    [InlineData("exhibitions?partner=hostile-1&year=2014")]
    [InlineData("projects?type=research")]
    [InlineData("events?year=2013")]
    [InlineData("activities?kind=training&kind=agreement", "timeline?kind=agreement&kind=training")]
    public async Task Filters_find_what_they_find_on_the_pages(string query, string? onPage = null)
    {
        using var client = site.Visitor();
        var json = await client.JsonAsync($"/api/v1/{query}");
        using var page = await client.GetPageAsync($"/en/{onPage ?? query}");
        var total = json["total"]!.GetValue<int>();
        Assert.True(total > 0);
        Assert.Equal(total.ToString(System.Globalization.CultureInfo.InvariantCulture), page.TextOf(".result").Split(' ')[0]);
    }

    [Theory]
    [InlineData("partners?colour=red", "cooperation, country, institution")]
    [InlineData("partners?letter=A", "cooperation, country, institution")]
    [InlineData("partners?year=2014", "cooperation, country, institution")]
    [InlineData("pages?country=fr", "no filters")]
    [InlineData("partners?country=zz", "country")]
    [InlineData("partners?country=FR", "country")]
    [InlineData("partners?country=", "country")]
    [InlineData("partners?country=fr&country=zz", "country")]
    [InlineData("exhibitions?partner=%3Cscript%3Ealert(1)%3C/script%3E", "partner")]
    [InlineData("activities?kind=partner", "kind")]
    [InlineData("partners?page=0", "from 1")]
    [InlineData("partners?page=two", "from 1")]
    [InlineData("partners?page=1&page=2", "from 1")]
    [InlineData("partners?page=99999999999999999999", "from 1")]
    [InlineData("partners?size=0", "1 to 200")]
    [InlineData("partners?size=201", "1 to 200")]
    [InlineData("partners?size=-1", "1 to 200")]
    public async Task A_query_that_cannot_be_understood_is_refused_in_plain_words(string query, string words)
    {
        using var client = site.Visitor();
        var problem = await client.JsonAsync($"/api/v1/{query}", HttpStatusCode.BadRequest, "application/problem+json");
        Assert.Equal(400, problem["status"]!.GetValue<int>());
        Assert.Contains(words, problem.Text("detail"), StringComparison.Ordinal);
        Assert.DoesNotContain("alert", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_speak_the_caller_s_language_else_English()
    {
        using var client = site.Visitor();
        foreach (var (accepted, language, words) in new[] { ("kk", "kk", "Мұндай мекенжай жоқ"), ("ru-KZ,ru;q=0.9", "ru", "Такого адреса нет"), ("fr", "en", "There is no such address") })
        {
            using var answer = await client.AskAsync("/api/v1/paintings", ("Accept-Language", accepted));
            Assert.Contains(words, (await answer.JsonAsync(HttpStatusCode.NotFound, "application/problem+json")).Text("detail"), StringComparison.Ordinal);
            Assert.Equal([language], answer.Content.Headers.ContentLanguage);
            Assert.Contains("Accept-Language", answer.Headers.Vary);
        }
    }

    [Theory]
    [InlineData("partners/nobody", HttpStatusCode.NotFound)]
    [InlineData("partners/hidden-partner", HttpStatusCode.NotFound)]
    [InlineData("partners/withdrawn-partner", HttpStatusCode.Gone)]
    [InlineData("countries/zz", HttpStatusCode.NotFound)]
    [InlineData("activities/hostile-1", HttpStatusCode.NotFound)]
    [InlineData("partners?page=1000", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.NotFound)]
    [InlineData("partners/a/b", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_or_gone_says_so(string path, HttpStatusCode status)
    {
        using var client = site.Visitor();
        var problem = await client.JsonAsync($"/api/v1/{path}".TrimEnd('/'), status, "application/problem+json");
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        Assert.Equal(status == HttpStatusCode.Gone, problem.Text("detail") == "Entered by mistake.");
    }

    [Fact]
    public async Task A_former_address_leads_to_the_present_one()
    {
        using var client = site.Visitor();
        using var answer = await client.AskAsync("/api/v1/partners/old-hostile");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/api/v1/partners/hostile-0"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        using var upper = await client.AskAsync("/API/v1/Partners/Hostile-0");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/api/v1/partners/hostile-0"), (upper.StatusCode, upper.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task An_entry_is_the_same_in_its_list_by_itself_and_in_the_file()
    {
        using var client = site.Visitor();
        var one = await client.JsonAsync("/api/v1/exhibitions/hostile-2");
        var ofList = (await client.JsonAsync("/api/v1/exhibitions?partner=hostile-2")).Items().Single();
        var ofFile = (await client.JsonAsync("/data/v1/exhibitions.json")).Items().Single(i => i.Text("slug") == "hostile-2");
        Assert.True(JsonNode.DeepEquals(one, ofList));
        Assert.True(JsonNode.DeepEquals(one, ofFile));
        Assert.Equal(("host", "hostile-2"), (one["participations"]!.AsArray().Single()!.Text("role"), one["participations"]![0]!.Text("partner_slug")));
        Assert.Equal(2, one["venues"]!.AsArray().Count);
        Assert.False(one["venues"]![0]!.AsObject().ContainsKey("activity"));
    }

    [Fact]
    public async Task A_hostile_title_cannot_end_a_script()
    {
        using var client = site.Visitor();
        Assert.DoesNotContain("</script", await client.TextAsync("/api/v1/partners?size=200"), StringComparison.Ordinal);
        var slug = DataSite.SlugOf(DataSite.HostileTitles.ToList().FindIndex(t => t.StartsWith("</script>", StringComparison.Ordinal)));
        Assert.Equal("</script><script>alert(1)</script>", (await client.JsonAsync($"/api/v1/partners/{slug}")).Text("title_en"));
    }

    [Theory]
    [InlineData("/api/v1/partners")]
    [InlineData("/data/v1/partners.csv")]
    [InlineData("/data/v1/museum.jsonld")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/partners?colour=red")]
    public async Task Every_other_site_s_pages_may_read_them_and_nothing_else(string address)
    {
        using var client = site.Visitor();
        using var answer = await client.AskAsync(address, ("Origin", "https://elsewhere.example"));
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["cross-origin"], answer.Headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        foreach (var closed in new[] { "/kk", "/ru/data", "/en/partners/hostile-1", "/en/partners/hostile-1/cite.bib", "/img/museum.svg", "/data", "/admin/sign-in", "/en/nothing" })
        {
            using var other = await client.AskAsync(closed, ("Origin", "https://elsewhere.example"));
            Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"), closed);
            Assert.Equal(["same-origin"], other.Headers.GetValues("Cross-Origin-Resource-Policy"));
        }
    }

    [Fact]
    public async Task A_browser_that_asks_beforehand_is_told_what_it_may_send()
    {
        using var client = site.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/partners");
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "if-none-match");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Headers"));
        Assert.Contains("GET", answer.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/partners")]
    [InlineData("/api/v1/partners/hostile-1")]
    [InlineData("/api/v1/openapi.json")]
    [InlineData("/data/v1/partners.csv")]
    [InlineData("/data/v1/partners.json")]
    public async Task They_can_only_be_read(string address)
    {
        using var client = site.Visitor();
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch })
        {
            using var request = new HttpRequestMessage(method, address);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(405, (await answer.JsonAsync(HttpStatusCode.MethodNotAllowed, "application/problem+json"))["status"]!.GetValue<int>());
            Assert.Contains("GET", answer.Content.Headers.Allow);
        }
    }

    [Theory]
    [InlineData("text/html", true)]
    [InlineData("application/xml;q=0.5, image/*", true)]
    [InlineData("application/json;q=0, */*;q=0.5", true)]
    [InlineData("application/json;q=0", true)]
    [InlineData("application/*", false)]
    [InlineData("*/*", false)]
    [InlineData("text/html, */*;q=0.1", false)]
    [InlineData("application/json;charset=utf-8", false)]
    [InlineData("complete nonsense", false)]
    [InlineData("", false)]
    public async Task Whoever_cannot_read_JSON_is_told_that_there_is_nothing_else(string accepted, bool isRefused)
    {
        using var client = site.Visitor();
        using var answer = await client.AskAsync("/api/v1/countries", ("Accept", accepted));
        if (isRefused)
            Assert.Contains("JSON", (await answer.JsonAsync(HttpStatusCode.NotAcceptable, "application/problem+json")).Text("detail"), StringComparison.Ordinal);
        else
            await answer.JsonAsync();
        Assert.Contains("Accept", answer.Headers.Vary);
    }

    [Fact]
    public async Task A_country_has_what_its_page_says()
    {
        using var client = site.Visitor();
        var france = await client.JsonAsync("/api/v1/countries/fr");
        Assert.Equal(("FR", "Франция", "France", $"{site.Origin}/en/countries/fr"), (france.Text("code"), france.Text("name_kk"), france.Text("name_en"), france.Text("page_en")));
        var published = site.Services.GetRequiredService<PublishedSiteKeeper>().Current!;
        Assert.Equal(published.FindCountry("fr")!.Partners.Count, france["partners"]!.GetValue<int>());
        Assert.Equal(published.Partners.Count + published.Activities.Count + published.Pages.Count, await CountAsync(client));
    }

    private static async Task<int> CountAsync(HttpClient client)
    {
        var total = 0;
        foreach (var kind in Enum.GetValues<EntryKind>())
            total += (await client.JsonAsync($"/api/v1/{(kind == EntryKind.Page ? "pages" : kind.List())}"))["total"]!.GetValue<int>();
        return total;
    }

    private static Dictionary<string, string> LinksOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Link").SelectMany(v => v.Split(", <")).Select(l => l.TrimStart('<').Split(">; rel=")).ToDictionary(l => l[1].Trim('"'), l => l[0]);
}
