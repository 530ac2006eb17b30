using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

/// <summary>What the form asks the server while somebody writes.</summary>
public sealed class ComfortsTests(DeskSite site)
{
    [Theory]
    [InlineData("kk", "2014-05", "2014 ж. мамыр")]
    [InlineData("ru", "2014-05-07", "7 мая 2014 г.")]
    [InlineData("en", " 2014 ", "2014")]
    [InlineData("en", "2014-13", "")]
    [InlineData("en", "", "")]
    public async Task A_date_says_what_it_means_in_the_person_s_language(string language, string typed, string meaning)
    {
        using var client = await site.StaffAsync(StaffRole.Editor, language);
        Assert.Equal(meaning, await GetAsync(client, $"/admin/meaning?date={Uri.EscapeDataString(typed)}"));
    }

    [Fact]
    public async Task Entries_are_suggested_by_any_of_their_names_with_the_way_a_text_refers_to_them()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        foreach (var typed in new[] { "эрмитаж", "hermitage" })
            Assert.Contains("\"reference\":\"partner:state-hermitage-museum\"", await GetAsync(client, $"/admin/suggest?kind=partner&q={Uri.EscapeDataString(typed)}"), StringComparison.Ordinal);
        Assert.Equal("[]", await GetAsync(client, "/admin/suggest?kind=activity&q=no-such-thing-at-all"));
        Assert.Equal("[]", await GetAsync(client, $"/admin/suggest?kind=entry&q={new string('x', 401)}"));
        Assert.Equal("[]", await GetAsync(client, "/admin/suggest?kind=entry&q=%00"));
        using var unknown = await client.GetAsync(new Uri("/admin/suggest?kind=thing&q=a", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_text_is_drawn_as_visitors_would_read_it_and_nothing_that_runs_comes_through()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var page = await client.GetPageAsync("/admin/partners/new");
        using var drawn = await client.PostFormAsync(page, "form.edit", [("Body.Ru", "**Музей** <script>alert(1)</script> [x](javascript:alert(1)) [[partner:kunstkamera]]")], "[data-preview=Body-Ru]");
        Assert.Equal(HttpStatusCode.OK, drawn.StatusCode);
        var html = await drawn.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<strong>Музей</strong>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/ru/partners/kunstkamera\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
        using var tooLong = await client.PostFormAsync(page, "form.edit", [("Body.Ru", new string('x', 50_001))], "[data-preview=Body-Ru]");
        Assert.Contains("50001", await tooLong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var withoutToken = await client.PostFormAsync(page, "form.edit", [("Body.Ru", "x"), ("__RequestVerificationToken", null)], "[data-preview=Body-Ru]");
        Assert.Equal(HttpStatusCode.BadRequest, withoutToken.StatusCode);
    }

    [Fact]
    public async Task Whoever_has_the_form_open_is_seen_by_others_until_it_is_closed()
    {
        using var first = await site.StaffAsync(StaffRole.Editor, name: "Gulnar");
        using var second = await site.StaffAsync(StaffRole.Editor, name: "Timur");
        int id;
        await using (var db = site.Database())
            id = await db.Entries.Where(e => e.Slug == "penn-museum").Select(e => e.Id).SingleAsync(TestContext.Current.CancellationToken);
        using (await first.GetPageAsync($"/admin/entries/{id}/edit"))
        using (var page = await second.GetPageAsync($"/admin/entries/{id}/edit"))
        {
            Assert.Contains("Gulnar", page.TextOf(".others"), StringComparison.Ordinal);
            var token = ("__RequestVerificationToken", page.QuerySelector("form.edit [name=__RequestVerificationToken]")!.GetAttribute("value")!);
            Assert.Contains("Gulnar", await PostAsync(second, $"/admin/entries/{id}/open", token, ("base", "1")), StringComparison.Ordinal);
            Assert.Contains("\"newer\":\"\"", await PostAsync(second, $"/admin/entries/{id}/open", token, ("base", "1")), StringComparison.Ordinal);
            Assert.Equal("", await PostAsync(second, $"/admin/entries/{id}/close", token));
        }

        using (var page = await first.GetPageAsync($"/admin/entries/{id}/edit"))
            Assert.Equal("", page.TextOf(".others"));
    }

    [Theory]
    [InlineData("/admin/meaning?date=2014")]
    [InlineData("/admin/suggest?kind=partner&q=a")]
    public async Task Strangers_are_told_nothing(string address)
    {
        using var stranger = DeskClient.Stranger(site);
        using var answer = await stranger.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<string> PostAsync(HttpClient client, string address, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{address} answered {(int)answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> GetAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
