using CsmPartners.Texts;

namespace CsmPartners.Tests.Texts;

public sealed class IdleReasonTests
{
    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("…")]
    [InlineData("123")]
    [InlineData("2027-05-07")]
    [InlineData("ааа")]
    [InlineData("АААААААА")]
    [InlineData("а а а")]
    [InlineData("тест")]
    [InlineData("Тест!!!")]
    [InlineData("тест тест 1")]
    [InlineData("TEST")]
    [InlineData("ok")]
    [InlineData("ok ok ok")]
    [InlineData("жай")]
    [InlineData("себеп жоқ")]
    [InlineData("просто так")]
    [InlineData("без причины")]
    [InlineData("just because")]
    [InlineData("n/a")]
    [InlineData("asdf")]
    [InlineData("йцукен")]
    [InlineData("фыва фыва")]
    [InlineData("👍👍👍")]
    public void What_gets_past_a_field_and_says_nothing_is_no_reason(string typed) => Assert.True(IdleReason.Is(typed));

    [Theory]
    [InlineData("қате")]
    [InlineData("Әріп қатесі")]
    [InlineData("Кезек күттірмейді: көрме ертең ашылады")]
    [InlineData("опечатка")]
    [InlineData("Просто опечатка в дате")]
    [InlineData("тест показал ошибку в имени")]
    [InlineData("typo")]
    [InlineData("urgent")]
    [InlineData("No second publisher this week")]
    [InlineData("日本語の理由")]
    public void One_word_that_says_something_is_enough(string typed) => Assert.False(IdleReason.Is(typed));
}
