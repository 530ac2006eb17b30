using CsCheck;
using CsmPartners.Entries;
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
        Assert.Equal(shown, string.Concat(Compare(before, after).Select(Shown)));

    [Fact]
    public void Nothing_is_lost_or_invented() => Gen.Select(Any, Any).Sample(IsTrue);

    [Fact]
    public void A_text_does_not_differ_from_itself() => Any.Sample(text => Compare(text, text).All(segment => segment.Change == Change.Same));

    [Fact]
    public void Neighbours_differ_in_sort_and_none_is_empty() => Gen.Select(Any, Any).Sample((before, after) =>
    {
        var segments = Compare(before, after);
        return segments.All(segment => segment.Text.Length > 0)
            && segments.Zip(segments.Skip(1)).All(pair => pair.First.Change != pair.Second.Change && (pair.First.Change, pair.Second.Change) != (Change.Added, Change.Removed));
    });

    [Fact]
    public void Small_changes_of_the_longest_text_are_shown_as_small()
    {
        var lines = Enumerable.Range(0, 500).Select(i => $"This is line {i} of a long text; it has two sentences. Here is the second of line {i}.\n").ToArray();
        var edited = lines.Select((line, i) => i % 50 == 7 ? line.Replace("long", "lengthy", StringComparison.Ordinal) : line).Where((_, i) => i != 300);
        var segments = Compare(string.Concat(lines), string.Concat(edited));
        Assert.Equal(10, segments.Count(segment => segment == new Segment(Change.Removed, "long")));
        Assert.Equal(10, segments.Count(segment => segment == new Segment(Change.Added, "lengthy")));
        Assert.Equal(11, segments.Count(segment => segment.Change == Change.Removed));
    }

    [Fact]
    public void A_word_changed_in_every_line_of_the_longest_text_is_shown_as_a_word()
    {
        var text = string.Concat(Enumerable.Range(0, 900).Select(i => $"Line {i} of a long text about the old museum\n"));
        var segments = Compare(text, text.Replace("old", "new", StringComparison.Ordinal));
        Assert.Equal(900, segments.Count(segment => segment == new Segment(Change.Removed, "old")));
    }

    public static TheoryData<string, string> Costly => new()
    {
        { "One two", Repeated(",.", 49_800) }, { Repeated(",.", 49_800), "One two" }, { "a b ", Repeated("a b ", 50_000) },
        { Repeated("ab ", 50_000), Repeated("ba ", 50_000) }, { Repeated("a. b! ", 50_000), Repeated("b! a. a. ", 50_000) },
        { Repeated("a\n", 50_000), Repeated("a\nb\n", 50_000) }, { Repeated("a b\nb\n", 50_000), Repeated("b\na\n", 50_000) },
        { Repeated("word word. word\n", 50_000), Repeated("word. \n word", 50_000) }, { Repeated("aa bb cc dd ee ff\n", 50_000), Repeated("aa xx cc yy ee zz. ", 50_000) },
        { Shuffled(" ", 1), Shuffled(" ", 2) }, { Shuffled(" .\n", 3), Shuffled(" .\n", 4) }, { Shuffled("          \n", 5), Shuffled("\n", 6) },
        { Repeated("(", 25_000) + Repeated(")", 25_000), Repeated(")", 25_000) + Repeated("(", 25_000) }, { new string('\n', 50_000), new string('\n', 24_000) + "x" + new string('\n', 24_000) },
    };

    [Theory]
    [MemberData(nameof(Costly))]
    public void The_longest_texts_made_to_take_long_are_compared_in_bounded_work(string before, string after)
    {
        var diff = new WordDiff();
        var comparison = diff.Compare(before, after, CancellationToken.None);
        Assert.True(IsWhole(comparison.Segments, before, after));
        Assert.InRange(diff.Steps, 1, WordDiff.MostSteps);
        TestContext.Current.TestOutputHelper!.WriteLine($"{diff.Steps} steps, by words: {comparison.IsByWords}, {comparison.Segments.Count} segments");
    }

    [Fact]
    public void No_text_made_of_few_pieces_passes_the_bound() =>
        Gen.Select(Gen.String[Gen.Char["ab. \n,"], 1, 30], Gen.String[Gen.Char["ab. \n,"], 1, 30], Gen.Int[1, 50_000], Gen.Int[1, 50_000]).Sample(
            (one, other, length, otherLength) =>
            {
                var diff = new WordDiff();
                var (before, after) = (Repeated(one, length), Repeated(other, otherLength));
                return IsWhole(diff.Compare(before, after, CancellationToken.None).Segments, before, after) && diff.Steps <= WordDiff.MostSteps;
            },
            iter: 60);

    [Fact]
    public void All_texts_of_a_page_together_are_bounded_and_each_is_shown()
    {
        var diff = new WordDiff();
        for (var i = 0; i < 30; i++)
        {
            var (before, after) = (Shuffled(" .\n", i), Shuffled(" .\n", i + 100));
            Assert.True(IsWhole(diff.Compare(before, after, CancellationToken.None).Segments, before, after));
        }

        Assert.InRange(diff.Steps, WordDiff.MostSteps, WordDiff.MostStepsOfPage);
        Assert.Equal(new Comparison([new(Change.Removed, "a"), new(Change.Added, "b")], false).Segments, diff.Compare("a", "b", CancellationToken.None).Segments);
    }

    [Theory]
    [InlineData(Entry.BodyLength + 1, 5)]
    [InlineData(5, Entry.BodyLength + 1)]
    [InlineData(400_000, 400_000)]
    public void A_text_over_its_length_is_shown_and_not_compared(int length, int otherLength)
    {
        var diff = new WordDiff();
        var (before, after) = (Repeated("a ", length), Repeated("a b ", otherLength));
        var comparison = diff.Compare(before, after, CancellationToken.None);
        Assert.Equal((0, false), (diff.Steps, comparison.IsByWords));
        Assert.Equal([new Segment(Change.Removed, before), new Segment(Change.Added, after)], comparison.Segments);
    }

    [Fact]
    public void Nobody_s_comparison_is_not_finished() =>
        Assert.ThrowsAny<OperationCanceledException>(() => new WordDiff().Compare("one two", "one three", new CancellationToken(canceled: true)));

    [Fact]
    public void What_is_compared_by_words_says_so()
    {
        Assert.True(new WordDiff().Compare("one two", "one three", CancellationToken.None).IsByWords);
        Assert.True(new WordDiff().Compare("", Repeated("one ", 50_000), CancellationToken.None).IsByWords);
        Assert.False(new WordDiff().Compare(Shuffled(" .\n", 1), Shuffled(" .\n", 2), CancellationToken.None).IsByWords);
    }

    private static string Repeated(string piece, int length) => string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1))[..length];

    private static string Shuffled(string gaps, int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, 25_000).Select(_ => $"{(char)('a' + random.Next(26))}{gaps[random.Next(gaps.Length)]}"));
    }

    private static IReadOnlyList<Segment> Compare(string before, string after) => new WordDiff().Compare(before, after, CancellationToken.None).Segments;

    private static bool IsTrue(string before, string after) => IsWhole(Compare(before, after), before, after);

    private static bool IsWhole(IReadOnlyList<Segment> segments, string before, string after) =>
        string.Concat(segments.Where(segment => segment.Change != Change.Added).Select(segment => segment.Text)) == before
        && string.Concat(segments.Where(segment => segment.Change != Change.Removed).Select(segment => segment.Text)) == after;

    private static string Shown(Segment segment) => segment.Change switch
    {
        Change.Same => segment.Text,
        Change.Removed => $"[-{segment.Text}]",
        _ => $"[+{segment.Text}]",
    };
}
