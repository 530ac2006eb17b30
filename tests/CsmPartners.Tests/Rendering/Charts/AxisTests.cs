using CsmPartners.Web.Rendering.Charts;

namespace CsmPartners.Tests.Rendering.Charts;

public sealed class AxisTests
{
    [Theory]
    [InlineData(1, 4, 1)]
    [InlineData(4, 4, 1)]
    [InlineData(5, 4, 2)]
    [InlineData(8, 4, 2)]
    [InlineData(9, 4, 5)]
    [InlineData(21, 4, 10)]
    [InlineData(4217, 4, 2000)]
    [InlineData(0, 4, 1)]
    public void Steps_are_ones_twos_and_fives(int length, int most, int step) => Assert.Equal(step, Steps.For(length, most));

    [Theory]
    [InlineData(2014, 2014, 2014, 1, 1, "2014")]
    [InlineData(2010, 2026, 2010, 17, 1, "2010")]
    [InlineData(1967, 2026, 1967, 60, 1, "1967")]
    [InlineData(1966, 2026, 1965, 13, 5, "1965–1969")]
    [InlineData(1831, 2026, 1830, 40, 5, "1830–1834")]
    [InlineData(1000, 2999, 1000, 40, 50, "1000–1049")]
    public void Many_years_share_columns(int first, int last, int from, int count, int size, string name)
    {
        var years = YearColumns.Of(first, last);
        Assert.Equal((from, count, size), (years.First, years.Count, years.Size));
        Assert.Equal(name, years.NameOf(0));
        Assert.Equal(years.Count - 1, Assert.Single(years.Touched([last])));
        Assert.InRange(Enumerable.Range(0, years.Count).Count(years.IsLabelled), 1, 20);
    }

    [Fact]
    public void What_touches_several_years_of_a_column_counts_once_in_it() =>
        Assert.Equal([0, 1], new YearColumns(1990, 8, 5).Touched([1993, 1994, 1995, 1996]));

    [Fact]
    public void Years_stand_in_the_middle_of_their_places_along_a_line()
    {
        var scale = new YearScale(2010, 2019);
        Assert.Equal((5, 95), (scale.At(2010), scale.At(2019)));
        Assert.Equal([2010, 2012, 2014, 2016, 2018], scale.Ticks);
        Assert.Equal([1900, 1950, 2000], new YearScale(1871, 2026).Ticks);
    }

    [Fact]
    public void Parts_of_a_column_stand_on_each_other_and_reach_as_high_as_their_sum()
    {
        var drawing = StackedColumns.Of([[3, 0, 1], [0, 0, 0], [0, 8, 0]], areAllLabelled: true);
        Assert.Equal([0, 2, 4, 6, 8], drawing.Ticks.Select(t => t.Value));
        var (first, empty, last) = (drawing.Columns[0], drawing.Columns[1], drawing.Columns[2]);
        Assert.Equal([(0, 3), (2, 1)], first.Parts.Select(p => (p.Series, p.Value)));
        Assert.Equal(StackedColumns.Base, first.Parts[0].Y + first.Parts[0].Height, 6);
        Assert.Equal(first.Parts[0].Y, first.Parts[1].Y + first.Parts[1].Height, 6);
        Assert.Equal((first.Total, 4), (4, first.Parts.Sum(p => p.Value)));
        Assert.Empty(empty.Parts);
        Assert.Equal((StackedColumns.Base - last.Top) / 2, StackedColumns.Base - first.Top, 6);
        Assert.True(first.X >= StackedColumns.Axis && last.X + last.Width <= drawing.Width && first.X + first.Width < empty.X);
    }

    [Fact]
    public void A_single_one_is_drawn_on_an_axis_from_nought_to_one()
    {
        var drawing = StackedColumns.Of([[1]], areAllLabelled: true);
        Assert.Equal([0, 1], drawing.Ticks.Select(t => t.Value));
        Assert.Equal(drawing.Ticks[1].Y, Assert.Single(Assert.Single(drawing.Columns).Parts).Y);
    }

    [Fact]
    public void Parts_of_a_bar_follow_each_other_and_the_longest_bar_is_full()
    {
        Assert.Equal([new(0, 2, 0, 50), new(2, 2, 50, 50)], BarPart.Of([2, 0, 2], 4));
        Assert.Equal(25, Assert.Single(BarPart.Of([1], 4)).Width);
        Assert.Empty(BarPart.Of([0, 0], 4));
    }
}
