using System.Collections.Frozen;

namespace CsmPartners.Texts;

/// <summary>
/// A reason that gives none: what people type to get past a field that has to be filled. Not a judgement of reasons; one word that says
/// something is enough.
/// </summary>
public static class IdleReason
{
    private const int FewestLetters = 3;

    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
    [
        "тест", "сынақ", "тексеру", "жай", "жәй", "солай", "себеп", "себепсіз", "жоқ", "иә", "керек", "қажет", "бірдеңе",
        "проба", "проверка", "просто", "так", "нет", "да", "без", "причина", "причины", "надо", "нужно", "ок", "бла",
        "test", "testing", "ok", "okay", "yes", "no", "none", "not", "just", "because", "reason", "need", "needed", "bla", "blah",
    ]);

    private static readonly string[] KeyRows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"];

    public static bool Is(string reason)
    {
        var words = new string([.. reason.ToLowerInvariant().Select(c => char.IsLetter(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Sum(w => w.Length) < FewestLetters || words.All(SaysNothing);
    }

    private static bool SaysNothing(string word) => word.Distinct().Count() < 2 || Words.Contains(word) || KeyRows.Any(row => row.Contains(word, StringComparison.Ordinal));
}
