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

    private string Render(string markdown) => site.Services.GetRequiredService<MarkdownText>()
        .Render(site.Services.GetRequiredService<PublishedSiteKeeper>().Current!, markdown, Language.Ru);
}
