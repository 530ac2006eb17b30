using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CsmPartners.Tests.Support;
using CsmPartners.Web.OpenData.Tables;

namespace CsmPartners.Tests.OpenData;

public sealed class DataFilesTests(DataSite site) : IClassFixture<DataSite>
{
    private const string EntryHead = "number,id,slug,title_kk,title_ru,title_en";
    private const string EntryTail = "summary_kk,summary_ru,summary_en,page_kk,page_ru,page_en,changed_at";
    private const string When = "starts,ends,continues,yearly,part_of,countries";
    private const string OfActivity = "activity,activity_kind,activity_slug,activity_title_kk,activity_title_ru,activity_title_en,position";
    private const string Country = "country,country_name_kk,country_name_ru,country_name_en";

    /// <summary>The promise of version v1: names and order of columns. New columns may come at the end only.</summary>
    public static TheoryData<string, string> Columns => new()
    {
        { "partners", $"{EntryHead},native_name,native_language,acronyms,institution,cooperation,{Country},represents,represents_name_kk,represents_name_ru,represents_name_en,city_kk,city_ru,city_en,latitude,longitude,website,wikidata,ror,{EntryTail}" },
        { "projects", $"{EntryHead},type,{When},{EntryTail}" },
        { "exhibitions", $"{EntryHead},direction,{When},{EntryTail}" },
        { "trainings", $"{EntryHead},staff_categories_kk,staff_categories_ru,staff_categories_en,number_of_people,{When},{EntryTail}" },
        { "agreements", $"{EntryHead},signed_on,renews,{When},{EntryTail}" },
        { "events", $"{EntryHead},participating_countries,{When},{EntryTail}" },
        { "publications", $"{EntryHead},languages,isbn,issn,in_preparation,{When},{EntryTail}" },
        { "pages", $"{EntryHead},{EntryTail}" },
        { "participations", $"{OfActivity},partner,partner_slug,partner_title_kk,partner_title_ru,partner_title_en,role" },
        { "venues", $"{OfActivity},partner,name_kk,name_ru,name_en,city_kk,city_ru,city_en,{Country},from,until" },
        { "people", $"{OfActivity},name_kk,name_ru,name_en,task_kk,task_ru,task_en" },
        { "former-names", "partner,partner_title_kk,partner_title_ru,partner_title_en,name,from,until" },
        { "countries", "code,name_kk,name_ru,name_en,partners,activities,page_kk,page_ru,page_en" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task A_file_has_the_columns_that_were_promised_and_says_the_same_as_its_JSON(string name, string columns)
    {
        Assert.Contains(DataTables.All, t => t.Name == name);
        using var client = site.Visitor();
        var text = await client.TextAsync($"/data/v1/{name}.csv");
        Assert.StartsWith(columns + "\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var csv = Csv.Read(text);
        var json = await client.JsonAsync($"/data/v1/{name}.json");
        var items = json.Items().Select(i => i.AsObject()).ToList();
        Assert.NotEmpty(items);
        Assert.Equal(items.Count, csv.Rows.Count);
        Assert.Equal(items.Count, json["total"]!.GetValue<int>());
        foreach (var (item, row) in items.Zip(csv.Rows))
        {
            var flat = item.Where(m => m.Value is not JsonArray { Count: > 0 } list || list[0] is JsonValue).Where(m => !m.Key.StartsWith("text_", StringComparison.Ordinal) && m.Key is not ("participations" or "venues" or "people" or "former_names")).ToList();
            Assert.Equal(csv.Names, flat.Select(m => m.Key));
            foreach (var (member, value) in flat)
                Assert.Equal(Flat(value), Csv.Unguarded(row[member]));
        }
    }

    [Fact]
    public void Every_file_is_among_those_whose_columns_are_promised() =>
        Assert.Equal(DataTables.All.Select(t => t.Name).Order(StringComparer.Ordinal), Columns.Select(c => c.Data.Item1).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_hostile_title_is_no_formula_and_comes_back_letter_for_letter()
    {
        using var client = site.Visitor();
        foreach (var address in new[] { "/data/v1/exhibitions.csv", "/data/v1/partners.csv" })
        {
            var rows = Csv.Read(await client.TextAsync(address)).Rows.Where(r => r["slug"].StartsWith("hostile-", StringComparison.Ordinal)).ToList();
            Assert.Equal(DataSite.Count, rows.Count);
            foreach (var row in rows)
            {
                var title = DataSite.HostileTitles[int.Parse(row["slug"]["hostile-".Length..], CultureInfo.InvariantCulture)];
                Assert.All(row.Values, cell => Assert.False(cell.Length > 0 && "=+@\t\r\n".Contains(cell[0], StringComparison.Ordinal), cell));
                Assert.Equal(title, Csv.Unguarded(row["title_kk"]));
            }
        }

        var page = Csv.Read(await client.TextAsync("/data/v1/pages.csv")).Rows.Single(r => r["slug"] == "returns");
        Assert.Equal("'" + DataSite.WithReturns, page["title_ru"]);
        var partner = Csv.Read(await client.TextAsync("/data/v1/partners.csv")).Rows.Single(r => r["slug"] == "hostile-0");
        Assert.StartsWith("'=HYPERLINK", partner["title_en"], StringComparison.Ordinal);
        // Numbers are ours, and a spreadsheet has to reckon with them.
        Assert.Equal(("-33.5", "-75.1914"), (partner["latitude"], partner["longitude"]));
        var several = Csv.Read(await client.TextAsync("/data/v1/partners.csv")).Rows.Single(r => r["slug"] == DataSite.SlugOf(DataSite.HostileTitles.ToList().IndexOf("a|b\\c")));
        Assert.Equal(@"a\|b\\c|Б", several["acronyms"]);
    }

    [Fact]
    public async Task The_file_for_spreadsheets_begins_with_a_mark_and_can_have_semicolons_and_decimal_commas()
    {
        using var client = site.Visitor();
        var marked = await client.GetByteArrayAsync(new Uri("/data/v1/partners.csv?bom=1", UriKind.Relative), TestContext.Current.CancellationToken);
        var plain = await client.GetByteArrayAsync(new Uri("/data/v1/partners.csv", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), marked[..3]);
        Assert.Equal(plain, marked[3..]);
        var comma = Csv.Read(Encoding.UTF8.GetString(plain));
        var semicolon = Csv.Read(await client.TextAsync("/data/v1/partners.csv?separator=semicolon"), ";");
        Assert.Equal(comma.Names, semicolon.Names);
        foreach (var (one, other) in comma.Rows.Zip(semicolon.Rows))
            Assert.All(one, cell => Assert.Equal(cell.Key is "latitude" or "longitude" ? cell.Value.Replace('.', ',') : cell.Value, other[cell.Key]));
    }

    [Fact]
    public async Task Partial_dates_stand_as_they_are_known()
    {
        using var client = site.Visitor();
        var hostile = Csv.Read(await client.TextAsync("/data/v1/exhibitions.csv")).Rows.First(r => r["slug"] == "hostile-1");
        Assert.Equal(("2014-05", "2014-06-30", "false"), (hostile["starts"], hostile["ends"], hostile["continues"]));
        var venue = Csv.Read(await client.TextAsync("/data/v1/venues.csv")).Rows.First(r => r["activity_slug"] == "hostile-1");
        Assert.Equal(("1", "2014-05", "", "FR", "Франция"), (venue["position"], venue["from"], venue["until"], venue["country"], venue["country_name_ru"]));
    }

    [Fact]
    public async Task Texts_have_ordinary_links_with_whole_addresses()
    {
        using var client = site.Visitor();
        var text = (await client.JsonAsync("/data/v1/exhibitions.json")).Items().First(i => i.Text("slug") == "hostile-1").Text("text_en");
        Assert.Equal($"See [+7 727]({site.Origin}/en/partners/hostile-1), [{{x}}]({site.Origin}/en/partners/hostile-1), [all]({site.Origin}/en/exhibitions), nobody and .", text);
    }

    [Fact]
    public async Task Nothing_that_visitors_cannot_see_is_in_any_file()
    {
        using var client = site.Visitor();
        foreach (var table in DataTables.All)
        {
            foreach (var extension in new[] { "csv", "json" })
            {
                var text = await client.TextAsync($"/data/v1/{table.Name}.{extension}");
                Assert.DoesNotContain("Тайное", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("тайне", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("withdrawn-partner", text, StringComparison.Ordinal);
            }
        }

        foreach (var (number, status) in new[] { (site.WithdrawnNumber, HttpStatusCode.Gone), (site.HiddenNumber, HttpStatusCode.NotFound) })
            await client.JsonAsync($"/data/v1/entries/{number}.jsonld", status, "application/problem+json");
    }

    [Fact]
    public async Task Every_JSON_file_says_what_it_is_and_on_what_terms()
    {
        using var client = site.Visitor();
        foreach (var table in DataTables.All)
        {
            var json = await client.JsonAsync($"/data/v1/{table.Name}.json");
            Assert.Equal((table.Name, "v1"), (json.Text("name"), json.Text("version")));
            Assert.Equal("When using information from this site, please link to the source.", json["licence"]!.Text("en"));
            Assert.Equal("Центральный государственный музей Республики Казахстан", json["attribution"]!.Text("ru"));
            Assert.True(json["site_version"]!.GetValue<long>() > 1);
            Assert.True(DateTimeOffset.TryParse(json.Text("modified"), CultureInfo.InvariantCulture, out _));
            Assert.Equal(table.Fields.Any(f => f.Word == "country_name"), json["country_names"] is not null);
            Assert.DoesNotContain("Creative Commons", json.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("/data/v1/nothing.csv")]
    [InlineData("/data/v1/partners.xml")]
    [InlineData("/data/v1/entries/0.jsonld")]
    [InlineData("/data/v1/entries/99999999999999.jsonld")]
    [InlineData("/data/v1/entries/-1.jsonld")]
    [InlineData("/data/v1/places/zz.jsonld")]
    [InlineData("/data/v1/places/1-0.jsonld")]
    [InlineData("/data/v1/places/1-2-3.jsonld")]
    [InlineData("/data/v1/places/%00.jsonld")]
    [InlineData("/data/v1")]
    [InlineData("/data/v1/partners.csv/more")]
    public async Task What_is_not_there_is_a_problem_in_plain_words(string address)
    {
        using var client = site.Visitor();
        if (address.Contains("%00", StringComparison.Ordinal))
        {
            using var refused = await client.AskAsync(address);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            return;
        }

        var problem = await client.JsonAsync(address, HttpStatusCode.NotFound, "application/problem+json");
        Assert.Equal(404, problem["status"]!.GetValue<int>());
        Assert.Contains("/data", problem.Text("detail"), StringComparison.Ordinal);
    }

    private static string Flat(JsonNode? value) => value switch
    {
        null => "",
        JsonArray several => string.Join('|', several.Select(v => v!.GetValue<string>().Replace("\\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal))),
        JsonValue one when one.TryGetValue<string>(out var text) => text,
        _ => value.ToJsonString(),
    };
}
