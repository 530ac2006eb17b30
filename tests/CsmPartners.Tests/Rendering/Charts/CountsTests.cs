using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Rendering.Charts;

namespace CsmPartners.Tests.Rendering.Charts;

public sealed class CountsTests
{
    private const int ThisYear = 2016;

    [Fact]
    public void What_lasts_counts_in_every_year_it_touches_and_what_continues_up_to_this_year()
    {
        var table = ActivitiesByYear.Of(
            [Held<Project>("2010", "2012"), Held<Exhibition>("2012", "2012"), Held<Publication>("2014", null, continues: true), Held<Training>(null, null)],
            ThisYear)!;
        Assert.Equal([EntryKind.Project, EntryKind.Exhibition, EntryKind.Publication], table.Kinds);
        Assert.Equal(["2010", "2011", "2012", "2013", "2014", "2015", "2016"], Enumerable.Range(0, table.Years.Count).Select(table.Years.NameOf));
        Assert.Equal([1, 1, 1, 0, 0, 0, 0], table.Counts.Select(c => c[0]));
        Assert.Equal([0, 0, 1, 0, 0, 0, 0], table.Counts.Select(c => c[1]));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1], table.Counts.Select(c => c[2]));
        Assert.Equal([0, 1, 2, 4, 5, 6], table.Filled);
        Assert.Equal(1, table.Undated);
    }

    [Fact]
    public void A_single_activity_is_one_column_and_none_are_no_table()
    {
        var table = ActivitiesByYear.Of([Held<Event>("2014-05-07", "2014-05-07")], ThisYear)!;
        Assert.Equal(1, Assert.Single(Assert.Single(table.Counts)));
        Assert.Equal(0, table.Undated);
        Assert.Null(ActivitiesByYear.Of([], ThisYear));
        Assert.Null(ActivitiesByYear.Of([Held<Event>(null, null, yearly: true)], ThisYear));
    }

    [Fact]
    public void Years_taken_together_count_an_activity_once()
    {
        var table = ActivitiesByYear.Of([Held<Project>("1931", "1932"), Held<Project>("2014", "2016")], ThisYear)!;
        Assert.Equal(5, table.Years.Size);
        Assert.Equal(3, table.Counts.Sum(c => c.Sum()));
    }

    [Fact]
    public void Twenty_thousand_activities_are_as_many_columns_as_there_is_room_for()
    {
        var table = ActivitiesByYear.Of([.. Enumerable.Range(0, 20_000).Select(i => Held<Exhibition>($"{1000 + (i % 2000)}", null))], ThisYear)!;
        Assert.InRange(table.Years.Count, 2, 60);
        Assert.Equal(20_000, table.Counts.Sum(c => c.Sum()));
    }

    [Fact]
    public void A_partnership_lasts_from_the_first_dated_activity_to_the_last()
    {
        var span = YearSpan.Of(new Partner(), [Held<Project>("2011", "2013"), Held<Training>(null, null), Held<Publication>("2010", "2010")], ThisYear)!;
        Assert.Equal((2010, 2013, "2010–2013"), (span.First, span.Last, span.When.ToString(Language.Ru)));
        var open = YearSpan.Of(new Partner(), [Held<Project>("2011", null, continues: true)], ThisYear)!;
        Assert.Equal((2011, ThisYear, "since 2011"), (open.First, open.Last, open.When.ToString(Language.En)));
        Assert.Null(YearSpan.Of(new Partner(), [Held<Training>(null, null)], ThisYear));
    }

    [Fact]
    public void Of_many_partnerships_the_longest_are_shown_in_their_order()
    {
        var spans = YearSpans.Of(Enumerable.Range(0, 100).Select(i => new YearSpan(new Partner { Id = i }, new(), 1990, 1990 + (i % 50))))!;
        Assert.Equal((YearSpans.Most, 100), (spans.Lines.Count, spans.Total));
        Assert.Equal(35, spans.Lines.Min(l => l.Last) - 1990);
        Assert.Equal(spans.Lines.Select(l => l.Entry.Id).Order(), spans.Lines.Select(l => l.Entry.Id));
        Assert.Equal((1990, 2039), (spans.Scale.First, spans.Scale.Last));
    }

    [Fact]
    public void Lines_that_would_all_be_alike_are_not_drawn()
    {
        Assert.Null(YearSpans.Of([]));
        Assert.Null(YearSpans.Of([null]));
        Assert.Null(YearSpans.Of([new YearSpan(new Partner(), new(), 2014, 2014), new YearSpan(new Partner(), new(), 2014, 2014)]));
        Assert.Null(YearSpans.Of([new YearSpan(new Partner(), new(), 2010, 2014)]));
    }

    [Fact]
    public void Partners_are_counted_by_country_and_the_rarer_kinds_of_institution_together()
    {
        var institutions = Enum.GetValues<Institution>();
        var partners = institutions.Select(kind => From("FR", kind)).Concat(Enumerable.Range(0, 3).Select(_ => From("DE", Institution.Museum))).Append(From(null, Institution.Group)).ToList();
        var site = Site(partners);
        var table = PartnersByCountry.Of(site.Countries, partners)!;
        Assert.Equal(["FR", "DE"], table.Bars.Select(b => b.Country!.Code));
        Assert.Equal((5, null), (table.Kinds.Count, table.Kinds[^1]));
        Assert.Equal((institutions.Length, institutions.Length), (table.Bars[0].Total, table.Longest));
        Assert.Equal([3, 0, 0, 0, 0], table.Bars[1].Counts);
        Assert.Equal(1, table.Elsewhere);
    }

    [Fact]
    public void Countries_for_which_there_is_no_room_are_one_bar()
    {
        var partners = Country.All.Select(c => From(c.Code, Institution.Museum)).ToList();
        var table = PartnersByCountry.Of(Site(partners).Countries, partners)!;
        Assert.Equal(41, table.Bars.Count);
        Assert.Null(table.Bars[^1].Country);
        Assert.Equal(partners.Count, table.Bars.Sum(b => b.Total));
    }

    [Fact]
    public void No_partners_are_no_figure() => Assert.Null(PartnersByCountry.Of([], []));

    private static TActivity Held<TActivity>(string? starts, string? ends, bool continues = false, bool yearly = false) where TActivity : Activity, new() => new()
    {
        Period = new Period { Starts = Date(starts), Ends = Date(ends), Continues = continues, Yearly = yearly },
    };

    private static Partner From(string? country, Institution kind) => new() { Country = country, Institution = kind };

    private static PublishedSite Site(IEnumerable<Partner> partners)
    {
        var id = 0;
        foreach (var partner in partners)
            (partner.Id, partner.Slug) = (++id, $"p{id}");
        return new PublishedSite(1, ThisYear, new Museum { Country = "KZ" }, [.. partners], [], []);
    }

    private static PartialDate? Date(string? text) => text is null ? null : PartialDate.Parse(text);
}
