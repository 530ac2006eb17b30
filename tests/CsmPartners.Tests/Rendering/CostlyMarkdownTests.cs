using System.Diagnostics;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Rendering;

/// <summary>Texts as long as a form accepts, made to take long.</summary>
public sealed class CostlyMarkdownTests(TestSite site)
{
    // A second at leisure; the tests run beside others.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Pieces =>
    [
        "[a](b", "[", "[]", "![", "[[x", "[[x]", "[[x|", "[a](<b", "[a](b \"", "[a][", "*a ", "a**b", "*_", "**a_ ", "**a**", "` a", "``a`", ">", "> > ", "> - ",
        "- ", "1. ", "-\n", "+ - * ", "|", "|a", "|-|\n", "a|b|c|d\n", "<", "<a ", "&a;", "\\", "a\\\n", "<http://a ", "# a\n", "a\n=\n", "[a]: b\n", "[a]: <b\n",
        "[a]:b \"\n", "a* *b ", "\t>", "\n", " \n", "~~~\n", ">```\n", "[a](b)", "[a [b](c) ", "(", "()", "a_b_ _c", "[a](b)\n\n", "[1] ", "a\n\n",
    ];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void A_text_made_to_take_long_does_not(string piece) => Draw(string.Concat(Enumerable.Repeat(piece, Entry.BodyLength / piece.Length)));

    [Fact]
    public void Openers_followed_by_a_long_line_do_not_take_long_either() =>
        Draw(string.Concat(Enumerable.Repeat("[a](b", 330)) + new string('x', Entry.BodyLength - 2000));

    [Fact]
    public void What_is_too_costly_is_shown_as_it_was_typed() =>
        Assert.StartsWith("<p>&gt;&gt;&gt;", Draw(new string('>', 1000)), StringComparison.Ordinal);

    [Fact]
    public void A_long_text_of_the_usual_kind_is_drawn_as_ever()
    {
        var html = Draw(string.Concat(Enumerable.Repeat("## Part\n\nOne **strong** word, a [link](https://example.org), [[timeline|years]].\n\n- one\n- two\n\n", 450)));
        Assert.Equal(450, html.Split("<strong>strong</strong>").Length - 1);
    }

    private string Draw(string markdown)
    {
        var text = site.Services.GetRequiredService<MarkdownText>();
        var started = Stopwatch.GetTimestamp();
        var html = text.Render(site.Services.GetRequiredService<PublishedSiteKeeper>().Current!, new(markdown, Language.Ru), Language.Ru);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Bound);
        TestContext.Current.TestOutputHelper!.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
        return html;
    }
}
