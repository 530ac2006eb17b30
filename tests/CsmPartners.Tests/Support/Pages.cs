using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CsmPartners.Tests.Support;

internal static class Pages
{
    // Strict: a page that the parser has to repair is a failure.
    private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsStrictMode = true });

    public static async Task<IHtmlDocument> GetPageAsync(this HttpClient visitor, string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await visitor.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, $"{address} answered {(int)response.StatusCode}");
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return Parser.ParseDocument(html);
    }

    public static IHtmlDocument Parse(string html) => Parser.ParseDocument(html);

    /// <summary>The page that an answer is.</summary>
    public static async Task<IHtmlDocument> PageAsync(this HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}");
        return Parser.ParseDocument(html);
    }

    public static string TextOf(this IParentNode page, string selector) =>
        page.QuerySelector(selector)?.TextContent.Trim() ?? throw new Xunit.Sdk.XunitException($"The page has no {selector}");

    public static IEnumerable<string> Hrefs(this IParentNode page, string selector) =>
        page.QuerySelectorAll(selector).Select(a => a.GetAttribute("href")!);
}
