using System.Text.Json.Nodes;
using CsmPartners.Forms;

namespace CsmPartners.Revisions;

/// <summary>
/// Brings together what two people made of the same revision, field by field: one language of one text is a field, and so is
/// every other leaf. Whoever alone changed a field prevails; rows that either added stay, rows that one removed go unless the
/// other worked on them. Only where both changed one field to different values is there a clash, and then mine stands until
/// somebody decides.
/// </summary>
public sealed class Merge
{
    private readonly List<Clash> clashes = [];

    private Merge(JsonObject result) => Result = result;

    public JsonObject Result { get; }

    public IReadOnlyList<Clash> Clashes => clashes;

    public static Merge Of(JsonObject common, JsonObject theirs, JsonObject mine)
    {
        var merge = new Merge([]);
        merge.Fields(merge.Result, common, theirs, mine, "");
        return merge;
    }

    private void Fields(JsonObject result, JsonObject common, JsonObject theirs, JsonObject mine, string path)
    {
        foreach (var name in mine.Select(f => f.Key).Union(theirs.Select(f => f.Key)))
            result[name] = Field(common[name], theirs[name], mine[name], path.Length == 0 ? name : $"{path}.{name}");
    }

    private JsonNode? Field(JsonNode? common, JsonNode? theirs, JsonNode? mine, string path)
    {
        if (JsonNode.DeepEquals(theirs, mine) || JsonNode.DeepEquals(common, theirs))
            return mine?.DeepClone();
        if (JsonNode.DeepEquals(common, mine))
            return theirs?.DeepClone();
        switch (common, theirs, mine)
        {
            case (JsonObject c, JsonObject t, JsonObject m):
                var merged = new JsonObject();
                Fields(merged, c, t, m, path);
                return merged;
            case (JsonArray c, JsonArray t, JsonArray m):
                return t.Concat(m).All(r => r is JsonObject) ? Rows(c, t, m, path) : Values(c, t, m);
            default:
                clashes.Add(new Clash(path, theirs?.ToString() ?? "", mine?.ToString() ?? ""));
                return mine?.DeepClone();
        }
    }

    private JsonArray Rows(JsonArray common, JsonArray theirs, JsonArray mine, string path)
    {
        var c = ByKey(common);
        var t = ByKey(theirs);
        var m = ByKey(mine);
        var result = new JsonArray();
        foreach (var key in Order([.. c.Keys], [.. t.Keys], [.. m.Keys]))
        {
            var was = c.GetValueOrDefault(key);
            var (their, my) = (t.GetValueOrDefault(key), m.GetValueOrDefault(key));
            if (their is not null && my is not null)
                result.Add(was is null ? my.DeepClone() : Field(was, their, my, $"{path}[{key}]"));
            else if ((their ?? my) is { } one && (was is null || !JsonNode.DeepEquals(was, one)))
                result.Add(one.DeepClone());
        }

        return result;
    }

    private static JsonArray Values(JsonArray common, JsonArray theirs, JsonArray mine)
    {
        var order = Order(Texts(common), Texts(theirs), Texts(mine));
        var (c, t, m) = (Texts(common).ToHashSet(StringComparer.Ordinal), Texts(theirs).ToHashSet(StringComparer.Ordinal), Texts(mine).ToHashSet(StringComparer.Ordinal));
        return [.. order.Where(v => (t.Contains(v) && m.Contains(v)) || (t.Contains(v) != m.Contains(v) && !c.Contains(v))).Select(v => (JsonNode?)JsonValue.Create(v))];
    }

    // My order, unless only the other side changed it; what the other side alone has follows what it followed there.
    private static List<string> Order(List<string> common, List<string> theirs, List<string> mine)
    {
        var (leading, other) = mine.SequenceEqual(common.Where(mine.ToHashSet(StringComparer.Ordinal).Contains)) ? (theirs, mine) : (mine, theirs);
        var known = leading.ToHashSet(StringComparer.Ordinal);
        var following = other.Zip(other.Skip(1)).Where(pair => !known.Contains(pair.Second)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var first in other.Take(1).Where(v => !known.Contains(v)).Concat(leading))
        {
            for (var next = first; next is not null; next = following.GetValueOrDefault(next))
                order.Add(next);
        }

        return order;
    }

    private static List<string> Texts(JsonArray values) => [.. values.Select(v => v?.ToString() ?? "").Distinct()];

    private static Dictionary<string, JsonNode> ByKey(JsonArray rows)
    {
        var byKey = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var row in rows.OfType<JsonObject>())
            byKey.TryAdd(row[nameof(IKeyed.Key)]?.ToString() ?? "", row);
        return byKey;
    }
}

/// <summary>A field that two people changed to different values since the revision that both began with.</summary>
public sealed record Clash(string Path, string Theirs, string Mine);
