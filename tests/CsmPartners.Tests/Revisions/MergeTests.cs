using System.Text.Json.Nodes;
using CsCheck;
using CsmPartners.Forms;
using CsmPartners.Revisions;

namespace CsmPartners.Tests.Revisions;

public sealed class MergeTests
{
    private static readonly string[] Words = ["", "а", "б", "в"];

    private static readonly Gen<string> Word = Gen.Int[0, 3].Select(i => Words[i]);

    private static readonly Gen<ExhibitionForm> Form =
        from texts in Word.Array[6]
        from people in Gen.Select(Gen.Int[0, 3].Select(i => $"0{(char)('a' + i)}"), Word).Array[0, 4]
        select new ExhibitionForm
        {
            Title = new(texts[0], texts[1], texts[2]),
            Starts = texts[3],
            Ends = texts[4],
            Body = new("", texts[5], ""),
            People = [.. people.DistinctBy(p => p.Item1).Select(p => new PersonItem { Key = p.Item1, Name = new(p.Item2, "x", "") })],
        };

    [Fact]
    public void Nobody_s_change_is_lost_without_a_clash_being_said() =>
        Gen.Select(Form, Form, Form).Sample((common, theirs, mine) =>
        {
            var (c, t, m) = (Document.Tree(common), Document.Tree(theirs), Document.Tree(mine));
            var merge = Merge.Of(c, t, m);
            var (was, their, my, result) = (Document.Flatten(c), Document.Flatten(t), Document.Flatten(m), Document.Flatten(merge.Result));
            var clashes = merge.Clashes.Select(x => x.Path).ToHashSet();
            foreach (var (path, value) in my.Where(f => f.Value != was.GetValueOrDefault(f.Key)))
                Assert.Equal(value, result[path]);
            foreach (var (path, value) in their.Where(f => f.Value != was.GetValueOrDefault(f.Key)))
                Assert.True(result.GetValueOrDefault(path) == value || clashes.Contains(path) || !was.ContainsKey(path) && my.ContainsKey(path), path);
        });

    [Fact]
    public void What_only_one_side_changed_is_that_side_s() =>
        Gen.Select(Form, Form).Sample((common, changed) =>
        {
            var (c, x) = (Document.Tree(common), Document.Tree(changed));
            foreach (var merge in new[] { Merge.Of(c, x, c), Merge.Of(c, c, x), Merge.Of(c, x, x) })
            {
                Assert.Empty(merge.Clashes);
                Assert.True(JsonNode.DeepEquals(x, merge.Result), merge.Result.ToJsonString());
            }
        });

    [Fact]
    public void A_row_that_one_removed_stays_when_the_other_worked_on_it()
    {
        var common = Document.Tree(new ExhibitionForm { People = [new() { Key = "0a", Name = new("А", "", "") }, new() { Key = "0b", Name = new("Б", "", "") }] });
        var removed = Document.Tree(new ExhibitionForm { People = [new() { Key = "0b", Name = new("Б", "", "") }] });
        var worked = Document.Tree(new ExhibitionForm { People = [new() { Key = "0a", Name = new("А", "A", "") }, new() { Key = "0b", Name = new("Б", "", "") }] });
        foreach (var merge in new[] { Merge.Of(common, removed, worked), Merge.Of(common, worked, removed) })
            Assert.Contains("A", Document.Flatten(merge.Result).Values);
        Assert.DoesNotContain("А", Document.Flatten(Merge.Of(common, removed, common).Result).Values);
    }
}
