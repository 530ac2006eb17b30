using System.Text.Json.Nodes;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.OpenData.Api;

/// <summary>
/// The API described for programs (OpenAPI 3.1), from the same lists and fields that answer. In English, as the language that those who
/// write programs share; the page about the data says the same in three languages.
/// </summary>
internal static class OpenApiDocument
{
    private static readonly Ui Words = Ui.In(Language.En);

    public static JsonObject Of(Source source)
    {
        var museum = source.Site.Museum;
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = $"{museum.ShortName.En}: {museum.SiteTitle.En}",
                ["version"] = Table.Version,
                ["description"] = Words["Data.Lead"],
                ["termsOfService"] = source.Origin + "/data#terms",
                ["license"] = new JsonObject { ["name"] = museum.Notice.En, ["url"] = source.Origin + "/data#terms" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = source.Origin }),
            ["paths"] = Paths(source),
            ["components"] = new JsonObject { ["schemas"] = OpenApiSchemas.Of(), ["responses"] = Refusals() },
        };
    }

    private static JsonObject Paths(Source source)
    {
        var paths = new JsonObject();
        foreach (var list in ApiList.All)
        {
            var name = list.Table.Name;
            var filters = list.Filters(source.Site).Select(f => Parameter(f, Words[$"Facet.{f}"], new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }));
            paths[Links.Api(name)] = Get(
                $"{name}.list",
                Words[list.Table.Title],
                [Number("page", Words["Data.Api.Page"], 1, null), Number("size", Words["Data.Api.Size"], ApiQuery.UsualSize, ApiQuery.MostSize), .. filters],
                OpenApiSchemas.ListName(list.Table),
                ["400", "404", "406"]);
            if (list.One is { } one)
            {
                var key = list.Kind is null ? "code" : "slug";
                paths[Links.Api(one)] = Get(
                    $"{name}.one",
                    Words[list.Table.Title],
                    [new JsonObject { ["name"] = key, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } }],
                    list.Table.Name,
                    list.Kind is null ? ["404", "406"] : ["404", "406", "410"]);
            }
        }

        return paths;
    }

    private static JsonObject Get(string id, string summary, IEnumerable<JsonObject> parameters, string schema, IEnumerable<string> refusals)
    {
        var responses = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = summary,
                ["headers"] = new JsonObject { ["ETag"] = Header(), ["Last-Modified"] = Header(), ["Link"] = Header() },
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = OpenApiSchemas.Reference(schema) } },
            },
            ["304"] = new JsonObject { ["description"] = Words["Data.Api.NotModified"] },
        };
        foreach (var refusal in refusals)
            responses[refusal] = new JsonObject { ["$ref"] = $"#/components/responses/{refusal}" };
        return new()
        {
            ["get"] = new JsonObject { ["operationId"] = id, ["summary"] = summary, ["parameters"] = new JsonArray([.. parameters]), ["responses"] = responses },
        };
    }

    private static JsonObject Refusals()
    {
        var refusals = new JsonObject();
        foreach (var (code, word) in new[] { ("400", "Error.400"), ("404", "Error.404"), ("406", "Problem.Accept"), ("410", "Error.410") })
        {
            refusals[code] = new JsonObject
            {
                ["description"] = Words[word],
                ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = OpenApiSchemas.Reference("problem") } },
            };
        }

        return refusals;
    }

    private static JsonObject Header() => new() { ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Parameter(string name, string description, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = "query", ["description"] = description, ["schema"] = schema };

    private static JsonObject Number(string name, string description, int usual, int? most)
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["default"] = usual };
        if (most is { } bound)
            schema["maximum"] = bound;
        return Parameter(name, description, schema);
    }
}
