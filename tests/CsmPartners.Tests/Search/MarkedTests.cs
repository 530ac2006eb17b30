using CsmPartners.Search;
using CsmPartners.Tests.Support;
using CsmPartners.Texts;

namespace CsmPartners.Tests.Search;

public sealed class MarkedTests(SeedSite seed) : IClassFixture<SeedSite>
{
    [Theory]
    [InlineData("көрме", "Жапониядағы көрмелерінде болды.", "Жапониядағы [көрмелерінде] болды.")]
    [InlineData("мұражай", "Ұлттық музейімен бірге", "Ұлттық [музейімен] бірге")]
    [InlineData("онер", "Қолданбалы өнердің", "Қолданбалы [өнердің]")]
    [InlineData("музей және көрме", "Музей және көрме", "[Музей] және [көрме]")]
    public void The_words_that_really_matched_are_marked(string typed, string text, string marked) =>
        Assert.Equal(marked, Write(Marked.Of(text, Language.Kk, seed.Find(typed))));

    [Fact]
    public void A_glance_shows_where_most_of_the_words_are()
    {
        var text = $"{Filler(40)} эрмитаж {Filler(60)} выставка в Эрмитаже открылась {Filler(60)}";
        var glance = Marked.GlanceAt(text, Language.Ru, seed.Find("выставка эрмитаж"))!;
        Assert.Contains("[выставка] в [Эрмитаже] открылась", Write(glance), StringComparison.Ordinal);
        Assert.InRange(Write(glance).Length, 100, 260);
        Assert.StartsWith("… ", Write(glance), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_can_be_glanced_at()
    {
        foreach (var text in new[] { "эрмитаж", new string('я', 5000) + " эрмитаж", "эрмитаж" + string.Concat(Enumerable.Repeat("😀", 400)), string.Join(' ', Enumerable.Repeat("эрмитаж", 500)) })
            Assert.NotNull(Marked.GlanceAt(text, Language.Ru, seed.Find("эрмитаж")));
        Assert.Null(Marked.GlanceAt("", Language.Ru, seed.Find("эрмитаж")));
    }

    [Fact]
    public void Of_Markdown_only_what_is_read_is_left() =>
        Assert.Equal(
            "Тақырып Бірінші сөз, Кунсткамера туралы. Екінші ұяшық",
            PlainText.Of("## Тақырып\n\n- **Бірінші** [сөз](https://example.org/a), [[partner:kunstkamera|Кунсткамера]] *туралы*.\n\n| Екінші | ұяшық |\n|---|---|\n"));

    private static string Filler(int words) => string.Join(' ', Enumerable.Repeat("слово", words));

    private static string Write(Marked marked) => string.Concat(marked.Pieces.Select(p => p.IsMatch ? $"[{p.Text}]" : p.Text));
}
