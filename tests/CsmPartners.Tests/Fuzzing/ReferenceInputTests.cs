using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using CsmPartners.Published;
using CsmPartners.Web.Rendering;
using Markdig;

namespace CsmPartners.Tests.Fuzzing;

/// <summary><c>[[partner:kunstkamera|words]]</c> in bodies of entries, on pages and in the open data.</summary>
public sealed class ReferenceInputTests
{
    private static readonly MarkdownText OurMarkdown = new(HtmlEncoder.Default);
    private static readonly MarkdownPipeline Others = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();
    private static readonly PublishedSite Site = SmallSite.Referred();

    private static readonly string[] Targets = ["partner:house", "partner:old", "partner:gone", "partner:nobody", "exhibition:show", "media:7", "media:8", "media:9", "exhibitions", "countries", "map", "contact", "page:overview"];

    private static readonly Gen<string> References =
        Gen.Select(Hostile.Among([.. Targets, "partner:", ":", "media:", "media:99999999999", "partner://evil.example", "spaceship:x"]), Hostile.Among("words", "]]", "[[", "|", "]"), Gen.Bool)
            .Select((target, words, hasWords) => hasWords ? $"[[{target}|{words}]]" : $"[[{target}]]");

    [Fact]
    public void Where_nothing_but_references_stands_no_link_leaves_the_site()
    {
        var links = 0;
        // No other way to write a link is left.
        Hostile.Among(References, longest: 5000).Select(text => text.Replace('<', '‹').Replace('(', '/').Replace("]:", "] :", StringComparison.Ordinal)).Obey(text =>
        {
            using var page = new HtmlParser().ParseDocument(OurMarkdown.Render(Site, new(text, Language.Ru), Language.Ru));
            foreach (var element in page.QuerySelectorAll("[href], [src]"))
            {
                var address = element.GetAttribute("href") ?? element.GetAttribute("src")!;
                Assert.Matches("^/[a-z0-9][a-z0-9/.:-]*$", address);
                Interlocked.Increment(ref links);
            }

            Assert.Empty(page.QuerySelectorAll("script, style, iframe, [style], [onerror], [onload], [onfuzz]"));
            Assert.NotNull(PlainMarkdown.Of(Site, text, Language.Ru, SmallSite.Origin));
        });
        Assert.True(links > Fuzz.Cases / 10, $"{links} links");
    }

    [Fact]
    public void Other_programs_read_the_link_and_the_words_that_visitors_do()
    {
        var links = 0;
        // U+FFFF, which no form takes, ends a text to Markdig.
        var words = Hostile.Among(Gen.OneOf("House", "*a*", "**", "`x`", "<https://evil.example>", "a_b_", @"\", "[x", "](https://evil.example)", "&amp;"), longest: 300)
            .Select(text => string.Concat(text.Where(c => c is not (']' or '\n' or '\r' or '\uffff'))))
            // Deeper than Markdig goes into anything: there our own pages show the text as it was typed, and others do as they like.
            .Where(text => text.Count(c => c == '[') < 100);
        Gen.Select(Gen.OneOf(Targets), words, Gen.Bool, Gen.OneOf(Language.Kk, Language.Ru, Language.En)).Obey(typed =>
        {
            // "Where ... and" keeps signs that mean something at the ends of a paragraph away from them.
            var text = typed.Item3 ? $"Where [[{typed.Item1}|{typed.Item2}]] and" : $"Where [[{typed.Item1}]] and";
            using var ours = new HtmlParser().ParseDocument(OurMarkdown.Render(Site, new(text, typed.Item4), typed.Item4));
            using var theirs = new HtmlParser().ParseDocument(Markdown.ToHtml(PlainMarkdown.Of(Site, text, typed.Item4, SmallSite.Origin), Others));
            Assert.Equal(ours.QuerySelectorAll("a").Select(a => (SmallSite.Origin + a.GetAttribute("href"), Words(a))), theirs.QuerySelectorAll("a, img").Select(a => (a.GetAttribute("href") ?? a.GetAttribute("src")!, Words(a))));
            if (theirs.QuerySelector("img") is null)
                Assert.Equal(ours.Body!.TextContent, theirs.Body!.TextContent);
            Interlocked.Add(ref links, ours.Links.Length);
        });
        Assert.True(links > Fuzz.Cases / 3, $"{links} links");
    }

    private static string Words(IElement link) => link.GetAttribute("alt") ?? link.TextContent;
}
