using CsCheck;

namespace CsmPartners.Tests;

public sealed class PartialDateTests
{
    private static readonly Gen<PartialDate> Dates =
        from day in Gen.Date[new DateTime(1000, 1, 1), new DateTime(2999, 12, 31)]
        from length in Gen.Int[0, 2].Select(precision => 4 + (3 * precision))
        select PartialDate.Parse(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)[..length]);

    [Fact]
    public void What_is_written_reads_back_the_same() => Dates.Sample(date => PartialDate.Parse(date.ToString()) == date);

    [Fact]
    public void Written_dates_sort_as_dates_so_that_both_databases_agree() =>
        Gen.Select(Dates, Dates).Sample((a, b) => Math.Sign(a.CompareTo(b)) == Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())));

    [Fact]
    public void A_date_spans_what_it_leaves_open() => Dates.Sample(date =>
        date.First <= date.Last && (date.Day is not null) == (date.First == date.Last));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("14")]
    [InlineData("2014-5")]
    [InlineData("2014-13")]
    [InlineData("2014-02-30")]
    [InlineData("2014-05-12-01")]
    [InlineData("0999")]
    [InlineData("3000")]
    [InlineData("-2014")]
    [InlineData("٢٠١٤")]
    [InlineData("2014-05-")]
    public void What_is_no_date_is_not_read(string? text) => Assert.False(PartialDate.TryParse(text, out _));

    [Theory]
    [InlineData("2014-05-07", "2014 ж. 7 мамыр", "7 мая 2014 г.", "7 May 2014")]
    [InlineData("2014-05", "2014 ж. мамыр", "май 2014 г.", "May 2014")]
    [InlineData("2014", "2014", "2014", "2014")]
    public void Dates_read_as_each_language_writes_them(string date, string kk, string ru, string en)
    {
        Assert.Equal(kk, PartialDate.Parse(date).ToString(Language.Kk));
        Assert.Equal(ru, PartialDate.Parse(date).ToString(Language.Ru));
        Assert.Equal(en, PartialDate.Parse(date).ToString(Language.En));
    }

    [Fact]
    public void Agreements_carry_the_date_of_documents()
    {
        Assert.Equal("2014 жылғы 7 мамыр", PartialDate.Parse("2014-05-07").ToFormalString(Language.Kk));
        Assert.Equal("2014 жыл", PartialDate.Parse("2014").ToFormalString(Language.Kk));
        Assert.Equal("2014 год", PartialDate.Parse("2014").ToFormalString(Language.Ru));
    }
}
