using CsCheck;
using CsmPartners.Entries;

namespace CsmPartners.Tests.Fuzzing;

public sealed class SlugInputTests
{
    private static readonly Gen<string> Titles = Hostile.Among("Kunstkamera", "«Алтын адам» көрмесі", "Days of culture, 2014", "-", "--", "’", "Museum of art ", "щ", "Ғ", "9", "a-2", "ю", "\u00df");

    [Fact]
    public void Whatever_a_title_holds_its_address_is_valid_short_and_the_address_of_itself()
    {
        var spelt = 0;
        Gen.Select(Titles, Titles, Titles).Obey(texts =>
        {
            var title = new LocalizedText(texts.Item1, texts.Item2, texts.Item3);
            var slug = Slug.Of(title);
            Assert.Equal(slug, Slug.Of(title));
            if (slug is null)
            {
                Assert.DoesNotContain(title.En + title.Ru + title.Kk, c => char.IsAsciiLetterOrDigit(c) || c is (>= 'а' and <= 'щ') or 'қ' or 'ә');
                return;
            }

            Interlocked.Increment(ref spelt);
            Assert.True(Slug.IsValid(slug), slug);
            Assert.InRange(slug.Length, 1, Entry.SlugLength);
            Assert.Equal(slug, Slug.Of(new LocalizedText("", "", slug)));
            Assert.Equal(slug, Uri.EscapeDataString(slug));
        });
        Assert.True(spelt > Fuzz.Cases / 2, $"{spelt} had an address");
    }

    [Fact]
    public void What_is_typed_as_an_address_is_valid_only_as_words_of_small_letters_and_digits() => Hostile.Among("kunstkamera", "days-of-culture-2014", "a", "2014", "-", "a-2").Obey(typed =>
    {
        var isValid = typed.Length is > 0 and <= Entry.SlugLength && typed.Split('-').All(word => word.Length > 0 && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
        Assert.Equal(isValid, Slug.IsValid(typed));
    });
}
