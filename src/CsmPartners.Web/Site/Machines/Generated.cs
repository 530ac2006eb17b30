using CsmPartners.Published;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Site.Machines;

/// <summary>
/// Files that are written from the published site while they are sent. The site's version says whether somebody has one already:
/// the framework compares and answers 304, and without a body to HEAD.
/// </summary>
internal static class Generated
{
    // Another program may write another file of the same site.
    private static readonly string Writer = typeof(Generated).Module.ModuleVersionId.ToString("N")[..8];

    /// <param name="type">With its charset, if it is text.</param>
    public static IResult File(HttpResponse response, PublishedSite site, string type, Func<Stream, Task> write)
    {
        response.Headers.CacheControl = "public, max-age=300";
        // The framework would listen to both; where there is a tag, only the tag counts (RFC 9110, 13.1.3).
        if (response.HttpContext.Request.Headers.IfNoneMatch.Count > 0)
            response.HttpContext.Request.Headers.IfModifiedSince = default;
        // Weak, since the file may be compressed on its way. A database put back from a copy may count up to the same version again, and in
        // another year "since 2014" ends elsewhere.
        var tag = new EntityTagHeaderValue(FormattableString.Invariant($"\"{site.Version}-{site.ChangedAt.Ticks:x}-{site.ThisYear}-{Writer}\""), isWeak: true);
        return TypedResults.Stream(write, type, lastModified: new DateTimeOffset(site.ChangedAt, TimeSpan.Zero), entityTag: tag);
    }
}
