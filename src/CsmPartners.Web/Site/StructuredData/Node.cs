using System.Text.Json.Nodes;
using CsmPartners.Web.Site.Machines;

namespace CsmPartners.Web.Site.StructuredData;

/// <summary>Objects of schema.org's vocabulary; what is not known is left out.</summary>
internal static class Node
{
    public static JsonObject Of(params IEnumerable<string> types) => new() { ["@type"] = List(types.Select(t => (JsonNode)t)) };

    public static JsonObject Reference(string id) => new() { ["@id"] = id };

    public static JsonObject With(this JsonObject node, string property, JsonNode? value)
    {
        if (value is not null)
            node[property] = value;
        return node;
    }

    public static JsonObject With(this JsonObject node, string property, string? text) =>
        string.IsNullOrEmpty(text) ? node : node.With(property, (JsonNode)OneLine.Of(text));

    /// <summary>One value as itself, several as a list.</summary>
    public static JsonObject With(this JsonObject node, string property, IEnumerable<JsonNode> values) => node.With(property, List(values));

    /// <summary>The name in the page's language, and beside it the names that the other two languages have of their own.</summary>
    public static JsonObject Named(this JsonObject node, LocalizedText name, Language language, params IEnumerable<JsonNode> others) => node
        .With("name", name.In(language).Text)
        .With("alternateName", [.. Language.All.Where(l => l != name.In(language).Language && name.Has(l)).Select(l => InLanguage(name[l], l.Code)), .. others]);

    public static JsonObject InLanguage(string text, string? language) =>
        new JsonObject { ["@value"] = OneLine.Of(text) }.With("@language", language);

    private static JsonNode? List(IEnumerable<JsonNode> values) => values.ToList() switch
    {
        [] => null,
        [var one] => one,
        var several => new JsonArray([.. several]),
    };
}
