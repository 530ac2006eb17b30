using CsmPartners.Published;

namespace CsmPartners.Tests.Published;

public sealed class ListingTests
{
    private sealed record Thing(string Name, string Colour, string[] Places);

    private static readonly Thing[] Things =
    [
        new("a", "red", ["paris"]),
        new("b", "red", ["paris", "rome"]),
        new("c", "blue", ["rome"]),
        new("d", "green", []),
    ];

    private static readonly Listing<Thing> All = new(Things, [new("colour", t => [t.Colour]), new("place", t => t.Places)]);

    [Fact]
    public void Without_choices_everything_is_found_and_counted()
    {
        var found = All.Find(Filter.None);
        Assert.Equal(4, found.Count);
        Assert.Equal([new("red", 2), new("blue", 1), new("green", 1)], found.Facets["colour"]);
        Assert.Equal([new("paris", 2), new("rome", 2)], found.Facets["place"]);
    }

    [Fact]
    public void Values_of_one_facet_widen_and_facets_narrow()
    {
        var found = All.Find(Filter.None.With("colour", "red").With("colour", "blue").With("place", "rome"));
        Assert.Equal(["b", "c"], found.Entries.Select(t => t.Name));
    }

    [Fact]
    public void Each_count_is_what_choosing_that_value_beside_the_other_facets_would_show()
    {
        var found = All.Find(Filter.None.With("colour", "red"));
        Assert.Equal([new("red", 2), new("blue", 1), new("green", 1)], found.Facets["colour"]);
        Assert.Equal([new("paris", 2), new("rome", 1)], found.Facets["place"]);
    }

    [Fact]
    public void A_value_that_nothing_has_finds_nothing()
    {
        Assert.Empty(All.Find(Filter.None.With("colour", "pink")).Entries);
        Assert.Equal(4, All.Find(Filter.None.With("weight", "pink")).Count);
    }

    [Fact]
    public void Taking_back_the_last_value_of_a_facet_takes_back_the_facet()
    {
        var filter = Filter.None.With("colour", "red").With("colour", "red").Without("colour", "red");
        Assert.True(filter.IsEmpty);
        Assert.Null(filter["colour"]);
    }
}
