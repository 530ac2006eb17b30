using CsCheck;
using CsmPartners.Entries;

namespace CsmPartners.Tests;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Exhibition of British designers", "exhibition-of-british-designers")]
    [InlineData("Topkapı Palace Museum", "topkapi-palace-museum")]
    [InlineData("Musée Guimet – Straße, Łódź & Ærø", "musee-guimet-strasse-lodz-aero")]
    [InlineData("The museum’s “golden” hall", "the-museums-golden-hall")]
    [InlineData("Қазақстан Республикасының Мемлекеттік орталық музейі", "qazaqstan-respublikasynyn-memlekettik-ortalyq-muzeii")]
    [InlineData("Ғұн дәуірі: һүн, өнер, ұлы көш", "gun-dauiri-hun-oner-uly-kosh")]
    [InlineData("Выставка «Щит и объезд» – ёлка, цех, эхо, юрта", "vystavka-shchit-i-obezd-yolka-tsekh-ekho-yurta")]
    [InlineData("  --Hall 9,  hall ١٠--  ", "hall-9-hall-10")]
    [InlineData("one\uFFFEtwo\uFFFF", "one-two")]
    [InlineData("ＦＵＬＬ ｗｉｄｔｈ", "full-width")]
    public void A_title_becomes_Latin_words_joined_by_hyphens(string title, string slug) =>
        Assert.Equal(slug, Slug.Of(new LocalizedText(title, "", "")));

    [Theory]
    [InlineData("Көрме", "Выставка", "Exhibition", "exhibition")]
    [InlineData("Көрме", "Выставка", "", "vystavka")]
    [InlineData("Көрме", "Выставка", "東京", "vystavka")]
    [InlineData("Көрме", "", "…", "korme")]
    [InlineData("", " ", "東京", null)]
    public void The_three_languages_share_an_address_made_of_English_if_there_is_any(string kk, string ru, string en, string? slug) =>
        Assert.Equal(slug, Slug.Of(new LocalizedText(kk, ru, en)));

    [Fact]
    public void A_long_title_is_cut_between_words()
    {
        var slug = Slug.Of(new LocalizedText("", "", string.Concat(Enumerable.Repeat("word ", 30))))!;
        Assert.Equal("word-word-word-word-word-word-word-word-word-word-word-word-word-word-word-word", slug[..79]);
        Assert.Equal(79, slug.Length);
        Assert.Equal(Entry.SlugLength, Slug.Of(new LocalizedText("", "", new string('a', 300)))!.Length);
    }

    [Fact]
    public void Whatever_the_title_the_slug_is_valid() =>
        Gen.Select(Gen.String, Gen.String[Gen.Char["aé ß-’ЩқҢі\u0301\uD800\uDC00😀\0\u202E①ﬁ٣"], 0, 200]).Sample((any, hostile) =>
            new[] { any, hostile }.All(title => Slug.Of(new LocalizedText(title, "", "")) is not { } slug || Slug.IsValid(slug)));

    [Theory]
    [InlineData("kunstkamera", true)]
    [InlineData("days-of-culture-2014", true)]
    [InlineData("2014", true)]
    [InlineData("new", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a--b", false)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    [InlineData("a\n", false)]
    [InlineData("қазақ", false)]
    [InlineData("a/b", false)]
    public void Only_small_letters_digits_and_single_hyphens_are_valid(string? slug, bool valid) => Assert.Equal(valid, Slug.IsValid(slug));

    [Fact]
    public void A_slug_too_long_by_one_is_not_valid()
    {
        Assert.True(Slug.IsValid(new string('a', 80)));
        Assert.False(Slug.IsValid(new string('a', 81)));
    }

    [Theory]
    [InlineData(EntryKind.Page, "partners", true)]
    [InlineData(EntryKind.Page, "publications", true)]
    [InlineData(EntryKind.Page, "countries", true)]
    [InlineData(EntryKind.Page, "display", true)]
    [InlineData(EntryKind.Page, "contact", true)]
    [InlineData(EntryKind.Page, "contacts", false)]
    [InlineData(EntryKind.Page, "overview", false)]
    [InlineData(EntryKind.Page, "about", false)]
    [InlineData(EntryKind.Partner, "partners", false)]
    public void A_page_may_not_be_called_like_a_section(EntryKind kind, string slug, bool reserved) =>
        Assert.Equal(reserved, Slug.IsReserved(kind, slug));

    [Fact]
    public void A_taken_slug_gets_the_first_free_number()
    {
        Assert.Equal("a", Slug.Unique("a", _ => false));
        Assert.Equal("a-3", Slug.Unique("a", new HashSet<string> { "a", "a-2", "a-4" }.Contains));
    }

    [Fact]
    public void A_numbered_slug_stays_valid() =>
        Gen.Select(Gen.String[Gen.Char["ab-"], 1, 90].Select(s => Slug.Of(new LocalizedText(s, "", ""))).Where(s => s is not null), Gen.Int[1, 120]).Sample((wanted, calls) =>
        {
            var slug = Slug.Unique(wanted!, _ => --calls > 0);
            return Slug.IsValid(slug);
        });
}
