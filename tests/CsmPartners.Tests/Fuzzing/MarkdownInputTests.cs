using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>Bodies of entries, which staff write and paste.</summary>
public sealed partial class MarkdownInputTests
{
    // A millisecond at leisure; the tests run beside others.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private static readonly MarkdownText Markdown = new(HtmlEncoder.Default);
    private static readonly PublishedSite Site = SmallSite.Of(new Partner { Id = 1, Slug = "house", Title = new("Үй", "Дом", "House") });

    private static readonly Gen<string> Texts = Hostile.Among(
        Gen.OneOf("[a](b", "[a](https://example.org)", "[a](/kk/partners \"t\")", "[a](<b c>)", "![a](https://example.org/x.png)", "[x](javascript:fuzz(1))", "[x](JaVaScRiPt&colon;fuzz(1))", "[x](java\nscript:fuzz(1))", "[x](&#106;avascript:fuzz(1))",
        "[x](\u0001javascript:fuzz(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)", "![x](data:image/svg+xml,<svg>)", "[x](vbscript:fuzz)", "[x](//evil.example)", "<https://example.org>", "<javascript:fuzz(1)>", "<someone@example.org>",
        "[r]", "[x][r]", "[r]: javascript:fuzz(1)\n", "[r]: <data:x> \"t\"\n\n", "[[partner:house]]", "[[partner:house|" + Hostile.Script + "]]", "[[exhibitions|", "]]", "[[media:7]]",
        "# ", "## b\n", "> ", "- ", "1. ", "7) ", "```\n", "~~~ x\n", "|a|b|\n|-|-|\n|c|d|\n", "|", "**", "__", "*", "`", "``", "\\", "  \n", "\n\n", "    ", "\t", "---\n", "===\n", "(", "[", "!["),
        longest: 6000);

    [Fact]
    public void Whatever_is_written_nothing_runs_restyles_or_loads_and_cleaning_it_again_changes_nothing()
    {
        var (drawn, linked, sanitizer) = (0, 0, MarkdownText.Strict());
        Texts.Obey(text =>
        {
            var started = Stopwatch.GetTimestamp();
            var html = Markdown.Render(Site, new(text, Language.Kk), Language.Kk);
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Bound);
            using var page = new HtmlParser().ParseDocument(html);
            foreach (var element in page.Body!.Children.SelectMany(c => c.Descendants<IElement>().Prepend(c)))
                AssertHarmless(element);
            Assert.Equal(html, sanitizer.Sanitize(html));
            Interlocked.Add(ref linked, page.Links.Length);
            if (page.Body.QuerySelector("a, strong, em, ul, ol, table, h2, blockquote, code") is not null)
                Interlocked.Increment(ref drawn);
        });
        // Else nothing above has met anything.
        Assert.True(drawn > Fuzz.Cases / 5 && linked > Fuzz.Cases / 10, $"{drawn} had Markdown, with {linked} links");
    }

    [Fact]
    public void What_is_too_costly_to_draw_stands_as_it_was_typed() =>
        Gen.Select(Texts, Gen.OneOf("[", "(", "*a ", "_", "`", "[a](b", "[[x", "![x]("), Gen.Int[1001, 1500], Texts).Obey(parts =>
        {
            var html = Markdown.Render(Site, new(parts.Item1 + Hostile.Repeated(parts.Item2, parts.Item3) + parts.Item4, Language.Ru), Language.Ru);
            using var page = new HtmlParser().ParseDocument(html);
            Assert.All(page.Body!.QuerySelectorAll("*"), element => Assert.Equal(("P", 0), (element.TagName, element.Attributes.Length)));
        });

    private static void AssertHarmless(IElement element)
    {
        Assert.Contains(element.LocalName, "p h2 h3 h4 ul ol li a strong em blockquote hr br code pre table thead tbody tr th td span".Split(' '));
        foreach (var attribute in element.Attributes)
        {
            Assert.Contains((element.LocalName, attribute.Name), new[] { ("a", "href"), ("ol", "start"), ("span", "lang") });
            // As a browser reads it, which passes over white space and control characters.
            var address = string.Concat(attribute.Value.Where(c => c > ' ' && !char.IsControl(c)));
            if (attribute.Name == "href" && Scheme.Match(address) is { Success: true } scheme)
                Assert.Contains(scheme.Value.ToLowerInvariant(), new[] { "http:", "https:", "mailto:" });
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.None, 1000)]
    private static partial Regex Scheme { get; }
}
