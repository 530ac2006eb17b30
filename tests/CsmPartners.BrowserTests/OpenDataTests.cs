using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CsmPartners.BrowserTests;

public sealed class OpenDataTests(Browser browser)
{
    [Fact]
    public async Task Pages_of_another_site_may_read_the_data_and_no_page()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var other = builder.Build();
        other.Urls.Add("http://127.0.0.1:0");
        other.MapGet("/", () => Results.Content("<!DOCTYPE html><title>Elsewhere</title>", "text/html"));
        await other.StartAsync(TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync("/", origin: other.Urls.First());
        Task<string> ReadAsync(string address, string headers = "{}") =>
            page.EvaluateAsync<string>($"() => fetch('{browser.Origin}{address}', {{ headers: {headers} }}).then(a => String(a.status), () => 'refused')");
        Assert.Equal("200", await ReadAsync("/api/v1/partners?size=1"));
        Assert.Equal("200", await ReadAsync("/data/v1/partners.csv", "{ 'If-None-Match': '\"x\"' }"));
        Assert.Equal("200", await ReadAsync("/kk/partners/kunstkamera", "{ Accept: 'application/ld+json' }"));
        Assert.Equal("404", await ReadAsync("/api/v1/nothing"));
        Assert.Equal("refused", await ReadAsync("/kk/partners/kunstkamera"));
        Assert.Equal("refused", await ReadAsync("/ru/data"));
        await page.Context.CloseAsync();
    }
}
