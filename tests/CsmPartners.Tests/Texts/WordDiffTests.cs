using System.Diagnostics;
using CsCheck;
using CsmPartners.Texts;

namespace CsmPartners.Tests.Texts;

public sealed class WordDiffTests
{
    private static readonly Gen<string> Words = Gen.Int[0, 6].Select(i => new[] { "музей", "көрме", "hall", "9", "–", "e\u0301", "😀" }[i]);
    private static readonly Gen<string> Gaps = Gen.Int[0, 5].Select(i => new[] { " ", "  ", "\n", "\n\n", ", ", ". " }[i]);
    private static readonly Gen<string> Prose = Gen.Select(Words, Gaps, (word, gap) => word + gap).Array[0, 60].Select(string.Concat);
    private static readonly Gen<string> Any = Gen.OneOf(Prose, Gen.String, Gen.String[Gen.Char["ab \n.\u0301\uD83D\uDE00\0"], 0, 40]);

    [Theory]
    [InlineData("", "", "")]
    [InlineData("same", "same", "same")]
    [InlineData("", "new", "[+new]")]
    [InlineData("old", "", "[-old]")]
    [InlineData("The museum opened in 2014.", "The museum opened in 2015.", "The museum opened in [-2014][+2015].")]
    [InlineData("Қазақстан музейі", "Қазақстанның музейі", "[-Қазақстан][+Қазақстанның] музейі")]
    [InlineData("one two three four", "one 2 3 four", "one [-two three][+2 3] four")]
    [InlineData("one two three", "one three", "one [-two ]three")]
    [InlineData("one\ntwo", "one\n\ntwo", "one\n[+\n]two")]
    [InlineData("a b\nc d", "x b\ny d", "[-a][+x] b\n[-c][+y] d")]
    [InlineData("cafe\u0301", "cafe", "[-cafe\u0301][+cafe]")]
    [InlineData("😀", "😁", "[-😀][+😁]")]
    public void Words_are_compared_as_a_reader_sees_them(string before, string after, string shown) =>
        Assert.Equal(shown, string.Concat(WordDiff.Compare(before, after).Select(Shown)));

    [Fact]
    public void Nothing_is_lost_or_invented() => Gen.Select(Any, Any).Sample(IsTrue);

    [Fact]
    public void A_text_does_not_differ_from_itself() => Any.Sample(text => WordDiff.Compare(text, text).All(segment => segment.Change == Change.Same));

    [Fact]
    public void Neighbours_differ_in_sort_and_none_is_empty() => Gen.Select(Any, Any).Sample((before, after) =>
    {
        var segments = WordDiff.Compare(before, after);
        return segments.All(segment => segment.Text.Length > 0)
            && segments.Zip(segments.Skip(1)).All(pair => pair.First.Change != pair.Second.Change && (pair.First.Change, pair.Second.Change) != (Change.Added, Change.Removed));
    });

    [Fact]
    public void Small_changes_of_the_longest_text_are_shown_as_small()
    {
        var lines = Enumerable.Range(0, 500).Select(i => $"This is line {i} of a long text; it has two sentences. Here is the second of line {i}.\n").ToArray();
        var edited = lines.Select((line, i) => i % 50 == 7 ? line.Replace("long", "lengthy", StringComparison.Ordinal) : line).Where((_, i) => i != 300);
        var segments = WordDiff.Compare(string.Concat(lines), string.Concat(edited));
        Assert.Equal(10, segments.Count(segment => segment == new Segment(Change.Removed, "long")));
        Assert.Equal(10, segments.Count(segment => segment == new Segment(Change.Added, "lengthy")));
        Assert.Equal(11, segments.Count(segment => segment.Change == Change.Removed));
    }

    [Fact]
    public void A_word_changed_in_every_line_of_the_longest_text_is_shown_as_a_word()
    {
        var text = string.Concat(Enumerable.Range(0, 900).Select(i => $"Line {i} of a long text about the old museum\n"));
        var segments = WordDiff.Compare(text, text.Replace("old", "new", StringComparison.Ordinal));
        Assert.Equal(900, segments.Count(segment => segment == new Segment(Change.Removed, "old")));
    }

    [Theory]
    [InlineData("a ", "b ")]
    [InlineData("a\n", "b\n")]
    [InlineData("a. ", "b! ")]
    [InlineData("ab", "c")]
    [InlineData("aa bb cc dd ee ff\n", "aa xx cc yy ee zz. ")]
    [InlineData("[", "(")]
    [InlineData("word word. word\n", "word. \n word")]
    public void The_longest_texts_are_compared_quickly(string old, string replacement)
    {
        var before = string.Concat(Enumerable.Repeat(old, 50_000 / old.Length));
        var after = string.Concat(Enumerable.Repeat(replacement, 50_000 / replacement.Length));
        var watch = Stopwatch.StartNew();
        Assert.True(IsTrue(before, after));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
    }

    [Fact]
    public void Long_texts_without_a_common_word_order_are_compared_quickly()
    {
        var random = new Random(1);
        string Text(string gaps) => string.Concat(Enumerable.Range(0, 25_000).Select(_ => $"{(char)('a' + random.Next(26))}{gaps[random.Next(gaps.Length)]}"));
        foreach (var gaps in new[] { " ", " .\n", "          \n", "\n" })
        {
            var (before, after) = (Text(gaps), Text(gaps));
            var watch = Stopwatch.StartNew();
            Assert.True(IsTrue(before, after));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
        }
    }

    private static bool IsTrue(string before, string after)
    {
        var segments = WordDiff.Compare(before, after);
        return string.Concat(segments.Where(segment => segment.Change != Change.Added).Select(segment => segment.Text)) == before
            && string.Concat(segments.Where(segment => segment.Change != Change.Removed).Select(segment => segment.Text)) == after;
    }

    private static string Shown(Segment segment) => segment.Change switch
    {
        Change.Same => segment.Text,
        Change.Removed => $"[-{segment.Text}]",
        _ => $"[+{segment.Text}]",
    };
}
