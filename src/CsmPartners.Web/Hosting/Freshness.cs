using CsmPartners.Published;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Conditional answers: whoever has already what the published site says is told so in a line (304). The one place that knows what
/// makes an answer the same as before: the site's version, this program, and the year in which "since 2014" ends for now.
/// </summary>
internal static class Freshness
{
    private static readonly string Build = typeof(Freshness).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>Writes the headers by which the answer is known again. The tag is a weak one, since answers are compressed on their way.</summary>
    /// <returns>Whether the caller has the answer already: then 304 is all there is to say.</returns>
    public static bool IsFresh(this HttpContext context, PublishedSite site)
    {
        // A database put back from a copy may count up to the same version again: the time of the last change tells the two apart.
        var tag = new EntityTagHeaderValue(FormattableString.Invariant($"\"{site.Version:x}-{site.Modified.Ticks:x}-{site.ThisYear}-{Build}\""), isWeak: true);
        // Not the time of the last change to an entry: the museum's own words and the descriptions of media change without one.
        var modified = new DateTimeOffset(site.ReadAt.AddTicks(-(site.ReadAt.Ticks % TimeSpan.TicksPerSecond)), TimeSpan.Zero);
        var answer = context.Response.GetTypedHeaders();
        (answer.ETag, answer.LastModified) = (tag, modified);
        context.Response.Headers.CacheControl = "public, no-cache";

        var request = context.Request.GetTypedHeaders();
        return context.Request.Headers.ContainsKey(HeaderNames.IfNoneMatch)
            ? request.IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false))
            : request.IfModifiedSince is { } since && modified <= since;
    }
}
