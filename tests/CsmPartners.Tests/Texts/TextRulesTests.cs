using System.Diagnostics;
using System.Text;
using CsCheck;
using CsmPartners.Texts;

namespace CsmPartners.Tests.Texts;

public sealed class TextRulesTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String, Gen.String[Gen.Char["ab  \t\r\n\u00A0\u00AD\uFEFF\u200B\u200D\u202E\uD83D\uDE00\uD800\u0301\u0316й\u0000\uFFFF\u2028"], 0, 60]);

    [Theory]
    [InlineData(null, "")]
    [InlineData(" \n\t\u00A0 ", "")]
    [InlineData("\u200B\u00AD\uFEFF\u200D", "")]
    [InlineData("a\r\nb\rc\u2028d", "a\nb\nc\nd")]
    [InlineData("  Сәлем \n", "Сәлем")]
    [InlineData("и\u0306од", "йод")]
    [InlineData("и\u0306\uFFFEи\u0306", "й\uFFFEй")]
    [InlineData("\uFEFFму\u00ADзей", "музей")]
    [InlineData("2\u00A0мая", "2\u00A0мая")]
    [InlineData("one \ntwo\t\nthree", "one\ntwo\nthree")]
    [InlineData("one  \ntwo", "one  \ntwo")]
    [InlineData("one     \ntwo", "one  \ntwo")]
    [InlineData("one  \n\ntwo", "one\n\ntwo")]
    [InlineData("one\n   \ntwo  ", "one\n\ntwo")]
    public void A_text_is_stored_without_what_nobody_sees(string? typed, string stored) => Assert.Equal(stored, TextRules.Tidy(typed));

    [Fact]
    public void What_is_tidy_stays_as_it_is() => Hostile.Sample(text => TextRules.Tidy(TextRules.Tidy(text)) == TextRules.Tidy(text));

    [Fact]
    public void What_is_tidy_has_no_carriage_return_and_no_space_around_it() => Hostile.Sample(text =>
        TextRules.Tidy(text) is var tidy && !tidy.Contains('\r') && tidy.Trim() == tidy);

    [Theory]
    [InlineData("Музей\0қоры", TextProblem.ControlCharacter, "Музей")]
    [InlineData("Hall\u001B[31m", TextProblem.ControlCharacter, "Hall")]
    [InlineData("\u0085x", TextProblem.ControlCharacter, "x")]
    [InlineData("feed\uFFFF", TextProblem.ControlCharacter, "feed")]
    [InlineData("The museum\u202Egnp.exe", TextProblem.BidiControl, "The museum")]
    [InlineData("a\u2066b", TextProblem.BidiControl, "a")]
    [InlineData("a\u200Fb", TextProblem.BidiControl, "a")]
    [InlineData("Z\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", TextProblem.TooManyCombiningMarks, "Z")]
    [InlineData("A very long line of text that ends here\0", TextProblem.ControlCharacter, "text that ends here")]
    public void What_no_text_may_have_is_named_with_its_place(string text, TextProblem problem, string near) =>
        Assert.Equal(new TextFinding(problem, near), TextRules.Problem(text));

    // Attributes hold their strings as UTF-8, which has no halves of characters.
    [Fact]
    public void Half_a_character_is_named_with_its_place()
    {
        Assert.Equal(new TextFinding(TextProblem.LoneSurrogate, "then"), TextRules.Problem("\uD83D then"));
        Assert.Equal(new TextFinding(TextProblem.LoneSurrogate, "first"), TextRules.Problem("first\n\uDE00"));
        Assert.Equal("\uD800йй\uDE00", TextRules.Tidy("\uD800и\u0306и\u0306\uDE00"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lines\nand\ttabs\r\n")]
    [InlineData("Қазақстан – «музей» № 5 😀 👩‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("می‌خواهم क्‍ष ภาษาไทย שָׁלוֹם")]
    [InlineData("Z\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301")]
    public void Ordinary_texts_of_all_scripts_are_fine(string text) => Assert.Null(TextRules.Problem(text));

    [Fact]
    public void The_place_can_always_be_shown() => Hostile.Sample(text =>
        TextRules.Problem(text) is not { } finding || (TextRules.Problem(finding.Near) is null && finding.Near.Length <= 20));

    [Fact]
    public void A_text_without_a_problem_can_be_encoded_as_it_is() => Hostile.Sample(text =>
        TextRules.Problem(text) is not null || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text);

    [Theory]
    [InlineData("😀")]
    [InlineData("a\u0301\u0316")]
    [InlineData("\u0301\u0316")]
    [InlineData("\U0001D165\U0001D16E")]
    [InlineData(" \n")]
    [InlineData("  \r\n")]
    public void The_longest_texts_take_no_time(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 50_000 / unit.Length));
        var watch = Stopwatch.StartNew();
        TextRules.Problem(TextRules.Tidy(text));
        TextRules.Tidy(text.Replace('\uDE00', '\uD83D'));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
    }
}
