using System.Globalization;
using System.Text.Json.Nodes;

namespace CsmPartners.Web.OpenData.LinkedArt;

/// <summary>
/// The shapes that Linked Art's documents share (https://linked.art/api/1.0/shared). Concepts are named by the Getty's thesaurus where
/// it has the term, else by their place on the page about the data; languages by the Library of Congress's list of ISO 639-1.
/// </summary>
internal static class Shapes
{
    public const string Context = "https://linked.art/ns/v1/linked-art.json";

    public static JsonObject Document(string id, string type, LocalizedText label) =>
        new() { ["@context"] = Context, ["id"] = id, ["type"] = type, ["_label"] = Label(label) };

    public static JsonObject Reference(string id, string type, string label) => new() { ["id"] = id, ["type"] = type, ["_label"] = label };

    public static JsonObject Aat(int number, string label) => Reference(string.Create(CultureInfo.InvariantCulture, $"http://vocab.getty.edu/aat/{number}"), "Type", label);

    /// <summary>A term of our own.</summary>
    public static JsonObject Term<TEnum>(string origin, TEnum value) where TEnum : struct, Enum => Reference($"{origin}/data#{Vocabulary.Anchor(value)}", "Type", value.ToString());

    public static JsonObject Spoken(string code, string label) => Reference($"http://id.loc.gov/vocabulary/iso639-1/{code}", "Language", label);

    public static string Label(LocalizedText text) => text.In(Language.En).Text;

    /// <summary>A name in each language that has one.</summary>
    public static IEnumerable<JsonObject> Names(LocalizedText text, params JsonObject[] types) =>
        InEachLanguage(text, "Name", types);

    public static IEnumerable<JsonObject> Statements(LocalizedText text, params JsonObject[] types) => InEachLanguage(text, "LinguisticObject", types);

    /// <summary>The earliest and the latest moment that a partial date leaves open; a period without an end has none here either.</summary>
    public static JsonObject? Span(Period period)
    {
        if (period.SortDate is null)
            return null;
        var span = new JsonObject
        {
            ["type"] = "TimeSpan",
            ["identified_by"] = Array(Names(new(period.ToString(Language.Kk), period.ToString(Language.Ru), period.ToString(Language.En)), Aat(300404669, "Display Title"))),
        };
        // A period that neither continues nor names an end began and ended within what is known of its start.
        var ends = period.Ends ?? (period.Continues || period.Yearly ? null : period.Starts);
        if (period.Starts is { } starts)
        {
            span["begin_of_the_begin"] = First(starts.First);
            span["end_of_the_begin"] = Last(starts.Last);
        }

        if (ends is { } end)
        {
            span["begin_of_the_end"] = First(end.First);
            span["end_of_the_end"] = Last(end.Last);
        }

        return span;
    }

    /// <summary>Null where there is nothing to put into it: Linked Art leaves out what is empty.</summary>
    public static JsonArray? Array(IEnumerable<JsonObject> items) => items.ToArray() is { Length: > 0 } some ? new JsonArray(some) : null;

    /// <summary>Takes away what is not known.</summary>
    public static JsonObject Known(this JsonObject node)
    {
        foreach (var (name, _) in node.Where(m => m.Value is null).ToList())
            node.Remove(name);
        return node;
    }

    private static IEnumerable<JsonObject> InEachLanguage(LocalizedText text, string type, JsonObject[] types) =>
        from language in Language.All
        where text.Has(language)
        select new JsonObject
        {
            ["type"] = type,
            ["classified_as"] = Array(types.Select(t => t.DeepClone().AsObject())),
            ["content"] = text[language],
            ["language"] = new JsonArray(Spoken(language.Code, EnglishName(language))),
        }.Known();

    private static string EnglishName(Language language) => Localization.Ui.In(Language.En)[$"Language.{language}"];

    private static string First(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";

    private static string Last(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T23:59:59Z";
}
