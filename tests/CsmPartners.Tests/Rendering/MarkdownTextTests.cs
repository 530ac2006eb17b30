using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Rendering;

public sealed class MarkdownTextTests(TestSite site)
{
    [Theory]
    [InlineData("[[partner:british-museum]]", "<p><a href=\"/ru/partners/british-museum\">Британский музей</a></p>\n")]
    [InlineData("с [[partner:british-museum|Британским музеем]].", "<p>с <a href=\"/ru/partners/british-museum\">Британским музеем</a>.</p>\n")]
    [InlineData("[[exhibitions|выставки]]", "<p><a href=\"/ru/exhibitions\">выставки</a></p>\n")]
    [InlineData("[[timeline|хронология]]", "<p><a href=\"/ru/timeline\">хронология</a></p>\n")]
    [InlineData("[[page:overview|начало]]", "<p><a href=\"/ru\">начало</a></p>\n")]
    [InlineData("[[partner:nobody|Никто]]", "<p>Никто</p>\n")]
    [InlineData("[[partner:nobody]]", "<p>nobody</p>\n")]
    [InlineData("[[spaceship:x|y]]", "<p>[[spaceship:x|y]]</p>\n")]
    [InlineData("[[]]", "<p>[[]]</p>\n")]
    [InlineData("[[partner:british-museum|a\nb]]", "<p>[[partner:british-museum|a\nb]]</p>\n")]
    public void References_become_links_in_the_pages_language(string markdown, string html) => Assert.Equal(html, Render(markdown));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("![x](data:image/svg+xml;base64,PHN2Zz4=)")]
    [InlineData("[x](vbscript:msgbox)")]
    [InlineData("<a href='x' style='position:fixed'>x</a>")]
    [InlineData("[[partner:british-museum|<script>alert(1)</script>]]")]
    [InlineData("[[partner:<script>|x]]")]
    [InlineData("<form action=/><input name=q></form>")]
    public void Nothing_that_runs_or_restyles_comes_through(string markdown)
    {
        var html = Render(markdown);
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        Assert.Empty(page.QuerySelectorAll("script, img, form, input, style, svg, [style], [onerror]"));
        Assert.DoesNotContain(page.QuerySelectorAll("[href]"), a => !a.GetAttribute("href")!.StartsWith('/') && !a.GetAttribute("href")!.StartsWith("http", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[e](//evil.example/x)")]
    [InlineData("[e](///evil.example)")]
    [InlineData("[e](</\\\\evil.example>)")]
    [InlineData("[e](<\\\\\\\\evil.example>)")]
    [InlineData("[e](<\\\\/evil.example>)")]
    [InlineData("[e](< //evil.example>)")]
    [InlineData("[e](</\t/evil.example>)")]
    [InlineData("[e](&#9;//evil.example)")]
    [InlineData("[e](/&#10;/evil.example)")]
    [InlineData("[e](/&#x0d;/evil.example)")]
    [InlineData("[e](&#1;//evil.example)")]
    [InlineData("[e](&nbsp;//evil.example)")]
    [InlineData("[e]\n\n[e]: //evil.example")]
    [InlineData("![e](//evil.example/x.png)")]
    [InlineData("| a |\n|---|\n| [e](//evil.example) |")]
    [InlineData("[[partner:british-museum|[e](//evil.example)]]")]
    public void A_link_without_a_scheme_stays_on_the_site(string markdown)
    {
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Render(markdown));
        foreach (var href in page.QuerySelectorAll("[href]").Select(a => a.GetAttribute("href")!))
        {
            var read = string.Concat(href.Where(c => c is not ('\t' or '\n' or '\r'))).TrimStart([.. Enumerable.Range(0, 33).Select(n => (char)n)]).Replace('\\', '/');
            Assert.False(read.StartsWith("//", StringComparison.Ordinal), $"{markdown} leads to {href}");
        }

        if (markdown[0] != '!')
            Assert.Contains("e", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[e](https://example.org/x)", "https://example.org/x")]
    [InlineData("[e](/ru/partners)", "/ru/partners")]
    [InlineData("[e](mailto:a@example.kz)", "mailto:a@example.kz")]
    [InlineData("[e](/ru//partners)", "/ru//partners")]
    public void Other_links_stay_links(string markdown, string href)
    {
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Render(markdown));
        Assert.Equal(href, page.QuerySelector("a")?.GetAttribute("href"));
    }

    private string Render(string markdown) => site.Services.GetRequiredService<MarkdownText>()
        .Render(site.Services.GetRequiredService<PublishedSiteKeeper>().Current!, markdown, Language.Ru);
}
