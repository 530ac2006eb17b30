using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.Json;

namespace CsmPartners.Web.Backups;

/// <summary>
/// Inside JSON, EF writes bytes and times for SQLite in another way than for SQL Server (a passkey's, for instance). In an archive they
/// stand as JSON has them elsewhere.
/// </summary>
public sealed class JsonText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, (JsonValueReaderWriter Own, JsonValueReaderWriter Common)> special;

    private JsonText(Dictionary<string, (JsonValueReaderWriter, JsonValueReaderWriter)> special) => this.special = special;

    /// <summary>Null where nothing in the column is written differently.</summary>
    public static JsonText? Of(IModel model, IColumn column)
    {
        var found = new Dictionary<string, (JsonValueReaderWriter, JsonValueReaderWriter)>();
        foreach (var property in model.GetEntityTypes()
            .Where(e => e.GetTableName() == column.Table.Name)
            .SelectMany(e => Parts(e).Prepend(e))
            .Where(t => t.GetContainerColumnName() == column.Name)
            .SelectMany(t => t.GetProperties()))
        {
            if (property.GetJsonPropertyName() is { } name && Common(property.ClrType) is { } common && property.GetTypeMapping().JsonValueReaderWriter is { } own)
                found[name] = (own, common);
        }

        return found.Count > 0 ? new JsonText(found) : null;
    }

    public string ToCommon(string text) => Rewrite(text, s => (s.Own, s.Common));

    public string FromCommon(string text) => Rewrite(text, s => (s.Common, s.Own));

    private static IEnumerable<ITypeBase> Parts(ITypeBase type) =>
        type.GetComplexProperties().Select(p => p.ComplexType).SelectMany(part => Parts(part).Prepend(part));

    private static JsonValueReaderWriter? Common(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(byte[]) => JsonByteArrayReaderWriter.Instance,
        var t when t == typeof(DateTime) => JsonDateTimeReaderWriter.Instance,
        var t when t == typeof(DateTimeOffset) => JsonDateTimeOffsetReaderWriter.Instance,
        _ => null,
    };

    private string Rewrite(string text, Func<(JsonValueReaderWriter Own, JsonValueReaderWriter Common), (JsonValueReaderWriter From, JsonValueReaderWriter To)> direction)
    {
        var tree = JsonNode.Parse(text);
        Walk(tree);
        return tree?.ToJsonString(Plain) ?? "null";

        void Walk(JsonNode? node)
        {
            foreach (var item in node as JsonArray ?? [])
                Walk(item);
            foreach (var (name, value) in (node as JsonObject ?? []).ToList())
            {
                if (!special.TryGetValue(name, out var pair) || value is not JsonValue)
                    Walk(value);
                else
                    node![name] = Convert(value, direction(pair));
            }
        }
    }

    private static JsonNode? Convert(JsonNode value, (JsonValueReaderWriter From, JsonValueReaderWriter To) direction) =>
        JsonNode.Parse(direction.To.ToJsonString(direction.From.FromJsonString(value.ToJsonString(Plain))));
}
