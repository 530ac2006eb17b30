using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Admin;

public sealed class GuideTests(DeskSite site)
{
    public static TheoryData<string> Languages => [.. Language.All.Select(l => l.Code)];

    [Theory, MemberData(nameof(Languages))]
    public async Task Every_page_of_the_guide_reads_in_the_persons_language(string language)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, language);
        var pages = await PagesAsync(editor);
        Assert.Equal(9, pages.Count);
        Assert.All(pages.Values, page =>
        {
            Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
            Assert.NotEqual("", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
            Assert.NotEqual("", page.TextOf(".lead"));
            Assert.Empty(page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key));
            Assert.DoesNotContain("{{", page.Body!.TextContent, StringComparison.Ordinal);
        });
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task Links_of_the_guide_lead_to_its_pages_and_headings(string language)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, language);
        var pages = await PagesAsync(editor);
        foreach (var (address, page) in pages)
        {
            foreach (var link in page.QuerySelectorAll<IHtmlAnchorElement>(".guide-text a"))
            {
                var target = new Uri(new Uri(editor.BaseAddress!, address), link.GetAttribute("href"));
                Assert.True(pages.TryGetValue(target.AbsolutePath, out var found), $"{address} leads to {target}");
                var heading = Uri.UnescapeDataString(target.Fragment.TrimStart('#'));
                Assert.True(heading.Length == 0 || found.GetElementById(heading) is not null, $"{address} leads to {target}");
            }
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task Pictures_of_the_guide_are_there_and_described(string language)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, language);
        var pictures = (await PagesAsync(editor)).Values.SelectMany(p => p.QuerySelectorAll(".guide-text img")).ToList();
        Assert.NotEmpty(pictures);
        foreach (var picture in pictures)
        {
            Assert.NotEqual("", picture.GetAttribute("alt"));
            using var response = await editor.GetAsync(new Uri(picture.GetAttribute("src")!, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.True(response.Content.Headers.ContentLength <= 60_000, $"{picture.GetAttribute("src")} is {response.Content.Headers.ContentLength} bytes");
        }
    }

    [Fact]
    public async Task The_guide_says_the_same_in_three_languages()
    {
        var shapes = new List<string>();
        foreach (var language in Language.All)
        {
            using var editor = await site.StaffAsync(StaffRole.Editor, language.Code);
            shapes.Add(string.Join('\n', (await PagesAsync(editor)).Select(p => $"{p.Key}: {string.Join(' ', p.Value.QuerySelectorAll(".guide-text :is(h2, h3, li, img)").Select(e => e.LocalName))}")));
        }

        Assert.Single(shapes.Distinct());
    }

    [Fact]
    public async Task The_guide_is_for_those_who_have_signed_in()
    {
        using var stranger = DeskClient.Stranger(site);
        foreach (var address in new[] { "/admin/guide", "/admin/guide/begin" })
        {
            using var response = await stranger.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.Contains("/admin/sign-in", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_that_the_guide_does_not_have_is_not_found()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var response = await editor.GetAsync(new Uri("/admin/guide/spells", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_guide_is_one_click_away_from_a_screen()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        Assert.Contains("/admin/guide", (await editor.GetPageAsync("/admin")).Hrefs("header a"));
    }

    /// <summary>The contents and every page they lead to, by address.</summary>
    private static async Task<Dictionary<string, IHtmlDocument>> PagesAsync(DeskClient person)
    {
        var pages = new Dictionary<string, IHtmlDocument> { ["/admin/guide"] = await person.GetPageAsync("/admin/guide") };
        foreach (var address in pages["/admin/guide"].Hrefs(".guide-contents a").ToList())
            pages[address] = await person.GetPageAsync(address);
        return pages;
    }
}
