using CsCheck;
using CsmPartners.Texts;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>What every text that a person types goes through, a visitor's letter as well as a title.</summary>
public sealed class TypedTextTests
{
    [Fact]
    public void Whatever_is_typed_is_tidied_once_and_for_all() => Hostile.Among("Көрме", "  \n", "\n\n", "\t", " ", "\u00a0", "\u200b").Obey(typed =>
    {
        var tidy = TextRules.Tidy(typed);
        Assert.Equal(tidy, TextRules.Tidy(tidy));
        Assert.Equal(tidy.Trim(), tidy);
        Assert.DoesNotContain('\r', tidy);
        if (TextRules.Problem(tidy) is { } problem)
            Assert.DoesNotContain(problem.Near, char.IsControl);
    });
}
