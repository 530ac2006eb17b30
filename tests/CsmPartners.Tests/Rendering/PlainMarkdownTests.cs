using CsmPartners.Tests.Fuzzing;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Tests.Rendering;

/// <summary>Bodies as the open data give them to other programs.</summary>
public sealed class PlainMarkdownTests
{
    [Theory]
    [InlineData("[[partner:house|in the house]]", "[in the house](https://museum.test/en/partners/house)")]
    [InlineData("[[exhibitions|all]]", "[all](https://museum.test/en/exhibitions)")]
    [InlineData("[[media:8]]", "[Paper](https://museum.test/media/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.pdf)")]
    [InlineData(@"[[partner:house|a\]]", @"[a\\](https://museum.test/en/partners/house)")]
    [InlineData("[[partner:house|<https://evil.example>]]", @"[\<https://evil.example>](https://museum.test/en/partners/house)")]
    [InlineData("[[partner:gone|*no* `link` &amp;]]", @"\*no\* \`link\` \&amp;")]
    [InlineData("[[media:9|[a](https://evil.example)]]", @"[[media:9|[a](https://evil.example)]]")]
    [InlineData("[[spaceship:x|y]]", "[[spaceship:x|y]]")]
    public void References_are_links_of_Markdown_and_their_words_mean_nothing_in_it(string markdown, string plain) =>
        Assert.Equal(plain, PlainMarkdown.Of(SmallSite.Referred(), markdown, Language.En, SmallSite.Origin));
}
