using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

/// <summary>Every address that sends people on, fed with ways to another site.</summary>
public sealed class OpenRedirectTests(DeskSite site)
{
    private static readonly string[] Hostile =
    [
        "https://evil.example/", "HTTPS:evil.example", "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example",
        "\t//evil.example", " //evil.example", "/ /evil.example", "%2f%2fevil.example", "/%2fevil.example", "/%5cevil.example", "/%09/evil.example", "/\u2215/evil.example", "/\uff0fevil.example", "\uff0f\uff0fevil.example", "javascript:alert(1)",
        "data:text/html,x", "evil.example", "@evil.example", "/@evil.example/../..//evil.example", "~//evil.example", "~/\\evil.example", "/.//evil.example", "/..//evil.example", "?//evil.example", "#//evil.example", "http:/evil.example", "https:///evil.example", "/kk\0//evil.example", "/\u0000/evil.example", "/\u0085/evil.example", "/\u2028/evil.example",
    ];

    [Fact]
    public async Task After_signing_in_nobody_is_led_away()
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        foreach (var hostile in Hostile)
        {
            using var stranger = DeskClient.Stranger(site);
            using var door = await stranger.GetPageAsync("/admin/sign-in?from=" + Uri.EscapeDataString(hostile));
            AssertOurs(door.QuerySelector("[name=From]")!.GetAttribute("value"), hostile);
            using var entered = await stranger.PostFormAsync(door, "form[action='/admin/sign-in']", [("Email", person.Email), ("Password", DeskClient.Password), ("From", hostile)]);
            AssertStays(entered, hostile);
        }
    }

    [Fact]
    public async Task After_a_choice_of_language_looks_or_entries_nobody_is_led_away()
    {
        using var editor = await site.StaffAsync(StaffRole.Publisher);
        foreach (var hostile in Hostile)
        {
            using (var home = await editor.GetPageAsync("/admin"))
            using (var language = await editor.PostFormAsync(home, ".desk-languages", [("from", hostile)], "[value=en]"))
                AssertStays(language, hostile);
            using (var display = await editor.GetPageAsync("/kk/display?from=" + Uri.EscapeDataString(hostile)))
            using (var saved = await editor.PostFormAsync(display, "form[action$='/display']", [("from", hostile)]))
                AssertStays(saved, hostile);
            using (var account = await editor.GetPageAsync("/admin"))
            {
                var token = account.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
                using var sent = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("From", hostile), KeyValuePair.Create("Action", "publish")]);
                using var bulk = await editor.PostAsync(new Uri("/admin/bulk", UriKind.Relative), sent, TestContext.Current.CancellationToken);
                if (Location(bulk) is { } location)
                    AssertOurs(location, hostile);
            }
        }
    }

    [Fact]
    public async Task No_address_itself_leads_away()
    {
        using var visitor = site.Visitor();
        foreach (var hostile in Hostile)
        {
            var encoded = Uri.EscapeDataString(hostile);
            foreach (var address in new[] { $"/{encoded}", $"/KK/{encoded}", $"/{encoded}/", $"/ru/partners?page=1&country={encoded}", $"/en/search?q={encoded}&page=1", $"/id/countries/{encoded}", $"/admin/{encoded}", $"/admin?from={encoded}", $"/kk/contact?about={encoded}", $"/en/preview?key={encoded}", $"/?{encoded}" })
            {
                var answer = await Wire.GetAsync(site, address);
                var location = answer.Split("\r\n\r\n")[0].Split("\r\n").FirstOrDefault(line => line.StartsWith("Location: ", StringComparison.OrdinalIgnoreCase))?[10..];
                if (location is not null)
                    AssertOurs(location, address);
            }
        }

        foreach (var target in new[] { "//evil.example/", "///evil.example/KK", "/\\evil.example/", "//EVIL.example", "/%2F/evil.example/", "/.//evil.example/", "/kz//evil.example" })
        {
            var answer = await Wire.GetAsync(site, target);
            var location = answer.Split("\r\n\r\n")[0].Split("\r\n").FirstOrDefault(line => line.StartsWith("Location: ", StringComparison.OrdinalIgnoreCase))?[10..];
            if (location is not null)
                AssertOurs(location, target);
        }
    }

    private static string? Location(HttpResponseMessage response) => response.Headers.TryGetValues("Location", out var values) ? values.Single() : null;

    private static void AssertStays(HttpResponseMessage response, string hostile)
    {
        // A form that holds a NUL is not read.
        if (Location(response) is { } location)
            AssertOurs(location, hostile);
        else
            Assert.True(hostile.Contains('\0', StringComparison.Ordinal) && (int)response.StatusCode == 400, $"{hostile} answered {(int)response.StatusCode}");
    }

    // As browsers read it: a backslash is a slash, and characters that are none are passed over.
    private static void AssertOurs(string? location, string hostile)
    {
        Assert.NotNull(location);
        var read = string.Concat(location.Where(c => c is not ('\t' or '\n' or '\r'))).TrimStart().Replace('\\', '/');
        var target = new Uri(new Uri("http://museum.test/"), read);
        Assert.True(target is { Host: "museum.test", Scheme: "http" } && read.StartsWith('/') && !read.StartsWith("//", StringComparison.Ordinal), $"{hostile} leads to {location}");
    }
}
