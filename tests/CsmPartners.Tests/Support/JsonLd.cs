using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CsmPartners.Tests.Support;

/// <summary>
/// What a JSON-LD processor that is not ours (PyLD, of the authors of the format) makes of documents. It reads the two contexts by
/// their vocabularies, as nothing may be fetched here.
/// </summary>
internal static class JsonLd
{
    private const string Python = "/usr/bin/python3";

    private const string Expand = """
        import json, sys
        from pyld import jsonld

        contexts = {
            "https://schema.org": {"@vocab": "https://schema.org/"},
            "https://linked.art/ns/v1/linked-art.json": {
                "@vocab": "https://linked.art/ns/terms/", "id": "@id", "type": "@type",
                "_label": "http://www.w3.org/2000/01/rdf-schema#label"},
        }

        def load(url, options):
            return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": {"@context": contexts[url]}}

        jsonld.set_document_loader(load)
        statements = []
        for number, document in enumerate(json.load(sys.stdin)):
            for graph in jsonld.to_rdf(document).values():
                statements += [[number, s["subject"]["value"], s["predicate"]["value"], s["object"]["value"]] for s in graph]
        json.dump(statements, sys.stdout)
        """;

    /// <summary>Skips the test, with the reason, where the processor is missing.</summary>
    public static async Task<IReadOnlyList<Statement>> StatementsAsync(IReadOnlyCollection<JsonNode> documents)
    {
        Assert.SkipUnless(File.Exists(Python), $"There is no {Python}, which runs the JSON-LD processor");
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", Expand])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var answer = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complaint = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(new JsonArray([.. documents.Select(d => d.DeepClone())]).ToJsonString());
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen((await complaint).Contains("No module named 'pyld'", StringComparison.Ordinal), "PyLD is missing: Debian's package is python3-pyld");
        Assert.Equal("", await complaint);
        return [.. JsonSerializer.Deserialize<JsonElement[][]>(await answer)!.Select(s => new Statement(s[0].GetInt32(), s[1].GetString()!, s[2].GetString()!, s[3].GetString()!))];
    }

    /// <param name="Document">Which of the documents said so, counted from 0.</param>
    internal sealed record Statement(int Document, string Subject, string Predicate, string Object);
}
