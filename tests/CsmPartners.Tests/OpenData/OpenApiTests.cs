using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CsmPartners.Tests.Support;
using Microsoft.OpenApi;

namespace CsmPartners.Tests.OpenData;

/// <summary>The description of the API, read by Microsoft's reader, and every operation in it called.</summary>
public sealed class OpenApiTests(DataSite site) : IClassFixture<DataSite>
{
    [Fact]
    public async Task The_description_is_OpenAPI_without_fault()
    {
        var document = await ReadAsync();
        Assert.Equal("v1", document.Info.Version);
        Assert.Equal(site.Origin, document.Servers!.Single().Url);
        Assert.Equal(document.Paths.Count, document.Paths.SelectMany(p => p.Value.Operations!.Values).Select(o => o.OperationId).Distinct().Count());
    }

    [Fact]
    public async Task Every_operation_answers_as_it_is_described()
    {
        using var client = site.Visitor();
        var document = await ReadAsync();
        foreach (var (path, item) in document.Paths)
        {
            var operation = item.Operations![HttpMethod.Get];
            var response = operation.Responses!["200"];
            var schema = response.Content!["application/json"].Schema!;
            var addresses = operation.Parameters!.Any(p => p.In == ParameterLocation.Path) ? await EntriesAsync(client, path) : [$"{path}?size=200"];
            Assert.NotEmpty(addresses);
            foreach (var address in addresses)
            {
                using var answer = await client.AskAsync(address);
                var json = await answer.JsonAsync();
                Assert.All(response.Headers!.Keys, header => Assert.True(answer.Headers.NonValidated.Contains(header) || answer.Content.Headers.NonValidated.Contains(header), $"{address} lacks {header}"));
                Assert.Equal([], Shape.Faults(json, schema, address));
            }
        }
    }

    [Fact]
    public async Task Every_parameter_described_is_understood_and_every_refusal_has_its_shape()
    {
        using var client = site.Visitor();
        var document = await ReadAsync();
        foreach (var (path, item) in document.Paths)
        {
            var operation = item.Operations![HttpMethod.Get];
            var filters = operation.Parameters!.Where(p => p.In == ParameterLocation.Query && p.Schema!.Type == JsonSchemaType.Array).Select(p => p.Name!).ToList();
            if (operation.Responses!.TryGetValue("400", out var described))
            {
                var refusal = await client.JsonAsync($"{path}?nothing=1", HttpStatusCode.BadRequest, "application/problem+json");
                Assert.All(filters, f => Assert.Contains(f, refusal.Text("detail"), StringComparison.Ordinal));
                Assert.Equal([], Shape.Faults(refusal, described.Content!["application/problem+json"].Schema!, path));
                foreach (var filter in filters)
                    await client.JsonAsync($"{path}?{filter}=no-such-value", HttpStatusCode.BadRequest, "application/problem+json");
                await client.JsonAsync($"{path}?page=1&size={operation.Parameters!.Single(p => p.Name == "size").Schema!.Maximum}");
            }

            using var unacceptable = await client.AskAsync(path.Replace("{slug}", "about", StringComparison.Ordinal), ("Accept", "image/png"));
            Assert.Equal([], Shape.Faults(await unacceptable.JsonAsync(HttpStatusCode.NotAcceptable, "application/problem+json"), operation.Responses["406"].Content!["application/problem+json"].Schema!, path));
        }
    }

    private static async Task<List<string>> EntriesAsync(HttpClient client, string path)
    {
        var list = await client.JsonAsync($"{path[..path.LastIndexOf('/')]}?size=200");
        return [.. list.Items().Select(i => path.Replace("{slug}", i["slug"]?.GetValue<string>(), StringComparison.Ordinal).Replace("{code}", i["code"]?.GetValue<string>().ToLowerInvariant(), StringComparison.Ordinal))];
    }

    private async Task<OpenApiDocument> ReadAsync()
    {
        using var client = site.Visitor();
        var read = OpenApiDocument.Parse(await client.TextAsync("/api/v1/openapi.json"), "json");
        Assert.Equal([], read.Diagnostic!.Errors.Select(e => e.ToString()));
        Assert.Equal([], read.Diagnostic.Warnings.Select(e => e.ToString()));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        return read.Document!;
    }

    /// <summary>The words of JSON Schema that the description uses.</summary>
    private static class Shape
    {
        public static IEnumerable<string> Faults(JsonNode? node, IOpenApiSchema schema, string at)
        {
            var type = node switch
            {
                null => JsonSchemaType.Null,
                JsonObject => JsonSchemaType.Object,
                JsonArray => JsonSchemaType.Array,
                JsonValue v when v.TryGetValue<bool>(out _) => JsonSchemaType.Boolean,
                JsonValue v when v.TryGetValue<string>(out _) => JsonSchemaType.String,
                _ when int.TryParse(node.ToJsonString(), CultureInfo.InvariantCulture, out _) => JsonSchemaType.Integer,
                _ => JsonSchemaType.Number,
            };
            var allowed = schema.Type ?? throw new Xunit.Sdk.XunitException($"{at}: the schema has no type");
            if (!allowed.HasFlag(type) && !(type == JsonSchemaType.Integer && allowed.HasFlag(JsonSchemaType.Number)))
                return [$"{at} is {type}, not {allowed}"];
            return node switch
            {
                JsonObject members => OfMembers(members, schema, at),
                JsonArray items => items.SelectMany((item, i) => Faults(item, schema.Items!, $"{at}[{i}]")),
                null => [],
                _ => OfValue(node.AsValue(), schema, at),
            };
        }

        private static IEnumerable<string> OfMembers(JsonObject members, IOpenApiSchema schema, string at)
        {
            Assert.False(schema.AdditionalPropertiesAllowed);
            return schema.Required!.Where(r => !members.ContainsKey(r)).Select(r => $"{at} lacks {r}")
                .Concat(members.SelectMany(m => schema.Properties!.TryGetValue(m.Key, out var described) ? Faults(m.Value, described, $"{at}.{m.Key}") : [$"{at}.{m.Key} is not described"]));
        }

        private static IEnumerable<string> OfValue(JsonValue value, IOpenApiSchema schema, string at)
        {
            var text = value.ToString();
            if (schema.Enum is { Count: > 0 } codes && !codes.Any(c => c is not null && c.ToString() == text))
                yield return $"{at}: {text} is no code of the list";
            if (schema.Pattern is { } pattern && !System.Text.RegularExpressions.Regex.IsMatch(text, pattern, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))
                yield return $"{at}: {text} has another form";
            if (schema.Format == "uri" && !Uri.IsWellFormedUriString(text, UriKind.Absolute))
                yield return $"{at}: {text} is no address";
            if (schema.Format == "date-time" && !DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, default, out _))
                yield return $"{at}: {text} is no moment";
        }
    }
}
