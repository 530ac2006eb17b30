using System.Net;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

/// <summary>What costs more than a page is bounded for each network address.</summary>
public sealed class ThrottlingTests
{
    [Theory]
    [InlineData("Throttling:Search", "/kk/search?q=музей", "kk", "Сұрау тым көп түсті")]
    [InlineData("Throttling:Search", "/ru/search/suggestions?q=м", "ru", "Слишком много запросов")]
    [InlineData("Throttling:Previews", "/en/preview?key=forged", "en", "Too many requests")]
    [InlineData("Throttling:Pictures", "/ru/share/museum-0123456789abcdef.png", "ru", "Слишком много запросов")]
    public async Task Too_many_requests_are_answered_in_the_visitor_s_language_with_the_time_to_wait(string bound, string address, string language, string words)
    {
        await using var site = await ConfiguredSite.StartAsync((bound, "5"));
        using var visitor = site.Visitor();
        for (var number = 0; number < 5; number++)
        {
            using var served = await visitor.AskAsync(address);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, served.StatusCode);
        }

        using var refused = await visitor.AskAsync(address);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var page = await refused.PageAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal((language, words), (page.DocumentElement.GetAttribute("lang"), page.TextOf("h1")));

        // A neighbour has a share of their own, and pages are never counted.
        using var neighbour = await visitor.AskAsync(address, ("X-Forwarded-For", "203.0.113.7"));
        Assert.NotEqual(HttpStatusCode.TooManyRequests, neighbour.StatusCode);
        for (var number = 0; number < 20; number++)
        {
            using var read = await visitor.GetPageAsync($"/{language}/contacts");
        }
    }

    [Theory]
    [InlineData("/api/v1/partners")]
    [InlineData("/data/v1/partners.json")]
    public async Task Programs_are_told_in_their_own_form(string address)
    {
        await using var site = await ConfiguredSite.StartAsync(("Throttling:Data", "2"));
        using var visitor = site.Visitor();
        for (var number = 0; number < 2; number++)
        {
            using var served = await visitor.AskAsync(address);
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        }

        using var refused = await visitor.AskAsync(address);
        var problem = await refused.JsonAsync(HttpStatusCode.TooManyRequests, "application/problem+json");
        Assert.Equal(("Too many requests", 429), (problem.Text("title"), problem["status"]!.GetValue<int>()));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(["*"], refused.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_school_class_that_types_at_once_is_not_bounded()
    {
        await using var site = await ConfiguredSite.StartAsync(("Throttling:Search", "1800"));
        using var visitor = site.Visitor();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async pupil =>
        {
            for (var letter = 1; letter <= 20; letter++)
            {
                using var answer = await visitor.AskAsync($"/kk/search/suggestions?q={Uri.EscapeDataString("Кунсткамера музейі көрмесі"[..letter])}");
                if (answer.StatusCode != HttpStatusCode.OK)
                    return answer.StatusCode;
            }

            return HttpStatusCode.OK;
        }));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
    }
}
