using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Search;

/// <summary>Queries over the museum's own record, each with the entries that a sensible person takes for the best first answer.</summary>
public sealed class JudgedQueriesTests(SeedSite seed) : IClassFixture<SeedSite>
{
    [Fact]
    public void The_first_answer_is_right_for_85_of_100_queries_and_one_of_the_first_five_for_97()
    {
        var judged = Table.Read("judged-queries.tsv").Select(row => (Query: row[0], Type: row[2], Expected: row[3].Split(' '))).ToList();
        Assert.True(judged.Count >= 150);
        var answers = judged.ConvertAll(j => (j.Query, j.Type, Rank: Rank(j.Query, j.Expected)));
        Report(answers);
        Assert.InRange(Share(answers, 1), 0.85, 1);
        Assert.InRange(Share(answers, 5), 0.97, 1);
        // No way of writing is left behind by the others.
        Assert.All(answers.GroupBy(a => a.Type), type => Assert.True(Share(type, 5) >= 0.9, $"{type.Key}: {Share(type, 5):P1} among the first five"));
    }

    [Theory]
    [InlineData("0fpf0cnfy", "қазақстан")]
    [InlineData("vjcrdf", "москва")]
    [InlineData("м2дениет", "мәдениет")]
    [InlineData("к-рме", "көрме")]
    [InlineData("руькшефпу", "hermitage")]
    [InlineData("Кунсткомера", "кунсткамера")]
    [InlineData("musuem", "museum")]
    [InlineData("эрмит", "эрмитаж")]
    public void What_was_meant_is_offered_and_never_taken_for_what_was_typed(string typed, string meant)
    {
        var finding = seed.Find(typed);
        Assert.Equal(meant, finding.Instead[0]);
        Assert.NotEmpty(finding.Places);
    }

    [Theory]
    [InlineData("2014")]
    [InlineData("2011–2013 этнография")]
    [InlineData("Эрмитаж")]
    public void What_was_found_is_not_second_guessed(string typed)
    {
        var finding = seed.Find(typed);
        Assert.NotEmpty(finding.Places);
        Assert.Empty(finding.Instead);
        Assert.False(finding.IsLoose);
    }

    private int Rank(string query, string[] expected) =>
        seed.Names(seed.Find(query)).Take(5).ToList().FindIndex(expected.Contains) is >= 0 and var place ? place + 1 : int.MaxValue;

    private static double Share(IEnumerable<(string, string, int Rank)> answers, int among) => answers.Average(a => a.Rank <= among ? 1.0 : 0);

    private static void Report(List<(string Query, string Type, int Rank)> answers)
    {
        var output = TestContext.Current.TestOutputHelper!;
        foreach (var type in answers.GroupBy(a => a.Type).Append(answers.GroupBy(_ => "all").Single()))
            output.WriteLine($"{type.Key}: {type.Count()} queries, first {Share(type, 1):P1}, among five {Share(type, 5):P1}");
        output.WriteLine("Not among five: " + string.Join("; ", answers.Where(a => a.Rank > 5).Select(a => a.Query)));
    }
}
