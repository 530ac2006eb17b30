using CsmPartners.Tests.Support;
using CsmPartners.Texts;
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
    [InlineData("# One", "<h2>One</h2>\n")]
    [InlineData("##### x\n\n# Two\n\n## Three", "<h4>x</h4>\n<h2>Two</h2>\n<h3>Three</h3>\n")]
    [InlineData("### Three\n\n#### Four", "<h3>Three</h3>\n<h4>Four</h4>\n")]
    [InlineData("![alt](https://example.org/a.png)", "<p><a href=\"https://example.org/a.png\">alt</a></p>\n")]
    [InlineData("![](https://example.org/a.png)", "<p><a href=\"https://example.org/a.png\">https://example.org/a.png</a></p>\n")]
    [InlineData("[![alt](a.png) b](https://example.org)", "<p><a href=\"https://example.org\">alt b</a></p>\n")]
    [InlineData("![alt](data:image/svg+xml,x)", "<p><a>alt</a></p>\n")]
    [InlineData("«https://example.org/a_b_c/_d_/e», and so on.", "<p>«<a href=\"https://example.org/a_b_c/_d_/e\">https://example.org/a_b_c/_d_/e</a>», and so on.</p>\n")]
    [InlineData("(https://example.org/a(b)).", "<p>(<a href=\"https://example.org/a(b)\">https://example.org/a(b)</a>).</p>\n")]
    [InlineData("Write to a_b@museum.test.", "<p>Write to <a href=\"mailto:a_b@museum.test\">a_b@museum.test</a>.</p>\n")]
    [InlineData("[a@museum.test https://a.test](https://b.test)", "<p><a href=\"https://b.test\">a@museum.test https://a.test</a></p>\n")]
    [InlineData("`https://example.org` xhttps://a javascript://a", "<p><code>https://example.org</code> xhttps://a javascript://a</p>\n")]
    [InlineData("words[^1]\n\n[^1]: note", "<p>words[^1]</p>\n<p>[^1]: note</p>\n")]
    [InlineData("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n")]
    [InlineData(")|\n![alt](https://example.org)- |", "<p>)|\n<a href=\"https://example.org\">alt</a>- |</p>\n")]
    public void What_pages_do_not_allow_loses_no_word_and_bare_addresses_become_links(string markdown, string html) => Assert.Equal(html, Render(markdown));

    [Theory]
    [InlineData("## One\n\n[a](https://example.org) `<b>` [[timeline|years]] https://example.org\n\n|a|b|\n|-|-|\n|c|d|", "")]
    [InlineData("# One\n\n##### Two", "MovedHeadings: # One, ##### Two")]
    [InlineData("a ![alt\nb](https://example.org)", "PicturesAsLinks: ![alt b](https://example.org)")]
    [InlineData("[a](javascript:x) <ftp://example.org>", "LinksToNowhere: [a](javascript:x), <ftp://example.org>")]
    [InlineData("<b>bold</b>", "HtmlAsTyped: <b>, </b>")]
    [InlineData("> [^1]: note", "FootnotesAsTyped: [^1]: note")]
    public void Whoever_writes_it_is_told(string markdown, string told) =>
        Assert.Equal(told, string.Join("; ", AlteredMarkdown.In(markdown).Select(found => $"{found.Rule}: {found.Evidence}")));

    [Fact]
    public void Whoever_writes_what_is_too_costly_is_told() => Assert.Equal([(TextWarning.MarkdownAsTyped, "")], AlteredMarkdown.In(new string('>', 1000)));

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
        .Render(site.Services.GetRequiredService<PublishedSiteKeeper>().Current!, new(markdown, Language.Ru), Language.Ru);
}
