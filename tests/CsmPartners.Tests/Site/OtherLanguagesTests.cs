using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

/// <summary>What stands on a page in another language than the page's says which, so that a screen reader can read it and a browser hyphenate it.</summary>
public sealed class OtherLanguagesTests(OneLanguageSite site) : IClassFixture<OneLanguageSite>
{
    private static readonly string[] Spoken = ["alt", "title", "aria-label", "content", "label", "placeholder", "value"];

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task On_every_page_of_the_public_site(string language)
    {
        using var visitor = site.Visitor();
        string[] paths =
        [
            "", "partners", "partners?country=fr", "partners?letter=%D3%98", "countries", "countries/fr", "map", "map?country=fr", "timeline", "timeline?year=2014", "timeline?partner=kk-partner", "exhibitions", "exhibitions?partner=kk-partner&partner=ru-partner",
            "exhibitions?partner=kk-partner&year=1999", "projects", "trainings", "data", "display", $"search?q={OneLanguageSite.Sought}",
            .. OneLanguageSite.Marks.Keys.SelectMany(l => new[] { $"partners/{l}-partner", $"exhibitions/{l}-exhibition", $"projects/{l}-project", $"trainings/{l}-training", $"{l}-page", $"exhibitions/{l}-withdrawn", $"contact?about=partner:{l}-partner", $"contact/thanks?about=partner:{l}-partner" }),
        ];
        await AssertMarkedAsync(visitor, paths.Select(p => p.In(language)), language);
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task On_every_screen_of_the_desk(string language)
    {
        using var person = await site.StaffAsync(StaffRole.Administrator, language);
        var partners = new[] { site.Entries[0], site.Entries[6] };
        string[] addresses =
        [
            "/admin", "/admin/entries", "/admin/bin", "/admin/media", "/admin/letters", $"/admin/letters?entry={partners[0]}", $"/admin/letters/{site.Letter}", "/admin/audit",
            .. EntryKinds.Activities.Append(EntryKind.Partner).Select(k => $"/admin/{k.List()}"),
            .. Language.All.Select(l => $"/admin/translations/{l}"),
            .. site.Entries.SelectMany(id => new[] { $"/admin/entries/{id}", $"/admin/entries/{id}/edit", $"/admin/entries/{id}/bin" }).Append($"/admin/entries/{site.Deleted}"),
            .. partners.SelectMany(id => new[] { $"/admin/entries/{id}/compare?from=1&to=2", $"/admin/entries/{id}/merge" }),
            $"/admin/entries/{site.Entries[2]}/compare?from=1&to=2", $"/admin/entries/{partners[0]}/merge?other=ru-partner",
            .. site.Files.Select(id => $"/admin/media/{id}"),
            .. Language.All.Select(l => $"/admin/entries/{site.Entries[2]}/preview/{l}"),
        ];
        await AssertMarkedAsync(person, addresses, language);
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task In_the_feed(string language)
    {
        using var visitor = site.Visitor();
        var feed = System.Xml.Linq.XDocument.Parse(await visitor.GetStringAsync(new Uri($"/{language}/feed.xml", UriKind.Relative), TestContext.Current.CancellationToken));
        var met = feed.Descendants().SelectMany(e => OneLanguageSite.Marks.Where(m => !e.HasElements && e.Value.Contains(m.Value, StringComparison.Ordinal)).Select(m => (Language: m.Key, Element: e))).ToList();
        Assert.True(met.Count > 10);
        Assert.All(met, m => Assert.Equal(m.Language.Code, m.Element.AncestorsAndSelf().Select(e => e.Attribute(System.Xml.Linq.XNamespace.Xml + "lang")?.Value).First(l => l is not null)));
    }

    [Fact]
    public async Task In_what_the_desk_says_was_done()
    {
        using var person = await site.StaffAsync(StaffRole.Administrator);
        using var page = await person.GetPageAsync($"/admin/entries/{site.Deleted}");
        using var bin = await person.GetPageAsync("/admin/bin");
        using var response = await person.PostFormAsync(bin, $"form[action='/admin/entries/{site.Deleted}/bin/restore']");
        using var next = await person.FollowAsync(response);
        Assert.Contains(OneLanguageSite.Marks[Language.Kk], next.TextOf(".notice [lang=kk]"), StringComparison.Ordinal);
        await site.SetAsync(site.Deleted, copy => copy.DeletedAt = DateTime.UnixEpoch);
    }

    private async Task AssertMarkedAsync(HttpClient client, IEnumerable<string> addresses, string language)
    {
        var (unmarked, met) = (new List<string>(), 0);
        foreach (var address in addresses)
        {
            using var response = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            using var page = await response.ReadPageAsync();
            foreach (var (spoken, mark) in OneLanguageSite.Marks.Where(m => m.Key.Code != language || address.Contains("/preview/", StringComparison.Ordinal)))
            {
                foreach (var element in page.All.Where(e => Says(e, mark)))
                {
                    met++;
                    if (element.Closest("[lang]")!.GetAttribute("lang") != spoken.Code)
                        unmarked.Add($"{address}: {(element.OuterHtml.Length > 200 ? element.OuterHtml[..200] : element.OuterHtml)}");
                }
            }
        }

        Assert.True(unmarked.Count == 0, string.Join('\n', unmarked));
        Assert.True(met > 100, $"{met} texts");
    }

    /// <summary>Whether the element itself shows a text with the mark. An attribute that is more than the text has no place for its language.</summary>
    private bool Says(IElement element, string mark)
    {
        if (element is IHtmlScriptElement or IHtmlInputElement { Type: "hidden" })
            return false;
        // Nothing can be told apart within a title: it is in the language that it begins in.
        if (element.LocalName == "title" && !site.Texts.Any(text => element.TextContent.StartsWith(text, StringComparison.Ordinal)))
            return false;
        return element.ChildNodes.OfType<IText>().Any(t => t.Data.Contains(mark, StringComparison.Ordinal))
            || Spoken.Select(element.GetAttribute).OfType<string>().Any(value => value.Contains(mark, StringComparison.Ordinal) && (site.Texts.Contains(value) || value.EndsWith("-partner)", StringComparison.Ordinal)));
    }
}
