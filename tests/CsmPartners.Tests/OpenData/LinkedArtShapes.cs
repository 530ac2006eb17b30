using System.Globalization;
using System.Text.Json.Nodes;

namespace CsmPartners.Tests.OpenData;

/// <summary>
/// The rules of Linked Art's API 1.0 as its documentation gives them (https://linked.art/api/1.0): which members a structure may have
/// and what stands in them. Nothing else may be there.
/// </summary>
internal static class LinkedArtShapes
{
    private delegate IEnumerable<string> Rule(JsonNode node, string at);

    private static readonly Rule Content = (node, at) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? [] : [$"{at} is no text"];

    private static readonly Dictionary<string, Rule> OfStatement = new(StringComparer.Ordinal)
    {
        ["classified_as"] = Several(Concept), ["content"] = Content, ["language"] = Several(Reference("Language")),
    };

    private static readonly Dictionary<string, Rule> OfIdentifier = new(StringComparer.Ordinal) { ["_label"] = Content, ["classified_as"] = Several(Concept), ["content"] = Content };

    private static readonly Dictionary<string, Rule> OfTimeSpan = new(StringComparer.Ordinal)
    {
        ["identified_by"] = Several(Name), ["begin_of_the_begin"] = Moment, ["end_of_the_begin"] = Moment, ["begin_of_the_end"] = Moment, ["end_of_the_end"] = Moment,
    };

    private static readonly Dictionary<string, Rule> OfAssignment = new(StringComparer.Ordinal)
    {
        ["_label"] = Content, ["classified_as"] = Several(Concept), ["assigned"] = Several(Reference("Group")), ["assigned_property"] = Content,
    };

    private static readonly Dictionary<string, Rule> OfPart = new(StringComparer.Ordinal)
    {
        ["_label"] = Content, ["classified_as"] = Several(Concept), ["timespan"] = TimeSpan, ["took_place_at"] = Several(Reference("Place")),
        ["carried_out_by"] = Several(Reference("Group")), ["influenced_by"] = Several(Reference("Group")), ["part_of"] = Several(Reference("Activity")),
    };

    private static readonly Dictionary<string, Rule> OfDocument = new(StringComparer.Ordinal)
    {
        ["@context"] = (node, at) => node.ToString() == "https://linked.art/ns/v1/linked-art.json" ? [] : [$"{at} is another context"],
        ["id"] = Address, ["_label"] = Content, ["classified_as"] = Several(Concept), ["identified_by"] = Several(NameOrIdentifier), ["referred_to_by"] = Several(Statement),
    };

    private static readonly Dictionary<string, Dictionary<string, Rule>> Own = new(StringComparer.Ordinal)
    {
        ["Group"] = new()
        {
            ["equivalent"] = Several(Reference("Group")), ["subject_of"] = Several(Reference("DigitalObject")), ["residence"] = Several(Reference("Place")), ["carried_out"] = Several(Part),
        },
        ["Activity"] = new()
        {
            ["subject_of"] = Several(Reference("DigitalObject")), ["timespan"] = TimeSpan, ["took_place_at"] = Several(Reference("Place")), ["carried_out_by"] = Several(Reference("Group")),
            ["influenced_by"] = Several(Reference("Group")), ["attributed_by"] = Several(Assignment), ["part_of"] = Several(Reference("Activity")),
        },
        ["LinguisticObject"] = new()
        {
            ["subject_of"] = Several(Reference("DigitalObject")), ["attributed_by"] = Several(Assignment), ["language"] = Several(Reference("Language")), ["used_for"] = Several(Part),
        },
        ["Place"] = new()
        {
            ["defined_by"] = (node, at) => System.Text.RegularExpressions.Regex.IsMatch(node.ToString(), @"^POINT\(-?\d+(\.\d+)? -?\d+(\.\d+)?\)$", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, System.TimeSpan.FromSeconds(1)) ? [] : [$"{at} is no WKT"],
            ["part_of"] = Several(Reference("Place")),
        },
    };

    public static IEnumerable<string> Faults(JsonNode document)
    {
        var type = document["type"]?.ToString() ?? "";
        if (!Own.TryGetValue(type, out var own))
            return [$"{type} is no class of ours"];
        return Members(document, type, [.. OfDocument, .. own], ["@context", "id", "_label", "identified_by", "classified_as"], type == "Place" ? ["classified_as"] : []);
    }

    /// <summary>Every reference to something that has a document here.</summary>
    public static IEnumerable<(string Id, string Type)> References(JsonNode? node, string origin) => node switch
    {
        JsonArray several => several.SelectMany(one => References(one, origin)),
        JsonObject one => (one["id"]?.ToString() is { } id && id.StartsWith(origin, StringComparison.Ordinal) ? [(id, one["type"]!.ToString())] : Array.Empty<(string, string)>())
            .Concat(one.SelectMany(m => References(m.Value, origin))),
        _ => [],
    };

    private static IEnumerable<string> Name(JsonNode node, string at) => Members(node, "Name", OfStatement, ["content"], [], at);

    private static IEnumerable<string> Statement(JsonNode node, string at) => Members(node, "LinguisticObject", OfStatement, ["content", "language"], [], at);

    private static IEnumerable<string> NameOrIdentifier(JsonNode node, string at) => node["type"]?.ToString() == "Identifier" ? Members(node, "Identifier", OfIdentifier, ["content"], [], at) : Name(node, at);

    private static IEnumerable<string> Part(JsonNode node, string at) => Members(node, "Activity", OfPart, ["_label", "classified_as"], [], at);

    private static IEnumerable<string> Assignment(JsonNode node, string at) => Members(node, "AttributeAssignment", OfAssignment, ["assigned", "classified_as"], [], at);

    private static IEnumerable<string> Concept(JsonNode node, string at) =>
        Members(node, "Type", new Dictionary<string, Rule>(StringComparer.Ordinal) { ["id"] = Address, ["_label"] = Content, ["classified_as"] = Several(Concept) }, ["id"], [], at);

    private static Rule Reference(string type) => (node, at) => Members(node, type, new Dictionary<string, Rule>(StringComparer.Ordinal) { ["id"] = Address, ["_label"] = Content }, ["id", "_label"], [], at);

    private static Rule Several(Rule rule) => (node, at) => node is JsonArray { Count: > 0 } several ? several.SelectMany((one, i) => rule(one!, $"{at}[{i}]")) : [$"{at} is no list, or an empty one"];

    private static IEnumerable<string> TimeSpan(JsonNode node, string at)
    {
        string[] order = ["begin_of_the_begin", "end_of_the_begin", "begin_of_the_end", "end_of_the_end"];
        var moments = new[] { (0, 1), (2, 3), (0, 3) }.Select(p => (node[order[p.Item1]]?.ToString(), node[order[p.Item2]]?.ToString()));
        return Members(node, "TimeSpan", OfTimeSpan, ["identified_by"], [], at)
            .Concat(moments.Where(m => string.CompareOrdinal(m.Item1, m.Item2) > 0 && m.Item2 is not null).Select(m => $"{at}: {m.Item1} is after {m.Item2}"))
            .Concat((node[order[0]] ?? node[order[3]]) is null ? [$"{at} says nothing"] : []);
    }

    private static IEnumerable<string> Moment(JsonNode node, string at) =>
        DateTimeOffset.TryParseExact(node.ToString(), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? [] : [$"{at}: {node} is no moment"];

    private static IEnumerable<string> Address(JsonNode node, string at) => Uri.TryCreate(node.ToString(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? [] : [$"{at}: {node} is no address"];

    private static IEnumerable<string> Members(JsonNode node, string type, IEnumerable<KeyValuePair<string, Rule>> rules, string[] required, string[] unless, string at = "$")
    {
        if (node is not JsonObject members || members["type"]?.ToString() != type)
            return [$"{at} is no {type}"];
        var known = rules.ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        return required.Except(unless).Where(r => !members.ContainsKey(r)).Select(r => $"{at} lacks {r}")
            .Concat(members.Where(m => m.Key != "type").SelectMany(m => m.Value is null ? [$"{at}.{m.Key} is null"] : known.TryGetValue(m.Key, out var rule) ? rule(m.Value, $"{at}.{m.Key}") : [$"{at} may not have {m.Key}"]));
    }
}
