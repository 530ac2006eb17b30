namespace CsmPartners.Tests;

/// <summary>The forms of CLDR's intervals, which .NET does not write.</summary>
public sealed class PeriodTests
{
    [Theory]
    [InlineData("2014-05-07", "2014-05-30", "2014 ж. 7–30 мамыр", "7–30 мая 2014 г.", "7 – 30 May 2014")]
    [InlineData("2014-05-07", "2014-08-30", "2014 ж. 7 мамыр – 30 тамыз", "7 мая – 30 августа 2014 г.", "7 May – 30 August 2014")]
    [InlineData("2013-11-07", "2014-02-03", "2013 ж. 7 қараша – 2014 ж. 3 ақпан", "7 ноября 2013 г. – 3 февраля 2014 г.", "7 November 2013 – 3 February 2014")]
    [InlineData("2010", "2012", "2010–2012", "2010–2012", "2010 – 2012")]
    [InlineData("2014-05-07", "2014-05-07", "2014 ж. 7 мамыр", "7 мая 2014 г.", "7 May 2014")]
    [InlineData(null, "2012", "2012 жылға дейін", "до 2012 года", "until 2012")]
    [InlineData(null, null, "", "", "")]
    public void Spans_read_as_each_language_writes_them(string? starts, string? ends, string kk, string ru, string en) =>
        Assert.Equal([kk, ru, en], Language.All.Select(Of(starts, ends).ToString));

    [Fact]
    public void What_goes_on_says_since_when() =>
        Assert.Equal(
            ["2014 жылдан бастап", "с 2014 года", "since 2014"],
            Language.All.Select((Of("2014", null) with { Continues = true }).ToString));

    [Fact]
    public void What_comes_round_says_so() =>
        Assert.Equal(["жыл сайын", "ежегодно", "every year"], Language.All.Select((Of(null, null) with { Yearly = true }).ToString));

    [Fact]
    public void An_end_before_the_start_and_an_end_of_what_continues_are_no_spans()
    {
        Assert.False(Of("2014-05", "2014-04").IsValid);
        Assert.True(Of("2014-05-07", "2014").IsValid);
        Assert.False((Of("2014", "2015") with { Continues = true }).IsValid);
    }

    [Fact]
    public void A_span_belongs_to_every_year_that_it_touches()
    {
        Assert.Equal([2011, 2012, 2013], Of("2011", "2013").Years(2026));
        Assert.Equal([2024, 2025, 2026], (Of("2024-05", null) with { Continues = true }).Years(2026));
        Assert.Equal([2014], Of("2014", null).Years(2026));
        Assert.Empty(Of(null, null).Years(2026));
    }

    private static Period Of(string? starts, string? ends) => new()
    {
        Starts = starts is null ? null : PartialDate.Parse(starts),
        Ends = ends is null ? null : PartialDate.Parse(ends),
    };
}
