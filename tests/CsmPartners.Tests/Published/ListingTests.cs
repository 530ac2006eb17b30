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
        Assert.False(filter.Has("colour"));
    }

    [Fact]
    public void A_subject_with_several_entries_is_found_and_counted_once_and_its_values_belong_together()
    {
        (string Who, string Colour, string Place)[] ties =
        [
            ("a", "red", "paris"),
            ("a", "blue", "rome"),
            ("a", "red", "rome"),
            ("b", "red", "rome"),
            ("c", "blue", "paris"),
        ];
        string[] subjects = ["a", "b", "c"];
        var listing = new Listing<(string Who, string Colour, string Place)>(
            ties, [new("colour", t => [t.Colour]), new("place", t => [t.Place])], t => Array.Find(subjects, s => s == t.Who)!);
        var everything = listing.Find(Filter.None);
        Assert.Equal(["a", "b", "c"], everything.Entries.Select(t => t.Who));
        Assert.Equal([new("red", 2), new("blue", 2)], everything.Facets["colour"]);
        var found = listing.Find(Filter.None.With("colour", "blue").With("place", "rome"));
        Assert.Equal(["a"], found.Entries.Select(t => t.Who));
        Assert.Equal([new("red", 2), new("blue", 1)], found.Facets["colour"]);
        Assert.Equal([new("paris", 1), new("rome", 2)], listing.Find(Filter.None.With("colour", "red")).Facets["place"]);
    }
}
