using System.Text.Json;
using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Identifiers;
using CsmPartners.Web.Site.Machines;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.OpenData.LinkedArt;

/// <summary>
/// Linked Art at the address of an entry's own page, for whoever wishes for data rather than pages. There is no refusal: people come
/// with strange browsers, and a page is a better answer than none.
/// </summary>
internal static class Answers
{
    public const string LinkedArt = $"{LinkedData};profile=\"{Shapes.Context}\"";

    private const string LinkedData = "application/ld+json";
    private const string Json = "application/json";

    public static bool Has(Entry? entry) => entry is Partner or Activity;

    /// <summary>Null where the page is to be shown.</summary>
    public static IActionResult? Instead(HttpContext context, Source source, Entry entry)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (!Wish.IsForData(context.Request) || Things.Of(source, entry) is not { } document)
            return null;
        OpenAccess.Allow(context.Response);
        context.Response.Headers.ContentLocation = Links.LinkedArt(entry);
        var type = Wish.Prefers(context.Request, [Json], [LinkedData]) ? Json : LinkedArt;
        return new GeneratedAction(Generated.File(context.Response, source.Site, type, stream => JsonSerializer.SerializeAsync(stream, document, JsonFile.Indented, context.RequestAborted)));
    }
}
