using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace CsmPartners.Tests.Support;

/// <summary>Asking as programs do.</summary>
internal static class Machines
{
    public static async Task<HttpResponseMessage> AskAsync(this HttpClient client, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonNode> JsonAsync(this HttpClient client, string address, HttpStatusCode expected = HttpStatusCode.OK, string mediaType = "application/json")
    {
        using var answer = await client.AskAsync(address);
        return await answer.JsonAsync(expected, mediaType);
    }

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK, string mediaType = "application/json")
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == expected, $"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {text}");
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(text)!;
    }

    public static async Task<string> TextAsync(this HttpClient client, string address)
    {
        using var answer = await client.AskAsync(address);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} answered {(int)answer.StatusCode}");
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public static string Text(this JsonNode node, string member) => node[member]!.GetValue<string>();

    public static IEnumerable<JsonNode> Items(this JsonNode list) => list["items"]!.AsArray().Select(i => i!);
}
