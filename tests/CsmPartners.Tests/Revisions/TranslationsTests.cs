using CsCheck;
using CsmPartners.Revisions;

namespace CsmPartners.Tests.Revisions;

public sealed class TranslationsTests
{
    private static readonly Gen<string> Texts = OneOf("", " ", "бір", "екі", "екі  ", "үш сөз", "үш\nсөз");
    private static readonly Gen<LocalizedText> Localized = Gen.Select(Texts, Texts, Texts, (kk, ru, en) => new LocalizedText(kk, ru, en));
    private static readonly Gen<LocalizedText> Filled = OneOf("бір", "екі", "үш").Array[3].Select(t => new LocalizedText(t[0], t[1], t[2]));

    private static readonly Gen<List<StaleText>> Stale =
        from kk in Gen.Int[0, 4]
        from ru in Gen.Int[0, 4]
        from en in Gen.Int[0, 4]
        select new[] { ("Title.Kk", kk), ("Title.Ru", ru), ("Title.En", en) }
            .Where(s => s.Item2 > 0).Select(s => new StaleText { Field = s.Item1, Since = s.Item2 }).ToList();

    [Fact]
    public void A_change_of_one_language_makes_the_others_stale() =>
        Assert.Equal("Title.Ru@7 Title.En@7", Save("", new("а", "б", "c"), new("а2", "б", "c")));

    [Fact]
    public void A_text_that_follows_is_in_step_again() =>
        Assert.Equal("Title.En@7", Save("Title.Ru@7 Title.En@7", new("а2", "б", "c"), new("а2", "б2", "c"), previous: 8));

    [Fact]
    public void A_text_that_was_stale_longer_keeps_its_age() =>
        Assert.Equal("Title.Kk@7 Title.En@3", Save("Title.En@3", new("а", "б", "c"), new("а", "б2", "c")));

    [Fact]
    public void Two_languages_changed_together_leave_the_third_behind() =>
        Assert.Equal("Title.En@7", Save("", new("а", "б", "c"), new("а2", "б2", "c")));

    [Fact]
    public void All_three_changed_together_are_in_step() =>
        Assert.Equal("", Save("Title.En@3", new("а", "б", "c"), new("а2", "б2", "c2")));

    [Fact]
    public void A_text_that_catches_up_while_another_changes_is_in_step_with_it() =>
        Assert.Equal("Title.En@7", Save("Title.Ru@5", new("а", "б", "c"), new("а2", "б2", "c")));

    [Fact]
    public void A_first_translation_makes_nothing_stale() =>
        Assert.Equal("", Save("", new("а", "", "c"), new("а", "б", "c")));

    [Fact]
    public void A_first_translation_leaves_what_is_stale_stale() =>
        Assert.Equal("Title.En@3", Save("Title.En@3", new("а", "", "c"), new("а", "б", "c")));

    [Fact]
    public void An_emptied_text_is_missing_and_makes_nothing_stale() =>
        Assert.Equal("", Save("Title.Ru@3", new("а", "б", ""), new("а", "", "")));

    [Fact]
    public void Emptying_one_text_does_not_hide_a_change_of_another() =>
        Assert.Equal("Title.En@7", Save("", new("а", "б", "c"), new("", "б2", "c")));

    [Fact]
    public void A_text_alone_makes_nothing_stale() =>
        Assert.Equal("", Save("", new("а", "", " "), new("а2", "", " ")));

    [Fact]
    public void A_first_revision_is_in_step() =>
        Assert.Empty(Translations.After([], new Dictionary<string, LocalizedText>(), Titles(new("а", "б", "c")), 0, false, new HashSet<string>()));

    [Fact]
    public void A_text_that_is_still_correct_is_in_step()
    {
        Assert.Equal("Title.En@3", Save("Title.Ru@3 Title.En@3", new("а", "б", "c"), new("а", "б", "c"), stillCorrect: "Title.Ru"));
        Assert.Equal("Title.En@7", Save("", new("а", "б", "c"), new("а2", "б", "c"), stillCorrect: "Title.Ru"));
    }

    [Fact]
    public void A_minor_edit_of_a_stale_text_does_not_make_it_follow() =>
        Assert.Equal("Title.Ru@3", Save("Title.Ru@3", new("а", "б", "c"), new("а", "б2", "c"), isMinor: true));

    [Fact]
    public void Each_text_is_judged_by_itself_and_what_is_gone_is_forgotten()
    {
        var before = new Dictionary<string, LocalizedText> { ["Title"] = new("а", "б", "c"), ["Summary"] = new("а", "б", "c"), ["Place"] = new("а", "б", "c") };
        var now = new Dictionary<string, LocalizedText> { ["Title"] = new("а", "б", "c"), ["Summary"] = new("а", "б", "c2"), ["Body"] = new("а", "б", "c") };
        var stale = Translations.After([new StaleText { Field = "Place.Ru", Since = 2 }], before, now, 7, false, new HashSet<string>());
        Assert.Equal("Summary.Kk@7 Summary.Ru@7", Written(stale));
    }

    [Fact]
    public void White_space_never_makes_anything_stale() => Gen.Select(Stale, Filled, OneOf(" ", "\n", "\t\u00A0")).Sample((stale, text, space) =>
        Written(After(stale, text, new(text.Kk + space, space + text.Ru, text.En), false)) == Written(stale));

    [Fact]
    public void A_minor_edit_never_adds() => Gen.Select(Stale, Localized, Localized).Sample((stale, before, now) =>
        After(stale, before, now, true).All(text => stale.Any(old => old.Field == text.Field && old.Since == text.Since)));

    [Fact]
    public void Only_what_is_there_is_stale_and_only_once() => Gen.Select(Stale, Localized, Localized, Gen.Bool).Sample((stale, before, now, isMinor) =>
    {
        var after = After(stale, before, now, isMinor).Select(text => text.Field).ToList();
        return after.Distinct().Count() == after.Count
            && Language.All.All(language => !string.IsNullOrWhiteSpace(now[language]) || !after.Contains(Translations.Field("Title", language)));
    });

    [Fact]
    public void Something_in_step_always_remains_after_a_change() => Gen.Select(Filled, Filled).Sample((before, now) =>
        After([], before, now, false).Count < 3);

    [Fact]
    public void Once_every_language_has_followed_all_are_in_step() => Gen.Select(Stale, Filled, Gen.Shuffle(new[] { 0, 1, 2 })).Sample((_, text, order) =>
    {
        List<StaleText> stale = [];
        foreach (var (language, previous) in order.Select((language, i) => (language, i + 5)))
        {
            var next = Rewrite(text, language);
            stale = After(stale, text, next, false, previous);
            text = next;
        }

        return stale.Count == 0;
    });

    [Fact]
    public void It_does_not_matter_which_of_two_languages_was_saved_first() => Gen.Select(Filled, Gen.Int[0, 2], Gen.Int[1, 2]).Sample((text, first, step) =>
    {
        var second = (first + step) % 3;
        return Written(SaveBoth(text, first, second)) == Written(SaveBoth(text, second, first));
    });

    [Fact]
    public void What_a_language_lacks_is_counted_only_where_another_has_it()
    {
        Assert.Equal(new Gaps { Ru = 1, En = 2 }, Translations.Missing([new("а", "", " "), new("а", "б", ""), new(), new(" ", "", "\n"), new("а", "б", "c")]));
        Assert.Equal(new Gaps { Kk = 1, Ru = 2 }, Translations.Count(Read("Title.Kk@1 Title.Ru@1 People[0].Name.Ru@2")));
        Assert.Equal(new Gaps(), Translations.Count([]));
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static List<StaleText> SaveBoth(LocalizedText text, int first, int second)
    {
        var middle = Rewrite(text, first);
        return After(After([], text, middle, false, 5), middle, Rewrite(middle, second), false, 6);
    }

    private static LocalizedText Rewrite(LocalizedText text, int language) => language switch
    {
        0 => text with { Kk = text.Kk + "!" },
        1 => text with { Ru = text.Ru + "!" },
        _ => text with { En = text.En + "!" },
    };

    private static string Save(string stale, LocalizedText before, LocalizedText now, int previous = 7, bool isMinor = false, params string[] stillCorrect) =>
        Written(Translations.After(Read(stale), Titles(before), Titles(now), previous, isMinor, stillCorrect.ToHashSet()));

    private static List<StaleText> After(IEnumerable<StaleText> stale, LocalizedText before, LocalizedText now, bool isMinor, int previous = 7) =>
        Translations.After(stale, Titles(before), Titles(now), previous, isMinor, new HashSet<string>());

    private static Dictionary<string, LocalizedText> Titles(LocalizedText text) => new() { ["Title"] = text };

    private static List<StaleText> Read(string stale) => stale.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(text => new StaleText { Field = text.Split('@')[0], Since = int.Parse(text.Split('@')[1], System.Globalization.CultureInfo.InvariantCulture) }).ToList();

    private static string Written(IEnumerable<StaleText> stale) => string.Join(' ', stale.Select(text => $"{text.Field}@{text.Since}"));
}
