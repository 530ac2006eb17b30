using System.Net;
using System.Text;
using CsCheck;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>Public addresses as they are never typed, through the whole program.</summary>
public sealed class PublicAddressInputTests(TestSite site)
{
    private static readonly Gen<string> Languages = Gen.OneOf("kk", "ru", "en");

    private static readonly string[] Pages =
    [
        "", "/partners", "/partners/british-museum", "/projects", "/exhibitions", "/trainings", "/agreements", "/events", "/publications", "/countries", "/countries/fr", "/timeline", "/map", "/search", "/search/suggestions", "/about", "/data", "/display",
        "/contact", "/preview", "/share/museum-0123456789abcdef.png", "/feed.xml", "/exhibitions/feed.xml", "/calendar.ics", "/partners/cite.bib", "/partners/british-museum/cite.ris",
    ];

    private static readonly string[] Files =
    [
        "/api/v1/partners", "/api/v1/exhibitions", "/api/v1/countries", "/api/v1/partners/british-museum", "/api/v1/openapi.json", "/data/v1/countries.csv", "/data/v1/pages.json", "/data/v1/entries/1.jsonld", "/data/v1/places/fr.jsonld", "/data/v1/museum.jsonld",
        "/id/1", "/id/museum", "/id/countries/fr", "/sitemap.xml", "/robots.txt", "/", "/data", "/kz", "/KK/Partners", "/de/partners", "/error/404", "/media/x.pdf",
    ];

    private static readonly Gen<string> Names = AsIsOrNot(
        Gen.OneOf("country", "institution", "cooperation", "direction", "type", "kind", "activity", "partner", "year", "letter", "page", "size", "q", "from", "about", "key", "bom", "separator", "text", "lang"), longest: 200);

    private static readonly Gen<string> Values = AsIsOrNot(
        Gen.OneOf("fr", "de", "kunstkamera", "museum", "regional", "2014", "exhibition", "А", "Ә", "1", "2", "0", "-1", "99999999999999999999", "50", "көрме", "выставка британский", "\"музей\"", "museum*", "a AND b", "(", "~2", "partner:kunstkamera", "/kk/partners", "//evil.example", "semicolon"),
        longest: 3000);

    private static readonly Gen<string> Queries = Gen.Select(Names, Values, Gen.OneOf("=", "=", "=", "", "[]=", "=%FF", "=%00", "=%")).Select((name, value, joint) => Uri.EscapeDataString(name) + joint + Uri.EscapeDataString(value))
        .Array[0, 4].Select(pairs => pairs.Length == 0 ? "" : "?" + string.Join('&', pairs));

    private static readonly Gen<string> Paths = Gen.Frequency(
        (12, Gen.Select(Languages, Gen.OneOf(Pages), (language, page) => $"/{language}{page}")),
        (4, Gen.OneOf(Files)),
        (2, Gen.Select(Gen.OneOf("/kk/", "/ru/partners/", "/en/countries/", "/id/", "/api/v1/", "/data/v1/", "/kk/share/", "/"), Values).Select((place, name) => place + Uri.EscapeDataString(name))),
        (1, Gen.Select(Languages, Gen.OneOf(Pages), Gen.OneOf("/", "//", "/%00", "/%FF", "/..%2f..", "/%2e%2e/x", "/.", ";x", "%", "/feed.xml", "/cite.bib"), (language, page, end) => $"/{language}{page}{end}")));

    [Fact]
    public async Task Every_address_is_answered_without_a_fault_in_its_language_and_repeats_nothing_that_could_run()
    {
        using var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 4 });
        var found = 0;
        await Gen.Select(Paths, Queries, (path, query) => path + query).ObeyAsync(async address =>
        {
            using var answer = await visitor.GetAsync(new Uri(site.Origin + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode}");
            Assert.DoesNotContain("<script>fuzz", text, StringComparison.OrdinalIgnoreCase);
            // Only a quote that stands as it is could begin an attribute; JSON has it behind a backslash or escaped.
            if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            {
                Assert.DoesNotContain("\"onfuzz", text, StringComparison.OrdinalIgnoreCase);
                // The server hands on no address that it could not read, and one with dots as what they lead to.
                var language = answer.StatusCode == HttpStatusCode.BadRequest ? "kk" : Uri.UnescapeDataString(address).Contains("/.", StringComparison.Ordinal) ? "" : Expected(address);
                Assert.Contains($"<html lang=\"{language}", text, StringComparison.Ordinal);
            }

            if (answer.Headers.TryGetValues("Location", out var led))
                AssertStays(Assert.Single(led), address);
            if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.MovedPermanently)
                Interlocked.Increment(ref found);
        });
        Assert.True(found > Fuzz.Cases / 8, $"{found} were found");
    }

    [Fact]
    public async Task A_page_is_sent_again_to_everyone_but_those_who_name_it()
    {
        using var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 4, RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 }) { BaseAddress = new Uri(site.Origin) };
        foreach (var address in new[] { "/kk/timeline", "/robots.txt" })
        {
            using var first = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            var tag = first.Headers.ETag!.Tag;
            var seen = 0;
            await Hostile.Among(Gen.OneOf(tag, $"W/{tag}", tag[..^1], "*", "\"a\"", "W/", ", ", ",", "\"")).Select(AsHeader).ObeyAsync(async said =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.TryAddWithoutValidation("If-None-Match", said);
                using var answer = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.RequestHeaderFieldsTooLarge, HttpStatusCode.BadRequest });
                var isNamed = said.Contains(tag, StringComparison.Ordinal) || said.Contains('*', StringComparison.Ordinal);
                if (answer.StatusCode == HttpStatusCode.NotModified)
                {
                    Assert.True(isNamed);
                    Interlocked.Increment(ref seen);
                }
                else if (said.Trim(' ') == tag || said.Trim(' ') == $"W/{tag}" || said.Trim(' ') == "*")
                {
                    Assert.Fail($"{(int)answer.StatusCode}");
                }
            });
            Assert.True(seen > Fuzz.Cases / 50, $"{seen} of {address} had it");
        }
    }

    // A parser is met only where the name of what it reads is right.
    private static Gen<string> AsIsOrNot(Gen<string> known, int longest) => Gen.Frequency((1, known), (1, Hostile.Among(known, longest)));

    private static string Expected(string address) => Uri.UnescapeDataString(address.Split('/', '?')[1]).ToLowerInvariant() is var first and ("ru" or "en") ? first : "kk";

    // As browsers read it: a backslash is a slash.
    private void AssertStays(string led, string address)
    {
        var read = led.Replace('\\', '/');
        Assert.True(read.StartsWith('/') && !read.StartsWith("//", StringComparison.Ordinal) && new Uri(new Uri(site.Origin), read).IsLoopback, led);
        if (address[1..].Split('/', '?')[0].ToLowerInvariant() is "kk" or "ru" or "en")
            Assert.StartsWith($"/{address[1..3].ToLowerInvariant()}", read, StringComparison.Ordinal);
    }

    private static string AsHeader(string text) => string.Concat(text.Where(c => c is >= ' ' and <= '\u00ff' and not '\u007f').Take(5000));
}
