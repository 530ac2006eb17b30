using System.Text.Json.Nodes;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.OpenData.Api;

/// <summary>The shapes of answers, made of the fields that are written.</summary>
internal static class OpenApiSchemas
{
    private static readonly Ui Words = Ui.In(Language.En);

    public static JsonObject Of()
    {
        var schemas = new JsonObject();
        foreach (var table in ApiList.All.Select(l => l.Table))
        {
            schemas[table.Name] = Row(table, inWhole: false);
            schemas[ListName(table)] = List(table);
        }

        schemas["problem"] = Object(new()
        {
            ["type"] = String(),
            ["title"] = String(),
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = String(),
        });
        return schemas;
    }

    public static string ListName(Table table) => $"{table.Name}-list";

    public static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    private static JsonObject Row(Table table, bool inWhole)
    {
        var members = new JsonObject();
        foreach (var field in table.Fields.Where(f => !inWhole || !f.OfWhole))
            members[field.Name] = Of(field);
        foreach (var (name, part) in table.Within)
            members[name] = new JsonObject { ["type"] = "array", ["description"] = Words[part.Title], ["items"] = Row(part, inWhole: true) };
        return Object(members);
    }

    private static JsonObject List(Table table)
    {
        var members = new JsonObject
        {
            ["name"] = String(),
            ["version"] = String(),
            ["site_version"] = Integer(),
            ["modified"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            ["licence"] = Text(),
            ["attribution"] = Text(),
            ["source"] = new JsonObject { ["type"] = "string", ["format"] = "uri" },
            ["documentation"] = new JsonObject { ["type"] = "string", ["format"] = "uri" },
        };
        if (table.HasCountryNames)
            members["country_names"] = String();
        foreach (var number in new[] { "total", "page", "size", "pages" })
            members[number] = Integer();
        members["items"] = new JsonObject { ["type"] = "array", ["items"] = Reference(table.Name) };
        return Object(members);
    }

    private static JsonObject Of(Field field)
    {
        var one = field.Type switch
        {
            FieldType.WholeNumber or FieldType.Entry => Integer(),
            FieldType.Number => new JsonObject { ["type"] = "number" },
            FieldType.Flag => new JsonObject { ["type"] = "boolean" },
            FieldType.Address => new JsonObject { ["type"] = "string", ["format"] = "uri" },
            FieldType.Moment => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            FieldType.PartialDate => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" },
            FieldType.Country => new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Z]{2}$" },
            FieldType.Code => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. field.Codes!.Terms.Select(t => JsonValue.Create(t.Code))]) },
            _ => String(),
        };
        var schema = field.IsList ? new JsonObject { ["type"] = "array", ["items"] = one } : field.Type == FieldType.Flag ? one : OrNull(one);
        schema["description"] = Words[$"Data.Field.{field.Word}"];
        return schema;
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        schema["type"] = new JsonArray(schema["type"]!.GetValue<string>(), "null");
        if (schema["enum"] is JsonArray codes)
            codes.Add(null);
        return schema;
    }

    private static JsonObject Object(JsonObject members) => new()
    {
        ["type"] = "object",
        ["properties"] = members,
        ["required"] = new JsonArray([.. members.Select(m => JsonValue.Create(m.Key))]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Text() => Object(new() { ["kk"] = String(), ["ru"] = String(), ["en"] = String() });

    private static JsonObject String() => new() { ["type"] = "string" };

    private static JsonObject Integer() => new() { ["type"] = "integer" };
}
