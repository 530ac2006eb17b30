using System.Net;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

/// <summary>The version for visually impaired readers.</summary>
public sealed class DisplayTests(TestSite site)
{
    [Fact]
    public async Task A_choice_is_kept_and_leads_back()
    {
        using var response = await SaveAsync("/kk/timeline?year=2014", forged: false);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("/kk/timeline?year=2014", response.Headers.Location?.ToString());
        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("csm-display", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);

        using var visitor = site.Visitor();
        visitor.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        using var page = await visitor.GetPageAsync("/ru/partners");
        Assert.Equal("large", page.DocumentElement.GetAttribute("data-text"));
        Assert.Equal("high", page.DocumentElement.GetAttribute("data-contrast"));
        Assert.Null(page.DocumentElement.GetAttribute("data-scheme"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Nobody_is_led_to_another_site(string from)
    {
        using var response = await SaveAsync(from, forged: false);
        Assert.Equal("/kk", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_forged_form_changes_nothing_and_is_answered_in_the_visitor_s_language()
    {
        using var response = await SaveAsync("/kk", forged: true);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Contains("lang=\"kk\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text=huge&contrast=%22%3E%3Cscript%3E&scheme=dark")]
    [InlineData("%ff=&&&==")]
    public async Task A_cookie_that_was_tampered_with_does_no_harm(string cookie)
    {
        using var visitor = site.Visitor();
        visitor.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", $"csm-display={cookie}");
        using var page = await visitor.GetPageAsync("/en");
        Assert.Null(page.DocumentElement.GetAttribute("data-text"));
        Assert.Null(page.DocumentElement.GetAttribute("data-contrast"));
    }

    private async Task<HttpResponseMessage> SaveAsync(string from, bool forged)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var visitor = new HttpClient(handler) { BaseAddress = new Uri(site.Origin) };
        using var form = await visitor.GetPageAsync($"/kk/display?from={Uri.EscapeDataString(from)}");
        var token = form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = forged ? "forged" : token,
            ["text"] = "large",
            ["contrast"] = "high",
            ["scheme"] = "",
            ["from"] = from,
        });
        return await visitor.PostAsync(new Uri("/kk/display", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }
}
