using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Citations;

/// <summary>A page's citation to be saved.</summary>
internal static class CitationFile
{
    private const int LongestKey = 100;

    public static IActionResult Of(HttpContext context, SitePage page, string format)
    {
        if (Citation.Of(page, context.RequestServices.GetRequiredService<TimeProvider>()) is not { } citation)
            return new NotFoundResult();
        // The day of access is in it.
        context.Response.Headers.CacheControl = "no-cache";
        var key = KeyOf(page);
        return format == "bib"
            ? new FileContentResult(Encoding.UTF8.GetBytes(BibTex.Of(citation, key)), BibTex.MediaType) { FileDownloadName = $"{key}.bib" }
            : new FileContentResult(Encoding.UTF8.GetBytes(Ris.Of(citation)), Ris.MediaType) { FileDownloadName = $"{key}.ris" };
    }

    /// <summary>"csm-partners-kunstkamera-en": of letters, digits and hyphens alone.</summary>
    public static string KeyOf(SitePage page)
    {
        var parts = $"csm/{page.Path}/{page.Query}".Split(['/', '?', '&', '=', '%', '-'], StringSplitOptions.RemoveEmptyEntries).Select(part => string.Concat(part.Where(char.IsAsciiLetterOrDigit)));
        var key = string.Join('-', parts.Where(part => part.Length > 0));
        return $"{key[..Math.Min(key.Length, LongestKey)]}-{page.Language}";
    }
}
