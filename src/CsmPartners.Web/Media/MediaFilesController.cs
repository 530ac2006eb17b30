using System.Globalization;
using System.Text.RegularExpressions;
using CsmPartners.Texts;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Media;

/// <summary>The files themselves. The address holds the content's hash, so what it answers never changes; the database is not asked.</summary>
[Route("media"), SitePages, StoreIsAway]
public sealed partial class MediaFilesController(IMediaStore store, Renditions renditions) : Controller
{
    private const string DocumentType = "application/pdf";

    [Route("{name}")]
    public async Task<IActionResult> Show(string name, CancellationToken cancellation)
    {
        if (PictureName().Match(name) is { Success: true } picture)
        {
            var width = int.Parse(picture.Groups["width"].Value, CultureInfo.InvariantCulture);
            var format = picture.Groups["format"].Value;
            return Answer(name, await renditions.FindAsync(picture.Groups["hash"].Value, width, format, cancellation), format == "jpg" ? "image/jpeg" : "image/" + format);
        }

        if (DocumentName().Match(name) is not { Success: true } document)
            return NotFound();
        var path = await store.FindAsync(document.Groups["hash"].Value, cancellation);
        return Answer(name, path?.EndsWith(".pdf", StringComparison.Ordinal) == true ? (path, null) : null, DocumentType);
    }

    private IActionResult Answer(string name, (string? Path, byte[]? Bytes)? found, string type)
    {
        if (found is not var (path, bytes))
            return NotFound();
        // To be saved, not shown: browsers' own viewers refuse a document in a sandbox, and without one it would be shown as the site's own.
        // At the last moment, since a range that is not there ends on an ordinary page.
        Response.OnStarting(() =>
        {
            if (Response.StatusCode >= StatusCodes.Status400BadRequest)
                return Task.CompletedTask;
            Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            if (type == DocumentType)
                (Response.Headers.ContentDisposition, Response.Headers.ContentSecurityPolicy) = ("attachment", Headers.DocumentPolicy);
            return Task.CompletedTask;
        });
        if (bytes is not null)
            return File(bytes, type, lastModified: null, new EntityTagHeaderValue($"\"{name}\""), enableRangeProcessing: true);
        return PhysicalFile(path!, type, new DateTimeOffset(System.IO.File.GetLastWriteTimeUtc(path!)), new EntityTagHeaderValue($"\"{name}\""), enableRangeProcessing: true);
    }

    [GeneratedRegex(@"^(?<hash>[0-9a-f]{64})-(?<width>400|800|1200|2000)\.(?<format>avif|webp|jpg)\z", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex PictureName();

    [GeneratedRegex(@"^(?<hash>[0-9a-f]{64})\.pdf\z", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex DocumentName();
}
