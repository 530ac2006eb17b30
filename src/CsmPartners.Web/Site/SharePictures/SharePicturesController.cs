using System.Globalization;
using System.Text.RegularExpressions;
using CsmPartners.Entries;
using CsmPartners.Texts;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Site.SharePictures;

[Route("{lang:language}/share"), EnableRateLimiting(Throttling.Pictures), StoreIsAway]
public sealed partial class SharePicturesController(PublishedSiteKeeper keeper, SharePictureCache pictures) : SiteController(keeper)
{
    [Route("{name}")]
    public async Task<IActionResult> Show(string? name)
    {
        // White space alone is bound as nothing.
        if (Name().Match(name ?? "") is not { Success: true } asked || Find(asked.Groups["about"].Value) is not { } picture)
            return NotFound();
        // A page that was shared before its title changed.
        if (asked.Groups["hash"].Value != picture.Hash)
        {
            Response.Headers.CacheControl = "no-cache";
            return LocalRedirect(picture.Address);
        }

        if (await pictures.FindAsync(picture, HttpContext.RequestAborted) is not { } bytes)
        {
            Response.Headers.RetryAfter = "30";
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        // Made to be shown by others.
        Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return File(bytes, "image/png", lastModified: null, new EntityTagHeaderValue($"\"{picture.Hash}\""));
    }

    private SharePicture? Find(string about) =>
        about == SharePicture.OfTheMuseum ? SharePicture.Of(Site, null, Language)
        : Site.Find(int.Parse(about, CultureInfo.InvariantCulture)) is { State: EntryState.Published } entry ? SharePicture.Of(Site, entry, Language)
        : null;

    [GeneratedRegex(@"^(?<about>museum|[1-9][0-9]{0,8})-(?<hash>[0-9a-f]{16})\.png\z", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex Name();
}
