using System.Text.Json;
using System.Text.RegularExpressions;

namespace CsmPartners.Tests.Support;

/// <summary>
/// The part of schema.org that the site speaks, written down from the vocabulary itself: what each type is a kind of, and the
/// properties that it adds. Data that uses anything else is wrong.
/// </summary>
internal static partial class SchemaOrg
{
    private static readonly Dictionary<string, (string[] Kinds, string[] Properties)> Types = new()
    {
        ["Thing"] = ([], ["name", "alternateName", "description", "url", "image", "sameAs", "identifier", "potentialAction"]),
        ["Organization"] = (["Thing"], ["address", "location", "member", "funder", "sponsor", "foundingDate", "dissolutionDate"]),
        ["Place"] = (["Thing"], ["address", "geo"]),
        ["Person"] = (["Thing"], []),
        ["Museum"] = (["Place"], []),
        ["Country"] = (["Place"], []),
        ["ArchiveOrganization"] = (["Organization", "Place"], []),
        ["Library"] = (["Organization", "Place"], []),
        ["EducationalOrganization"] = (["Organization", "Place"], []),
        ["CollegeOrUniversity"] = (["EducationalOrganization"], []),
        ["ResearchOrganization"] = (["Organization"], []),
        ["GovernmentOrganization"] = (["Organization"], []),
        ["Project"] = (["Organization"], []),
        ["ResearchProject"] = (["Project"], []),
        ["Event"] = (["Thing"], ["startDate", "endDate", "location", "organizer", "contributor", "funder", "sponsor", "attendee", "audience", "superEvent"]),
        ["ExhibitionEvent"] = (["Event"], []),
        ["EducationEvent"] = (["Event"], []),
        ["CreativeWork"] = (["Thing"], ["author", "contributor", "publisher", "funder", "sponsor", "genre", "dateCreated", "datePublished", "dateModified", "temporalCoverage", "spatialCoverage", "inLanguage", "creativeWorkStatus", "isPartOf", "about", "mainEntity"]),
        ["Book"] = (["CreativeWork"], ["isbn"]),
        ["Periodical"] = (["CreativeWork"], ["issn"]),
        ["WebSite"] = (["CreativeWork"], ["issn"]),
        ["WebPage"] = (["CreativeWork"], ["breadcrumb"]),
        ["CollectionPage"] = (["WebPage"], []),
        ["ItemList"] = (["Thing"], ["itemListElement"]),
        ["BreadcrumbList"] = (["ItemList"], []),
        ["ListItem"] = (["Thing"], ["position", "item"]),
        ["PostalAddress"] = (["Thing"], ["addressLocality", "addressCountry"]),
        ["GeoCoordinates"] = (["Thing"], ["latitude", "longitude"]),
        ["Audience"] = (["Thing"], ["audienceType"]),
        ["SearchAction"] = (["Thing"], ["target", "query-input"]),
        ["EntryPoint"] = (["Thing"], ["urlTemplate"]),
    };

    private static readonly string[] Dates = ["startDate", "endDate", "foundingDate", "dissolutionDate", "dateCreated", "datePublished", "dateModified"];
    private static readonly string[] Addresses = ["url", "image", "sameAs", "item"];

    /// <returns>The nodes of the graph, each checked, by their identifiers.</returns>
    public static IReadOnlyDictionary<string, JsonElement> Read(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var root = document.RootElement.Clone();
        Assert.Equal(["@context", "@graph"], root.EnumerateObject().Select(p => p.Name));
        Assert.Equal("https://schema.org", root.GetProperty("@context").GetString());
        var nodes = root.GetProperty("@graph").EnumerateArray().ToList();
        Assert.All(nodes, Check);
        return nodes.ToDictionary(n => n.GetProperty("@id").GetString()!);
    }

    public static string[] TypesOf(JsonElement node) => [.. Values(node.GetProperty("@type")).Select(t => t.GetString()!)];

    public static IEnumerable<JsonElement> Values(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    private static void Check(JsonElement node)
    {
        if (node.TryGetProperty("@value", out _))
        {
            Assert.All(node.EnumerateObject(), p => Assert.Contains(p.Name, new[] { "@value", "@language" }));
            Assert.NotEmpty(node.GetProperty("@value").GetString()!);
            return;
        }

        if (node.TryGetProperty("@id", out var id))
            Assert.True(Uri.TryCreate(id.GetString(), UriKind.Absolute, out _), id.GetString());
        if (!node.TryGetProperty("@type", out _))
        {
            Assert.Equal(["@id"], node.EnumerateObject().Select(p => p.Name));
            return;
        }

        var types = TypesOf(node);
        Assert.All(types, type => Assert.Contains(type, Types.Keys));
        // What search engines demand of events.
        if (types.Any(IsEvent))
            Assert.All(["name", "startDate", "location"], name => Assert.True(node.TryGetProperty(name, out _), $"{string.Join(", ", types)} without {name}: {node}"));
        var allowed = types.SelectMany(PropertiesOf).ToHashSet();
        foreach (var property in node.EnumerateObject().Where(p => p.Name[0] != '@'))
        {
            Assert.True(allowed.Contains(property.Name), $"{string.Join(", ", types)} has no {property.Name}");
            foreach (var value in Values(property.Value))
                CheckValue(property.Name, value);
        }
    }

    private static void CheckValue(string property, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Check(value);
                break;
            case JsonValueKind.Number:
                Assert.Contains(property, new[] { "latitude", "longitude", "position" });
                break;
            default:
                var text = value.GetString();
                Assert.False(string.IsNullOrWhiteSpace(text), $"{property} is empty");
                if (Dates.Contains(property))
                    Assert.Matches(PartialDate(), text);
                if (Addresses.Contains(property))
                    Assert.True(Uri.TryCreate(text, UriKind.Absolute, out _), $"{property}: {text}");
                break;
        }
    }

    private static bool IsEvent(string type) => type == "Event" || Types[type].Kinds.Any(IsEvent);

    private static IEnumerable<string> PropertiesOf(string type) => Types[type].Properties.Concat(Types[type].Kinds.SelectMany(PropertiesOf));

    [GeneratedRegex(@"^\d{4}(-\d{2}(-\d{2})?)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PartialDate();
}
