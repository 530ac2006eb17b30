using CsmPartners.Web.Localization;

namespace CsmPartners.Tests;

public sealed class PluralTests
{
    [Theory]
    [InlineData(0, "0 партнёров")]
    [InlineData(1, "1 партнёр")]
    [InlineData(2, "2 партнёра")]
    [InlineData(5, "5 партнёров")]
    [InlineData(11, "11 партнёров")]
    [InlineData(14, "14 партнёров")]
    [InlineData(21, "21 партнёр")]
    [InlineData(112, "112 партнёров")]
    [InlineData(1234, "1\u00a0234 партнёра")]
    public void Russian_nouns_follow_their_number(int number, string words) => Assert.Equal(words, Ui.In(Language.Ru).Count("Count.Partners", number));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(21)]
    public void Kazakh_nouns_stay_singular_after_a_number(int number) => Assert.Equal($"{number} серіктес", Ui.In(Language.Kk).Count("Count.Partners", number));

    [Fact]
    public void English_knows_one_and_many()
    {
        Assert.Equal("1 partner", Ui.In(Language.En).Count("Count.Partners", 1));
        Assert.Equal("1,234 partners", Ui.In(Language.En).Count("Count.Partners", 1234));
    }
}
