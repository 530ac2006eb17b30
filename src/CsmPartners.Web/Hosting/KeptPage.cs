using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Hosting;

/// <summary>An answer with all that its maker said of it.</summary>
internal sealed class KeptPage
{
    private const int LongestTags = 1000;

    // What a 304 is sent without.
    private static readonly string[] OfBody = [HeaderNames.ContentLength, HeaderNames.ContentType, HeaderNames.ContentEncoding];

    private readonly KeyValuePair<string, StringValues>[] headers;
    private readonly Endpoint? endpoint;
    private readonly EntityTagHeaderValue tag;
    private readonly string tagText;
    private readonly string contentType;
    private readonly StringValues encoding;

    public KeptPage(byte[] body, HttpContext context)
    {
        Body = body;
        endpoint = context.GetEndpoint();
        (contentType, encoding) = (context.Response.ContentType!, context.Response.Headers.ContentEncoding);
        // Of the bytes themselves: what a publication leaves as it was is not sent again.
        tagText = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";
        tag = new EntityTagHeaderValue(tagText);
        headers =
        [
            ..
            from header in context.Response.Headers
            where !OfBody.Contains(header.Key, StringComparer.OrdinalIgnoreCase)
            select new KeyValuePair<string, StringValues>(header.Key, string.Join(", ", header.Value.ToArray())),
            new(HeaderNames.ETag, tagText),
        ];
    }

    public byte[] Body { get; }

    public Task SendAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        // For what is measured by route.
        context.SetEndpoint(endpoint);
        foreach (var (name, value) in headers)
            response.Headers[name] = value;
        if (IsAtVisitor(request))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        (response.ContentType, response.ContentLength, response.Headers.ContentEncoding) = (contentType, Body.Length, encoding);
        // A visitor who leaves ends the writing too; to ask for the token of it would make one for each request.
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(Body, 0, Body.Length, CancellationToken.None);
    }

    private bool IsAtVisitor(HttpRequest request)
    {
        var asked = request.Headers.IfNoneMatch;
        return asked.Count > 0
            && (asked == tagText
                // The framework takes seconds over some headers of twenty thousand characters; then the page is sent.
                || (asked.ToString().Length <= LongestTags && EntityTagHeaderValue.TryParseList(asked, out var tags) && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false))));
    }
}
