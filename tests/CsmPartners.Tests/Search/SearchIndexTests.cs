using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Search;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Search;

public sealed class SearchIndexTests : IDisposable
{
    private readonly SearchIndex index = new();

    public void Dispose() => index.Dispose();

    [Fact]
    public async Task The_index_follows_the_site()
    {
        Assert.Equal(["Самұрық"], await TitlesAsync(Site(1, Partner(1, "Самұрық")), "самұрық"));
        var renamed = Site(2, Partner(1, "Тұлпар"), Partner(2, "Самұрық ұясы"));
        Assert.Equal(["Самұрық ұясы"], await TitlesAsync(renamed, "самұрық"));
        Assert.Equal(["Тұлпар"], await TitlesAsync(renamed, "тұлпарлар"));
        Assert.Empty(await TitlesAsync(Site(3, Partner(2, "Самұрық ұясы")), "тұлпар"));
    }

    [Fact]
    public async Task A_visitor_who_still_sees_the_older_site_is_answered_from_it()
    {
        var older = Site(1, Partner(1, "Самұрық"), Partner(2, "Самұрық ұясы"));
        Assert.Equal(2, (await TitlesAsync(older, "самұрық")).Count);
        Assert.Single(await TitlesAsync(Site(2, Partner(1, "Самұрық")), "самұрық"));
        Assert.Single(await TitlesAsync(older, "самұрық"));
    }

    [Fact]
    public async Task A_partners_new_name_finds_what_was_done_with_it()
    {
        Assert.Equal(2, (await TitlesAsync(Site(1, Both("Бұрынғы атауы")), "бұрынғы")).Count);
        Assert.Equal(2, (await TitlesAsync(Site(2, Both("Жаңаша")), "жаңаша")).Count);

        static Entry[] Both(string name)
        {
            var partner = Partner(1, name);
            var exhibition = new Exhibition { Id = 2, Slug = "e2", Title = new("Алтын адам", "Золотой человек", "Golden man") };
            exhibition.Participations.Add(new Participation { Activity = exhibition, Partner = partner });
            return [partner, exhibition];
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"")]
    [InlineData("title:самұрық")]
    [InlineData("самұрық~1000")]
    [InlineData("самұрық AND NOT самұрық")]
    [InlineData("(((((((((((((((")]
    [InlineData("с*м*р*қ?????")]
    [InlineData("[a TO z]")]
    [InlineData("\\\\\\")]
    [InlineData("самұрық^99999999999")]
    [InlineData("\u0001\u0000\uFFFF\uD800")]
    [InlineData("😀")]
    [InlineData("'; DROP TABLE Entries; --")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Signs_of_query_languages_are_signs(string typed)
    {
        var site = Site(1, Partner(1, "Самұрық"));
        await index.FollowAsync(site, TestContext.Current.CancellationToken);
        var finding = Finding.In(index, site, typed);
        Assert.Equal(typed.Contains("самұрық", StringComparison.Ordinal), finding.Places.Count == 1);
        Assert.Empty(Suggestions.In(index, site, typed, Language.Kk).Skip(1));
    }

    [Fact]
    public async Task A_native_name_is_found_by_a_part_of_it()
    {
        var partner = Partner(1, "Корей ұлттық музейі");
        partner.NativeName = "국립민속박물관";
        Assert.Single(await TitlesAsync(Site(1, partner), "민속"));
    }

    [Fact]
    public async Task Suggestions_begin_as_was_typed_in_any_alphabet()
    {
        var site = Site(1, Partner(1, "Қазақстан тарихы"), Partner(2, "Тарих музейі"));
        await index.FollowAsync(site, TestContext.Current.CancellationToken);
        Assert.Equal(["Тарих музейі", "Қазақстан тарихы"], Begun("тар"));
        Assert.Equal(["Қазақстан тарихы"], Begun("казак"));
        Assert.Equal(["Қазақстан тарихы"], Begun("qazaq tar"));
        Assert.Empty(Begun("т"));

        List<string> Begun(string typed) => [.. Suggestions.In(index, site, typed, Language.Kk).Select(e => e.Title.Kk)];
    }

    private async Task<List<string>> TitlesAsync(PublishedSite site, string typed)
    {
        await index.FollowAsync(site, TestContext.Current.CancellationToken);
        return [.. Finding.In(index, site, typed).Places.Select(place => site.Everything.Entries[place].Title.Kk)];
    }

    private static Partner Partner(int id, string name) => new() { Id = id, Slug = $"p{id}", Title = new(name, name, name) };

    private static PublishedSite Site(int version, params Entry[] entries) => new(version, 2026, new Museum { Country = "KZ" }, entries, [], []);
}
