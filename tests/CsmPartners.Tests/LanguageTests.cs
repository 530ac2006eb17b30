namespace CsmPartners.Tests;

public sealed class LanguageTests
{
    // ICU's order for kk; ordinal and Russian order are wrong for nine letters.
    private static readonly string[] Kazakh =
        ["Тараз", "Улыбка", "Уфа", "Ұлы", "Үй", "Хан", "Һарун", "Шымкент", "Щука", "Ыбырай", "Ілияс", "Эмба"];

    [Fact]
    public void Kazakh_names_stand_in_the_order_of_the_Kazakh_alphabet()
    {
        Assert.Equal(Kazakh, Kazakh.Reverse().Order(Language.Kk.Comparer));
        Assert.Equal(Language.Kk.Alphabet, string.Concat(Language.Kk.Alphabet.Reverse().Select(c => $"{c}").Order(Language.Kk.Comparer)));
        Assert.NotEqual(Kazakh, Kazakh.Order(Language.Ru.Comparer));
    }

    [Fact]
    public void Guillemets_do_not_decide_where_a_name_stands_and_numbers_count_as_numbers()
    {
        Assert.Equal(["Алматы", "«Батыс»", "Зал 9", "Зал 10"], new[] { "Зал 10", "Зал 9", "«Батыс»", "Алматы" }.Order(Language.Kk.Comparer));
    }

    [Theory]
    [InlineData("kk", "Ғылым", "Ғ")]
    [InlineData("kk", "«Музей»", "М")]
    [InlineData("kk", "ілияс", "І")]
    [InlineData("ru", "ёлка", "Ё")]
    [InlineData("en", "École", "E")]
    [InlineData("en", "3rd hall", "#")]
    [InlineData("en", "", "#")]
    [InlineData("ru", "British Council", "B")]
    public void A_name_stands_under_its_first_letter(string language, string name, string letter) =>
        Assert.Equal(letter, Language.Find(language)!.InitialOf(name));

    [Theory]
    [InlineData("kz")]
    [InlineData("kk-KZ")]
    [InlineData("")]
    [InlineData(null)]
    public void Nothing_but_the_three_codes_is_a_language(string? code) => Assert.Null(Language.Find(code));

    [Fact]
    public void This_machine_writes_Kazakh() => Assert.Null(Language.CheckIcu());
}
