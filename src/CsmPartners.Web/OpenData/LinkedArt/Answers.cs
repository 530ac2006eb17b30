using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.OpenData.LinkedArt;

/// <summary>
/// Linked Art at the address of an entry's own page. Only whoever names JSON and likes it better than HTML gets it: people come
/// with strange browsers, and a page is a better answer than none.
/// </summary>
internal static class Answers
{
    public const string LinkedData = "application/ld+json";

    private const string Json = "application/json";

    public static bool Has(Entry? entry) => entry is Partner or Activity;

    /// <summary>Null where the page is to be shown.</summary>
    public static IActionResult? Instead(HttpContext context, Source source, Entry entry)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (Preferred(context.Request) is not { } mediaType || Things.Of(source, entry) is not { } document)
            return null;
        OpenAccess.Allow(context.Response);
        context.Response.Headers.ContentLocation = Links.LinkedArt(entry);
        return context.IsFresh(source.Site) ? new StatusCodeResult(StatusCodes.Status304NotModified) : Of(document, mediaType);
    }

    public static ContentResult Of(JsonObject document, string mediaType) => new()
    {
        ContentType = mediaType == LinkedData ? $"{LinkedData};profile=\"{Shapes.Context}\"" : mediaType,
        Content = document.ToJsonString(JsonFile.Indented),
    };

    private static string? Preferred(HttpRequest request)
    {
        // Browsers do not speak of it, so that pages need not read what they accept.
        if (!request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase))
            return null;
        var accepted = AcceptHeader.By(request);
        var (linked, json) = (accepted.QualityOfNamed(LinkedData), accepted.QualityOfNamed(Json));
        var page = Math.Max(accepted.QualityOf("text/html"), accepted.QualityOf("application/xhtml+xml"));
        return Math.Max(linked, json) <= page ? null : linked >= json ? LinkedData : Json;
    }
}
