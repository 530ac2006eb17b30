using CsmPartners.Search;
using CsmPartners.Texts;

namespace CsmPartners.Tests.Search;

public sealed class KazakhStemmerTests
{
    [Fact]
    public void Forms_of_a_word_have_the_key_of_their_dictionary_form()
    {
        var forms = Table.Read("kazakh-forms.tsv");
        Assert.True(forms.Count >= 168);
        var apart = forms.Where(row => Key(row[0]) != Key(row[1])).Select(row => $"{row[0]} → {Key(row[0])}, {row[1]} → {Key(row[1])}").ToList();
        // 166 of 168 is what a prototype of these rules reached.
        Assert.True(apart.Count <= forms.Count * 2 / 168, string.Join("\n", apart));
    }

    [Fact]
    public void Dictionary_forms_are_seldom_cut_and_seldom_taken_for_one_another()
    {
        var lemmas = Table.Read("kazakh-lemmas.tsv").Select(row => row[0].ToLowerInvariant()).ToList();
        var intact = lemmas.Count(word => Key(word) == word) / (double)lemmas.Count;
        var collapsed = lemmas.GroupBy(Key).Where(g => g.Count() > 1).Sum(g => g.Count()) / (double)lemmas.Count;
        TestContext.Current.TestOutputHelper!.WriteLine($"{lemmas.Count} dictionary forms: {intact:P1} left as they are, {collapsed:P1} share a key with another");
        Assert.InRange(intact, 0.87, 1);
        Assert.InRange(collapsed, 0, 0.049);
    }

    [Theory]
    [InlineData("көрмелерінде", "көрме")]
    [InlineData("мектептеріміздегі", "мектеп")]
    [InlineData("ынтымақтастығының", "ынтымақтастық")]
    [InlineData("халқының", "халық")]
    [InlineData("Қазақстан", "қазақстан")]
    [InlineData("Өзбекстаннан", "өзбекстан")]
    [InlineData("Түркияның", "түркия")]
    [InlineData("серіктесі", "серіктес")]
    [InlineData("Сианьның", "сиань")]
    [InlineData("архивтермен", "архив")]
    [InlineData("байланысы", "байланыс")]
    [InlineData("ана", "ана")]
    public void A_key_is_the_word_without_its_endings(string word, string key) => Assert.Equal(key, Key(word));

    [Theory]
    [InlineData("елші", "елшілік")]
    [InlineData("қала", "қалам")]
    [InlineData("алтын", "алты")]
    [InlineData("Астана", "астан")]
    [InlineData("ғылым", "ғылыми")]
    public void Words_that_differ_stay_apart(string one, string other) => Assert.NotEqual(Key(one), Key(other));

    [Theory]
    [InlineData("казакстаннын", "қазақстан")]
    [InlineData("онеринин", "өнерінің")]
    [InlineData("ынтымактастыгы", "ынтымақтастық")]
    public void Without_Kazakh_letters_the_same_endings_are_taken(string typed, string word) =>
        Assert.Equal(KazakhStemmer.Folded.Stem(Folding.Fold(word)), KazakhStemmer.Folded.Stem(typed));

    [Theory]
    [InlineData("")]
    [InlineData("а")]
    [InlineData("ң")]
    [InlineData("ььььь")]
    [InlineData("ссссссссссссссссссссссссссссссссссссссссссссс")]
    [InlineData("ындындындындындын")]
    public void Anything_has_a_key(string word) => Assert.InRange(KazakhStemmer.Exact.Stem(word).Length, 0, word.Length);

    private static string Key(string word) => KazakhStemmer.Exact.Stem(word.ToLowerInvariant());
}
