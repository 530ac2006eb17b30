namespace CsmPartners.Tests;

public sealed class LocalizedTextTests
{
    [Theory]
    [InlineData("қ", "р", "e", "kk", "kk")]
    [InlineData("", "р", "e", "kk", "ru")]
    [InlineData("", "", "e", "kk", "en")]
    [InlineData("қ", "", "e", "ru", "kk")]
    [InlineData("", "", "e", "ru", "en")]
    [InlineData("қ", "р", "", "en", "ru")]
    [InlineData("қ", "", "", "en", "kk")]
    [InlineData("", "", "", "en", "en")]
    public void A_missing_text_falls_back_in_the_order_of_the_reader_s_language(string kk, string ru, string en, string asked, string given) =>
        Assert.Equal(given, new LocalizedText(kk, ru, en).In(Language.Find(asked)!).Language.Code);
}
