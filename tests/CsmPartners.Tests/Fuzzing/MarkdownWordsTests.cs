using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using CsCheck;
using CsmPartners.Web.Rendering;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>Whatever Markdown a body is written in, visitors read every word of it.</summary>
public sealed partial class MarkdownWordsTests
{
    private const string Footnote = "\n\n[^1]: ";

    private static readonly MarkdownText Markdown = new(HtmlEncoder.Default);
    private static readonly MarkdownPipeline CommonMark = new MarkdownPipelineBuilder().DisableHtml().Build();

    private static readonly Gen<string> Known = Gen.OneOf(
        "# ", "## ", "### ", "##### ", "###### ", "Title\n===\n", "Title\n---\n", "![alt](https://example.org/x.png)", "![alt *x*](/media/a \"title\")", "![](https://example.org/y.png)", "[![alt](a.png)](https://example.org)", "![", "](", ")", "[a](b",
        "[a](https://example.org/b)", "[](https://example.org)", "[a [b](c) d](e)", "[x](javascript:y)", "https://example.org/a_b", "http://x", "https://музей.қаз/сөз", "(https://example.org/a(b))", "https://", "a_b@museum.test", "@", "mailto:", "www.museum.test",
        "[r]", "[x][r]", "[r]: x\n", "[^1]", Footnote + "note\n\n", Footnote + "a longer [note](b)\n\n", "|a|b|\n|-|-|\n|c|d|\n", "a|b\n-|-\nc|d|e\n", "|", "|\n", "- |", "**", "__", "_", "*", "`", "``", "\\", "  \n", "\n\n", "\n", "    ", "\t", "---\n", "===\n",
        "> ", "- ", "1. ", "7) ", "```\n", "~~~ info\n", "&amp;", "&#106;", "<https://example.org>", "<b>", "</b>", "<script>word</script>", "<!-- word -->", "<td>", "word", "сөз", "2014", " ", "(", "!", "&", "'", "\"", ":", ";");

    private static readonly Gen<string> Texts = Gen.Frequency((4, Known.Array[1, 12].Select(string.Concat)), (1, Known.Array[12, 60].Select(string.Concat)));

    [Fact]
    public void Every_word_of_a_text_is_read_in_its_order()
    {
        var changed = 0;
        Texts.Sample(
            text =>
            {
                // What is nested too deeply stands as it was typed. Close under a footnote that follows no blank line, a number begins a list for us alone.
                if (CostlyMarkdown.Parse(text, CommonMark) is null || text.Replace(Footnote, "", StringComparison.Ordinal).Contains("[^1]:", StringComparison.Ordinal))
                    return;
                var (reading, read) = (Reading(text), Words(Read(text)));
                if (!text.Contains('|', StringComparison.Ordinal) && !text.Contains("[^1]", StringComparison.Ordinal))
                    Assert.Equal(reading, read);
                // Tables and footnotes, which CommonMark does not know, may show more; where a cell ends, so does emphasis, and its signs part words.
                else
                    Assert.Equal(string.Concat(reading), InOrder(string.Concat(read), string.Concat(reading)));
                if (AlteredMarkdown.In(text).Any())
                    Interlocked.Increment(ref changed);
            },
            iter: Fuzz.Cases / 4,
            threads: 2);
        Assert.True(changed > Fuzz.Cases / 20, $"{changed} had what pages do not allow");
    }

    [Theory]
    [InlineData("a\n\n", 20_000)]
    [InlineData("> ", 300)]
    [InlineData("[word ", 1_001)]
    public void Every_word_of_a_text_that_is_too_costly_is_read_too(string piece, int count)
    {
        var text = Hostile.Repeated(piece, count) + "last word";
        Assert.Equal(Words(text), Words(Read(text)));
    }

    /// <summary>Markdig puts the rows of a table that stands between unclosed brackets into another order.</summary>
    [Fact]
    public void A_table_between_other_signs_is_read_in_its_order()
    {
        const string Text = "_<td>---\n![![a_b@museum.test # *a_b@museum.test[a](b(|a|b|\n|-|-|\n|c|d|\n\"\\[a [b](c) d](e)[x](javascript:y)(2014[a](b2014**|# ###### a_b@museum.test[a](b";
        Assert.Equal(Reading(Text), Words(Read(Text)));
    }

    private static string Read(string text)
    {
        using var page = new HtmlParser().ParseDocument(Markdown.Render(SmallSite.Of(), new(text, Language.Kk), Language.Kk));
        return page.Body!.TextContent;
    }

    /// <summary>
    /// By CommonMark alone; of pictures their alternative texts; of links without words their addresses. Footnotes, which CommonMark takes for
    /// the addresses of links, are words.
    /// </summary>
    private static List<string> Reading(string text)
    {
        var words = new StringBuilder();
        foreach (var part in Markdig.Markdown.Parse(text.Replace(Footnote, Footnote.Replace("[", "\\[", StringComparison.Ordinal), StringComparison.Ordinal), CommonMark).Descendants())
        {
            words.Append(part switch
            {
                CodeBlock code => " " + code.Lines,
                Block => " ",
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                AutolinkInline link => link.Url,
                LineBreakInline => " ",
                DelimiterInline delimiter => delimiter.ToLiteral(),
                LinkInline link when link.Descendants<LeafInline>().All(IsBlank) => link.GetDynamicUrl?.Invoke() ?? link.Url,
                _ => "",
            });
        }

        return Words(words.ToString());
    }

    /// <summary>As many of the first letters expected as are found in this order.</summary>
    private static string InOrder(string letters, string expected)
    {
        var found = 0;
        foreach (var letter in letters)
            found += found < expected.Length && letter == expected[found] ? 1 : 0;
        return expected[..found];
    }

    private static bool IsBlank(LeafInline inline) => inline is LineBreakInline || (inline is LiteralInline literal && literal.Content.IsEmptyOrWhitespace());

    private static List<string> Words(string text) => [.. Word.Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, 10_000)]
    private static partial Regex Word { get; }
}
