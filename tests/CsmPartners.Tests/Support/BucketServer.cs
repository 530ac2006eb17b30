using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CsmPartners.Tests.Support;

/// <summary>One bucket of S3-compatible storage: knows what is put, got, deleted and listed, and takes nothing that is not signed (Signature Version 4).</summary>
internal sealed class BucketServer : IAsyncDisposable
{
    public const string Bucket = "museum-media";
    public const string AccessKey = "museum";
    public const string SecretKey = "a secret of the tests";

    private readonly WebApplication server;

    public BucketServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(AnswerAsync);
    }

    public ConcurrentDictionary<string, (byte[] Bytes, string Type, DateTime At)> Files { get; } = new();

    /// <summary>How often each was fetched.</summary>
    public ConcurrentDictionary<string, int> Fetched { get; } = new();

    /// <summary>It answers nothing as long as this is set.</summary>
    public bool IsAway { get; set; }

    public string Endpoint => server.Urls.First();

    public Task StartAsync() => server.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (IsAway)
        {
            context.Abort();
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var (request, key) = (context.Request, context.Request.Path.Value!.TrimStart('/').Split('/') is [Bucket, var name] ? name : "");
        if (!IsSigned(request, body.ToArray()))
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else if (key.Length == 0)
            await ListAsync(context.Response);
        else if (HttpMethods.IsPut(request.Method))
            Files[key] = (body.ToArray(), request.ContentType ?? "", TimeProvider.System.GetUtcNow().UtcDateTime);
        else if (HttpMethods.IsDelete(request.Method))
            (_, context.Response.StatusCode) = (Files.TryRemove(key, out _), StatusCodes.Status204NoContent);
        else
            await GiveAsync(context.Response, key);
    }

    private async Task GiveAsync(HttpResponse response, string key)
    {
        if (!Files.TryGetValue(key, out var file))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Fetched.AddOrUpdate(key, 1, (_, count) => count + 1);
        (response.ContentType, response.ContentLength) = (file.Type, file.Bytes.Length);
        await response.Body.WriteAsync(file.Bytes);
    }

    private async Task ListAsync(HttpResponse response)
    {
        XNamespace s3 = "http://s3.amazonaws.com/doc/2006-03-01/";
        response.ContentType = "application/xml";
        await response.WriteAsync(new XElement(
            s3 + "ListBucketResult",
            new XElement(s3 + "Name", Bucket),
            new XElement(s3 + "IsTruncated", "false"),
            Files.Select(f => new XElement(
                s3 + "Contents",
                new XElement(s3 + "Key", f.Key),
                new XElement(s3 + "LastModified", f.Value.At.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
                new XElement(s3 + "Size", f.Value.Bytes.Length)))).ToString());
    }

    private static bool IsSigned(HttpRequest request, byte[] body)
    {
        var parts = request.Headers.Authorization.ToString().Split([' ', ',', '='], StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["AWS4-HMAC-SHA256", "Credential", var credential, "SignedHeaders", var names, "Signature", var signature])
            return false;
        var scope = credential.Split('/', 2);
        var sum = request.Headers["x-amz-content-sha256"].ToString();
        if (scope[0] != AccessKey || sum != Convert.ToHexStringLower(SHA256.HashData(body)))
            return false;
        var query = string.Join('&', request.Query.OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value!)}"));
        var headers = string.Concat(names.Split(';').Select(n => $"{n}:{(n == "host" ? $"{request.Host}" : $"{request.Headers[n]}").Trim()}\n"));
        var canonical = $"{request.Method}\n{request.Path.Value}\n{query}\n{headers}\n{names}\n{sum}";
        var signed = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope[1]}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope[1].Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + SecretKey), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed))) == signature;
    }
}
