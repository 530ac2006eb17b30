using AngleSharp.Dom;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Localization;
using CsmPartners.Web.OpenData;
using CsmPartners.Web.OpenData.Tables;

namespace CsmPartners.Tests.OpenData;

/// <summary>The page on which the data are described: that it says everything, and nothing that is not so.</summary>
public sealed class DataPageTests(TestSite site)
{
    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Every_field_that_a_file_has_is_described_and_every_field_described_is_there(string language)
    {
        using var client = site.Visitor();
        using var page = await client.GetPageAsync($"/{language}/data");
        foreach (var table in DataTables.All)
        {
            var part = page.GetElementById(table.Name)!;
            var json = await client.JsonAsync($"/data/v1/{table.Name}.json");
            var members = json.Items().First().AsObject();
            var nested = members.Where(m => m.Key is "participations" or "venues" or "people" or "former_names").Select(m => m.Key).ToList();
            Assert.Equal(members.Select(m => m.Key).Except(nested), part.QuerySelectorAll("td code").Select(c => c.TextContent));
            Assert.All(nested, name => Assert.Contains(name, part.TextOf("details > p"), StringComparison.Ordinal));
            Assert.StartsWith(json["total"]!.ToString(), part.TextOf(".count"), StringComparison.Ordinal);
            Assert.All(part.QuerySelectorAll("tbody tr"), row => Assert.All(row.QuerySelectorAll("td"), cell => Assert.False(string.IsNullOrWhiteSpace(cell.TextContent), $"{table.Name}: {row.TextContent}")));
            Assert.Equal(3, part.QuerySelectorAll(".data-links a").Length);
        }
    }

    [Fact]
    public async Task The_language_of_a_reader_decides_how_a_spreadsheet_gets_the_file()
    {
        using var client = site.Visitor();
        using var russian = await client.GetPageAsync("/ru/data");
        Assert.Equal("/data/v1/partners.csv?bom=1&separator=semicolon", russian.QuerySelector("#partners .data-links a")!.GetAttribute("href"));
        using var english = await client.GetPageAsync("/en/data");
        Assert.Equal("/data/v1/partners.csv?bom=1", english.QuerySelector("#partners .data-links a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Every_code_has_its_place_on_the_page_and_every_value_in_the_data_is_a_code_of_its_list()
    {
        using var client = site.Visitor();
        using var page = await client.GetPageAsync("/en/data");
        Assert.All(Vocabulary.All.SelectMany(v => v.Terms), term => Assert.Equal(term.Code, page.GetElementById(term.Anchor)!.TextOf("code")));
        foreach (var table in DataTables.All)
        {
            var csv = Csv.Read(await client.TextAsync($"/data/v1/{table.Name}.csv"));
            foreach (var field in table.Fields.Where(f => f.Codes is not null))
                Assert.All(csv.Rows.SelectMany(r => r[field.Name].Split('|', StringSplitOptions.RemoveEmptyEntries)), code => Assert.Contains(field.Codes!.Terms, t => t.Code == code));
        }
    }

    [Fact]
    public void No_meaning_is_written_of_a_field_or_type_that_there_is_not()
    {
        var words = Ui.In(Language.Kk).Keys.ToList();
        Assert.Equal(
            DataTables.All.SelectMany(t => t.Fields).Select(f => $"Data.Field.{f.Word}").Distinct().Order(StringComparer.Ordinal),
            words.Where(k => k.StartsWith("Data.Field.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetNames<FieldType>().Append("List").Select(t => $"Data.Type.{t}").Order(StringComparer.Ordinal),
            words.Where(k => k.StartsWith("Data.Type.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ru", null, "/ru/data")]
    [InlineData(null, "en-GB", "/en/data")]
    [InlineData(null, null, "/kk/data")]
    public async Task The_bare_address_leads_to_the_page_in_the_visitor_s_language(string? cookie, string? accepted, string target)
    {
        using var client = site.Visitor();
        if (cookie is not null)
            client.DefaultRequestHeaders.Add("Cookie", $"csm-lang={cookie}");
        if (accepted is not null)
            client.DefaultRequestHeaders.Add("Accept-Language", accepted);
        using var answer = await client.AskAsync("/data");
        Assert.Equal(target, answer.Headers.Location?.ToString());
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Fact]
    public async Task The_terms_are_the_museum_s_own_and_no_licence_is_made_up()
    {
        using var client = site.Visitor();
        using var page = await client.GetPageAsync("/en/data");
        Assert.Contains("please link to the source", page.TextOf(".prose"), StringComparison.Ordinal);
        Assert.Contains("has granted no other licence", page.TextOf(".prose"), StringComparison.Ordinal);
        Assert.Contains("Unicode CLDR", page.TextOf(".prose"), StringComparison.Ordinal);
        Assert.NotNull(page.GetElementById("terms"));
    }
}
