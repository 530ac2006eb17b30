using System.Diagnostics;
using CsCheck;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Site.Display;
using CsmPartners.Web.Site.Identifiers;
using Microsoft.AspNetCore.Http;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>What browsers and programs say of themselves: wishes and cookies.</summary>
public sealed class HeaderInputTests
{
    private static readonly Gen<string> Wishes = Hostile.Among(
        "application/json", "application/ld+json", "text/html", "application/xhtml+xml", "*/*", "text/*", "application/*", ";q=0", ";q=0.5", ";q=1", ";q=-1", ";q=1e9", ";q=NaN", ";Q=0.001", ", ", ",", ";profile=\"a,b;q=1\"", "\"", "image/png", "/", "*");

    private static readonly Gen<string> Languages = Hostile.Among("kk", "ru", "en", "kk-KZ", "ru-RU;q=0.9", "en-GB", "de", "*", ";q=0", ";q=0.5", ";q=1.1", ",", ", ", "-", "kz", "KK", "x-klingon");

    private static readonly Gen<string> Cookies = Hostile.Among(
        "text=large", "text=largest", "contrast=high", "scheme=dark", "scheme=light", "&", "=", "text=", "scheme=%64ark", "text=\"onfuzz", "text%3Dlarge%26scheme%3Ddark", "csm-display=", "csm-lang=ru", "; ", "+", "%");

    [Fact]
    public void Data_are_sent_only_to_whom_they_are_welcome()
    {
        var forData = 0;
        Wishes.Obey(accepted =>
        {
            var request = Request("Accept", accepted);
            var (json, linked) = (Wish.For(request, "application/json"), Wish.For(request, "application/ld+json"));
            Assert.InRange(json, 0, 1);
            Assert.InRange(linked, 0, 1);
            if (!Wish.IsForData(request))
                return;
            Interlocked.Increment(ref forData);
            Assert.True(json > 0 || linked > 0, $"{json} and {linked}");
            // The framework reads "application /json" too.
            Assert.Contains("application/", string.Concat(accepted.Where(c => !char.IsWhiteSpace(c))), StringComparison.OrdinalIgnoreCase);
            Assert.Contains("json", accepted, StringComparison.OrdinalIgnoreCase);
        });
        Assert.True(forData > Fuzz.Cases / 100, $"{forData} wished for data");
    }

    [Fact]
    public void Whatever_is_said_of_languages_the_answer_is_one_of_three_and_the_own_choice_comes_first() => Gen.Select(Languages, Gen.OneOf("kk", "ru", "en", "KK", "de", "")).Obey(said =>
    {
        var request = Request("Accept-Language", said.Item1);
        Assert.Contains(RequestLanguage.Negotiate(request), Language.All);
        var asked = RequestLanguage.Asked(request);
        if (asked is not null)
            Assert.Contains(asked.Code, said.Item1, StringComparison.OrdinalIgnoreCase);
        request.Headers.Cookie = $"{RequestLanguage.Cookie}={said.Item2}";
        Assert.Equal(Language.Find(said.Item2) ?? asked, RequestLanguage.Asked(request));
    });

    [Fact]
    public void A_cookie_about_looks_can_say_only_what_the_site_knows()
    {
        var said = 0;
        Cookies.Obey(cookie =>
        {
            var request = Request("Cookie", $"{DisplaySettings.Cookie}={cookie}");
            var settings = DisplaySettings.Of(request);
            Assert.Contains(settings.Text, new[] { null, "large", "largest" });
            Assert.Contains(settings.Contrast, new[] { null, "high" });
            Assert.Contains(settings.Scheme, new[] { null, "light", "dark" });
            Assert.Matches("\\A( data-(text|contrast|scheme)=\"[a-z]+\"){0,3}\\z", settings.Attributes.ToString());
            // As the site itself writes it, every browser sends it back.
            Assert.Equal(settings, DisplaySettings.Of(Request("Cookie", $"{DisplaySettings.Cookie}={Uri.EscapeDataString(settings.ToString())}")));
            if (settings != DisplaySettings.None)
                Interlocked.Increment(ref said);
        });
        Assert.True(said > Fuzz.Cases / 20, $"{said} said something");
    }

    [Theory]
    [InlineData(" ,", "\"")]
    [InlineData("en-GB ru ", "")]
    [InlineData("a;q=0,", "\"")]
    [InlineData("text/html;a=\"", "")]
    public void A_header_made_to_take_long_does_not(string piece, string end)
    {
        var header = Hostile.Repeated(piece, 30_000 / piece.Length) + end;
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(Language.Kk, RequestLanguage.Negotiate(Request("Accept-Language", header)));
        Assert.False(Wish.IsForData(Request("Accept", header)));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private static HttpRequest Request(string header, string value)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers[header] = value;
        return request;
    }
}
