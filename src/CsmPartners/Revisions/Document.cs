using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CsmPartners.Entries;
using CsmPartners.Forms;

namespace CsmPartners.Revisions;

/// <summary>A form as JSON, its names those of the form's fields. The rules of comparing and merging work on this, whatever the kind.</summary>
public static class Document
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        IgnoreReadOnlyProperties = true,
    };

    public static string Write(EntryForm form) => Tree(form).ToJsonString(Json);

    public static EntryForm Read(EntryKind kind, string document) => Read(kind, Parse(document));

    public static EntryForm Read(EntryKind kind, JsonObject document) =>
        (EntryForm)document.Deserialize(EntryForm.New(kind).GetType(), Json)!;

    public static JsonObject Parse(string document) => (JsonObject)JsonNode.Parse(document)!;

    public static JsonObject Tree(EntryForm form) => (JsonObject)JsonSerializer.SerializeToNode(form, form.GetType(), Json)!;

    /// <summary>
    /// Every field that two documents differ in, in the form's order; a row of a list is the same row where its key is. The path names
    /// rows by key: "People[0f3a].Name.Kk".
    /// </summary>
    public static IReadOnlyList<FieldChange> Compare(JsonObject old, JsonObject @new)
    {
        var before = Flatten(old);
        var after = Flatten(@new);
        return
        [
            .. after.Keys.Concat(before.Keys.Where(k => !after.ContainsKey(k)))
                .Select(path => new FieldChange(path, before.GetValueOrDefault(path, ""), after.GetValueOrDefault(path, "")))
                .Where(c => c.Old != c.New),
        ];
    }

    /// <summary>Whether two documents differ in nothing but the names of their rows.</summary>
    public static bool SaysTheSame(JsonObject one, JsonObject other) => JsonNode.DeepEquals(WithoutKeys(one), WithoutKeys(other));

    private static JsonObject WithoutKeys(JsonObject document)
    {
        var copy = document.DeepClone().AsObject();
        foreach (var row in copy.Select(f => f.Value).OfType<JsonArray>().SelectMany(rows => rows).OfType<JsonObject>())
            row.Remove(nameof(IKeyed.Key));
        return copy;
    }

    /// <summary>A document in which the fields at these paths are as in another; paths that either lacks are passed over.</summary>
    public static JsonObject With(JsonObject document, IEnumerable<string> paths, JsonObject other)
    {
        var (to, from) = (Owners(document), Owners(other));
        foreach (var path in paths)
        {
            if (to.TryGetValue(path, out var target) && from.TryGetValue(path, out var source))
                target.Owner[target.Name] = source.Owner[source.Name]?.DeepClone();
        }

        return document;
    }

    /// <summary>For every path the object that has it as a field, and the field's name there.</summary>
    private static Dictionary<string, (JsonObject Owner, string Name)> Owners(JsonObject document)
    {
        var owners = new Dictionary<string, (JsonObject, string)>(StringComparer.Ordinal);
        Walk(document, "");
        return owners;

        void Walk(JsonObject owner, string beginning)
        {
            foreach (var (name, value) in owner)
            {
                owners.TryAdd(beginning + name, (owner, name));
                if (value is JsonObject fields)
                    Walk(fields, $"{beginning}{name}.");
                foreach (var row in value is JsonArray rows ? rows.OfType<JsonObject>() : [])
                    Walk(row, $"{beginning}{name}[{row[nameof(IKeyed.Key)]}].");
            }
        }
    }

    /// <summary>Path and value of every leaf; plain lists count as one leaf, one value a line.</summary>
    public static Dictionary<string, string> Flatten(JsonObject document)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Walk(document, "");
        return leaves;

        void Walk(JsonNode? node, string path)
        {
            switch (node)
            {
                case JsonObject fields:
                    foreach (var (name, value) in fields.Where(f => f.Key != nameof(IKeyed.Key)))
                        Walk(value, path.Length == 0 ? name : $"{path}.{name}");
                    break;
                case JsonArray rows when rows.Count > 0 && rows.All(r => r is JsonObject):
                    foreach (var row in rows.OfType<JsonObject>())
                        Walk(row, $"{path}[{row[nameof(IKeyed.Key)]}]");
                    break;
                case JsonArray values:
                    if (values.Count > 0)
                        leaves[path] = string.Join('\n', values.Select(v => v?.ToString()));
                    break;
                default:
                    leaves[path] = node?.ToString() ?? "";
                    break;
            }
        }
    }
}

/// <summary>A field that two revisions differ in.</summary>
public sealed record FieldChange(string Path, string Old, string New);
