using System.Text.RegularExpressions;
using CsmPartners.Web.Localization;

namespace CsmPartners.Tests.Localization;

public sealed partial class UiTests
{
    [Fact]
    public void Every_word_exists_in_all_three_languages()
    {
        // Only Russian has forms for few and many.
        var keys = Language.All.ToDictionary(l => l, l => Ui.In(l).Keys.Where(k => !k.EndsWith(".Few", StringComparison.Ordinal) && !k.EndsWith(".Many", StringComparison.Ordinal)).Order().ToList());
        Assert.Equal(keys[Language.Kk], keys[Language.Ru]);
        Assert.Equal(keys[Language.Kk], keys[Language.En]);
        Assert.All(keys[Language.Ru].Where(k => k.EndsWith(".One", StringComparison.Ordinal)), key =>
        {
            Assert.True(Ui.In(Language.Ru).Has(key[..^3] + "Few"), $"{key} lacks its form for few");
            Assert.True(Ui.In(Language.Ru).Has(key[..^3] + "Many"), $"{key} lacks its form for many");
        });
    }

    [Fact]
    public void Every_word_that_the_code_asks_for_exists()
    {
        var asked = Sources("*.cs", "*.cshtml").SelectMany(f => Asked().Matches(File.ReadAllText(f)).Select(m => m.Groups["key"].Value)).ToHashSet();
        Assert.True(asked.Count > 50);
        Assert.Equal([], asked.Where(key => !Ui.In(Language.Kk).Has(key) && !Ui.In(Language.Kk).Has(key + ".Other")));
    }

    [Fact]
    public void No_word_in_the_resource_files_is_unused()
    {
        var code = string.Concat(Sources("*.cs", "*.cshtml").Select(File.ReadAllText));
        string[] composed =
        [
            "EntryKind.", "Institution.", "Cooperation.", "Role.", "ProjectType.", "Direction.", "Facet.", "Fallback.", "Language.", "Error.", "Display.", "Count.",
            "Desk.", "StaffRole.", "StaffState.", "AuditAction.", "Settings.SecondFactor.", "MediaRefusal.", "MediaType.", "New.", "Form.", "TextWarning.", "Publication.", "Field.",
            "Standing.", "Gap.", "Bulk.", "Home.", "Search.FoundIn.", "Contact.", "LetterKind.", "LetterState.", "FailureKind.", "SignInWay.", "Account.Letter.",
            "PublicationRecord.", "Evidence.", "Workflow.",
            "Data.Field.", "Data.Type.", "Status.", "Edit.UnderWay.",
        ];
        Assert.Equal([], Ui.In(Language.Kk).Keys
            .Where(key => !composed.Any(c => key.StartsWith(c, StringComparison.Ordinal)))
            .Select(key => key.EndsWith(".One", StringComparison.Ordinal) || key.EndsWith(".Other", StringComparison.Ordinal) ? key[..key.LastIndexOf('.')] : key)
            .Distinct()
            .Where(key => !code.Contains($"\"{key}\"", StringComparison.Ordinal) && !IsOfAList(key)));

        static bool IsOfAList(string key) => key.EndsWith(".Title", StringComparison.Ordinal) || key.EndsWith(".Lead", StringComparison.Ordinal);
    }

    [Fact]
    public void Translations_keep_the_places_of_their_values()
    {
        foreach (var key in Ui.In(Language.En).Keys)
        {
            var places = Language.All.Select(l => string.Concat(Places().Matches(Ui.In(l)[key]).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)));
            Assert.True(places.Distinct().Count() == 1, $"{key} differs in its places");
        }
    }

    [Fact]
    public void Views_hold_no_words_of_their_own()
    {
        var literals =
            from view in Sources("*.cshtml")
            from line in File.ReadLines(view)
            let text = Markup().Replace(line, " ")
            where Cyrillic().IsMatch(line) || Sentence().IsMatch(text)
            select $"{Path.GetFileName(view)}: {line.Trim()}";
        Assert.Equal([], literals);
    }

    private static IEnumerable<string> Sources(params string[] patterns)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CsmPartners.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return patterns.SelectMany(p => Directory.EnumerateFiles(Path.Combine(folder, "src", "CsmPartners.Web"), p, SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }

    [GeneratedRegex("""Ui(?:\[|\.Format\(|\.Count\(|\.Noun\()"(?<key>[A-Za-z.]+)"[\],]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Places();

    [GeneratedRegex(@"\p{IsCyrillic}", RegexOptions.None, 1000)]
    private static partial Regex Cyrillic();

    // Tags, comments and lines of code; what is left between > and < would be read by a visitor.
    [GeneratedRegex(@"@\*.*?\*@|<[^>]*>|@[A-Za-z(].*$", RegexOptions.None, 1000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"^\s*[A-Z][a-z]+ [a-z]+ [a-z]+", RegexOptions.None, 1000)]
    private static partial Regex Sentence();
}
