namespace CsmPartners.Tests.Countries;

public sealed class CountryTests
{
    [Fact]
    public void Every_country_has_a_name_in_each_language()
    {
        Assert.Equal(250, Country.All.Count);
        Assert.All(Country.All, country => Assert.All(Language.All, language => Assert.True(country.Name.Has(language), $"{country.Code} {language}")));
        Assert.All(Language.All, language => Assert.Equal(250, Country.All.Select(c => c.Name[language]).Distinct().Count()));
    }

    [Theory]
    [InlineData("KR", "Оңтүстік Корея")]
    [InlineData("EG", "Мысыр")]
    [InlineData("us", "Америка Құрама Штаттары")]
    public void Names_do_not_depend_on_the_machine(string code, string kazakh) => Assert.Equal(kazakh, Country.Find(code)?.Name.Kk);

    [Fact]
    public void Where_Kazakhstan_says_it_otherwise_Kazakhstan_is_followed() => Assert.Equal("Кыргызстан", Country.Find("KG")?.Name.Ru);

    [Theory]
    [InlineData("ZZ")]
    [InlineData("")]
    public void What_is_no_country_is_not_found(string code) => Assert.Null(Country.Find(code));
}
