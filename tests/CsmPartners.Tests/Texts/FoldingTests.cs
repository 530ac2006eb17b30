using CsCheck;
using CsmPartners.Texts;

namespace CsmPartners.Tests.Texts;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Қазақстан  Республикасының\nӨҢІРІ", "казакстан республикасынын онири")]
    [InlineData("Ғұмыр, Үй, Һарун, Ёлка, Йод", "гумыр, уй, харун, елка, йод")]
    [InlineData("Musée Guimet, Topkapı, STRASSE, Łódź, İzmir", "musee guimet, topkapi, strasse, lodz, izmir")]
    [InlineData("и\u0306од cafe\u0301", "йод cafe")]
    [InlineData(" \u00A0 ", "")]
    public void Names_are_found_without_a_Kazakh_keyboard_or_accents(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    [Fact]
    public void Folding_twice_changes_nothing_more() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["aÉ ßİЩқҢіЙи\u0301\u0306\uD800\uDC00\0\u202E①ﬁ\u00AD\n"], 0, 50])
            .Sample(text => Folding.Fold(Folding.Fold(text)) == Folding.Fold(text));
}
