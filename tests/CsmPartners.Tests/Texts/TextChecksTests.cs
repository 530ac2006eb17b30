using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using CsmPartners.Texts;

namespace CsmPartners.Tests.Texts;

public sealed class TextChecksTests
{
    [Theory]
    [InlineData("Көрме Қазақстан музейінде өтті", "KazakhInRussian: Көрме, Қазақстан, музейінде, өтті")]
    [InlineData("Көрме", "KazakhInRussian: Көрме")]
    [InlineData("Выставка открылась в Алматы.\n\nКөрме Алматыда қазан айында ашылды.", "KazakhInRussian: Көрме, қазан")]
    [InlineData("Газета «Қазақ әдебиеті» писала о выставке «Ұлы Дала елі»", "")]
    [InlineData("В выставке участвуют эти писатели:\n\n- Мұхтар Әуезов\n- Әлкей Марғұлан", "")]
    [InlineData("Писатель Мұхтар Әуезов родился в ауле Боорлы и учился в Семипалатинске, в Ленинграде и в Ташкенте", "")]
    [InlineData("Exhibition of British designers in Almaty", "LatinProse: Exhibition, of, British, designers, in")]
    [InlineData("Проект Museolog и British Council", "")]
    [InlineData("[[partner:british-council|British Council]] https://example.org/the/long/road/to/nowhere", "")]
    public void A_Russian_text_is_Russian(string ru, string warnings) => Assert.Equal(warnings, Warnings(new("", ru, "")));

    [Theory]
    [InlineData("Қазақстан Республикасының Мемлекеттік орталық музейі", "")]
    [InlineData("Санкт-Петербург", "")]
    [InlineData("Тесные научные связи соединяют музей с архивом", "NoKazakhLetters: Тесные, научные, связи, соединяют, музей")]
    [InlineData("Көрме қазан айында ашылды.\nВыставка открылась в октябре, на ней показаны работы двадцати молодых художников из Алматы и Астаны", "NoKazakhLetters: Выставка, открылась, в, октябре, на")]
    [InlineData("The exhibition was held in Almaty", "LatinProse: The, exhibition, was, held, in")]
    public void A_Kazakh_text_is_Kazakh(string kk, string warnings) => Assert.Equal(warnings, Warnings(new(kk, "", "")));

    [Theory]
    [InlineData("Выставка", "CyrillicInEnglish: Выставка")]
    [InlineData("Exhibition. Выставка британских дизайнеров", "CyrillicInEnglish: Выставка, британских, дизайнеров")]
    [InlineData("The newspaper Вечерний Алматы wrote about it at some length", "")]
    [InlineData("The catalogue (“Каталог казахских коллекций музея”) and its kin (каталог казахских коллекций)", "")]
    public void An_English_text_is_English(string en, string warnings) => Assert.Equal(warnings, Warnings(new("", "", en)));

    [Theory]
    [InlineData("", "Mузей и выстaвкa", "", "LatinLookAlikes: Mузей, выстaвкa | M, a")]
    [InlineData("Қaзақстан", "", "", "LatinLookAlikes: Қaзақстан | a")]
    [InlineData("", "", "The musеum of Almaty", "CyrillicLookAlikes: musеum | е")]
    [InlineData("«Museologтың» көрмесі", "", "", "")]
    [InlineData("", "DVD-диск, CD и IT-технологии XIX века", "", "")]
    [InlineData("", "XІX век", "", "CyrillicLookAlikes: XІX | І")]
    public void Letters_of_the_other_alphabet_inside_a_word_are_shown(string kk, string ru, string en, string warnings) =>
        Assert.Equal(warnings, Warnings(new(kk, ru, en)));

    [Theory]
    [InlineData("", "Выставка прошла в этом зале", "Выставка  прошла\nв этом зале", "CyrillicInEnglish: Выставка, прошла; SameText: ru")]
    [InlineData("Museolog", "Museolog", "Museolog", "")]
    [InlineData("", "International Creative Art Organization", "International Creative Art Organization", "")]
    [InlineData("", "+7 727 264 46 50", "+7 727 264 46 50", "")]
    public void The_same_text_twice_is_hardly_a_translation(string kk, string ru, string en, string warnings) =>
        Assert.Equal(warnings, Warnings(new(kk, ru, en)));

    [Theory]
    [InlineData("2014 ж. 7 мамыр", "7 мая 2014 г.", "7 May 2014", "")]
    [InlineData("2014 ж. 7 мамыр", "07.05.2014", "07/05/2014", "")]
    [InlineData("2014 жылы өтті", "Прошла в 2014 году", "Held in 2015", "Kk MissingYears: 2015 | en; Ru MissingYears: 2015 | en; En MissingYears: 2014 | kk, ru")]
    [InlineData("1 234 567 жәдігер", "1 234 567 предметов", "1,234,567 objects", "")]
    [InlineData("300 мыңнан астам, 300 мың жәдігер", "300 тысяч предметов", "300,000 objects", "Ru MissingNumbers: 300 | kk; En MissingNumbers: 300 | kk")]
    [InlineData("300 мың жәдігер", "300 тысяч предметов", "300,000 objects", "")]
    [InlineData("Алаңы 4,5 га", "Площадь 4,5 га", "An area of 4.5 ha", "")]
    [InlineData("ХІХ ғасыр", "XIX век", "The 19th century", "")]
    [InlineData("18–19 ғасырлар, 20-шы ғасыр", "18–19 века", "18th–19th centuries", "")]
    [InlineData("5 көрме", "", "6 exhibitions", "Kk MissingNumbers: 6 | en; En MissingNumbers: 5 | kk")]
    [InlineData("5 көрме, 5 кітап", "5 выставок, 5 книг", "5 exhibitions, books", "En MissingNumbers: 5 | kk, ru")]
    [InlineData("5 көрме", " ", "", "")]
    public void Numbers_and_years_agree(string kk, string ru, string en, string warnings) =>
        Assert.Equal(warnings, Warnings(new(kk, ru, en), withLanguage: true));

    [Theory]
    [InlineData("[a](https://example.org/a/)", "<https://example.org/a>", "See https://example.org/a.", "")]
    [InlineData("[Сайт](https://museum.example/kz/about)", "[Сайт](https://museum.example/ru/about)", "[Site](https://museum.example/en/about)", "")]
    [InlineData("[Біз](/kk/partners)", "[Мы](/ru/partners)", "[We](/en/partners)", "")]
    [InlineData("[a](https://example.org/a_(b))", "[a](https://example.org/a_(c))", "", "Kk MissingLinks: https://example.org/a_(c) | ru; Ru MissingLinks: https://example.org/a_(b) | kk")]
    [InlineData("[a](https://example.org/2014)", "а", "", "Ru MissingLinks: https://example.org/2014 | kk")]
    [InlineData("<info@example.org>", "[почта](mailto:info@example.org)", "", "Kk MissingLinks: mailto:info@example.org | ru; Ru MissingLinks: info@example.org | kk")]
    [InlineData("[[partner:unesco|ЮНЕСКО]]", "[[ Partner:UNESCO ]]", "[[partner:unesco|UNESCO]], [[partner:unesco]]", "")]
    [InlineData("[[partner:unesco]]", "ЮНЕСКО", "[[partner:turksoy-2014|UNESCO]]", "Kk MissingReferences: partner:turksoy-2014 | en; Ru MissingReferences: partner:unesco, partner:turksoy-2014 | kk, en; En MissingReferences: partner:unesco | kk")]
    [InlineData("## Көрме\n\n## Кітап\n\n### Бет", "## Выставка", "## Show\n\n## Book\n\n### Leaf", "Ru MissingHeadings: ##, ### | kk, en")]
    [InlineData("#тег", "тег", "", "")]
    public void Links_references_and_headings_agree(string kk, string ru, string en, string warnings) =>
        Assert.Equal(warnings, Warnings(new(kk, ru, en), withLanguage: true));

    [Fact]
    public void Each_warning_names_the_field_of_the_form()
    {
        var warnings = TextChecks.Check(new Dictionary<string, LocalizedText> { ["Title"] = new("", "Көрме", ""), ["People[0].Task"] = new("", "", "Автор") });
        Assert.Equal(["Title.Ru", "People[0].Task.En"], warnings.Select(warning => warning.Field));
    }

    [Fact]
    public void The_museum_s_record_is_in_the_languages_that_it_says()
    {
        foreach (var (file, texts) in Seeded())
            Assert.All(TextChecks.Check(texts), warning => Assert.True(warning.Rule is TextWarning.MissingYears or TextWarning.MissingNumbers, $"{file}: {warning}"));
    }

    [Fact]
    public void Every_body_of_the_record_is_noticed_in_the_wrong_field() => Assert.All(Seeded().Where(entry => entry.Texts.ContainsKey("body")), entry =>
    {
        var body = entry.Texts["body"];
        Assert.Contains("KazakhInRussian", Warnings(new("", body.Kk, "")), StringComparison.Ordinal);
        Assert.Contains("NoKazakhLetters", Warnings(new(body.Ru, "", "")), StringComparison.Ordinal);
        Assert.Contains("LatinProse", Warnings(new(body.En, "", "")), StringComparison.Ordinal);
        Assert.Contains("CyrillicInEnglish", Warnings(new("", "", body.Ru)), StringComparison.Ordinal);
    });

    [Fact]
    public void No_text_is_too_strange() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["aеқ1 \n.,#[]()<>|:/@«»\"\u0301\u0660\uD800\uDC00\0"], 0, 60]).Array[3].Sample(texts =>
        TextChecks.Check(new Dictionary<string, LocalizedText> { ["Body"] = new(texts[0], texts[1], texts[2]) })
            .TrueForAll(warning => warning.Evidence.All(evidence => evidence.Length is > 0 and < 500)));

    [Theory]
    [InlineData("[")]
    [InlineData("[[")]
    [InlineData("[[a|")]
    [InlineData("[[a]]")]
    [InlineData("](")]
    [InlineData("](a(")]
    [InlineData("](a")]
    [InlineData("<a@")]
    [InlineData("<a")]
    [InlineData("http://")]
    [InlineData("«")]
    [InlineData("(а")]
    [InlineData("\"а\n")]
    [InlineData("# ")]
    [InlineData("#\n")]
    [InlineData("   \n")]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("111 ")]
    [InlineData("1.1.")]
    [InlineData("/kk")]
    [InlineData("aа")]
    [InlineData("a\u0301 ")]
    [InlineData("слово ")]
    [InlineData("\u0301")]
    public void The_longest_texts_take_no_time(string unit)
    {
        string Repeat(string part) => string.Concat(Enumerable.Repeat(part, 50_000 / part.Length));
        var watch = Stopwatch.StartNew();
        TextChecks.Check(new Dictionary<string, LocalizedText> { ["Body"] = new(Repeat(unit), Repeat(unit + "x"), Repeat("](" + unit)) });
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
    }

    private static string Warnings(LocalizedText text, bool withLanguage = false) => string.Join("; ", TextChecks.Check(new Dictionary<string, LocalizedText> { ["Body"] = text })
        .Select(warning => $"{(withLanguage ? warning.Field[5..] + " " : "")}{warning.Rule}: {string.Join(" | ", warning.Evidence)}"));

    private static IEnumerable<(string File, Dictionary<string, LocalizedText> Texts)> Seeded()
    {
        var assembly = typeof(LocalizedText).Assembly;
        foreach (var file in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Seed/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(file)!;
            using var document = JsonDocument.Parse(stream);
            yield return (file, document.RootElement.EnumerateObject()
                .Where(property => property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("kk", out _))
                .ToDictionary(property => property.Name, property => property.Value.Deserialize<LocalizedText>(JsonSerializerOptions.Web)!));
        }
    }
}
