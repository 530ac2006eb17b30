using CsmPartners.Texts;

namespace CsmPartners.Tests.Texts;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://museum.example")]
    [InlineData("HTTP://museum.example:8080/a?b=c#d")]
    [InlineData("https://музей.қаз/көрме")]
    public void A_whole_address_is_one(string text) => Assert.True(WebAddress.IsOne(text));

    [Theory]
    [InlineData("")]
    [InlineData("museum.example")]
    [InlineData("//museum.example")]
    [InlineData("\\\\museum.example")]
    [InlineData("/\\museum.example")]
    [InlineData("https:museum.example")]
    [InlineData("https:/museum.example")]
    [InlineData("https:\\\\museum.example")]
    [InlineData("https://museum.example\\@evil.example")]
    [InlineData("https://museum.example@evil.example")]
    [InlineData("https://user:word@museum.example")]
    [InlineData("https://museum.example/a\tb")]
    [InlineData("https://museum.example/a\nb")]
    [InlineData(" https://museum.example")]
    [InlineData("https://museum.example\u00a0")]
    [InlineData("https://")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://museum.example")]
    public void Whatever_could_be_read_as_another_is_none(string text) => Assert.False(WebAddress.IsOne(text));

    [Fact]
    public void The_longest_is_as_long_as_its_column() =>
        Assert.Equal((true, false), (WebAddress.IsOne("https://a.kz/" + new string('a', 487)), WebAddress.IsOne("https://a.kz/" + new string('a', 488))));
}
