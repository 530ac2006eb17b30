using System.Globalization;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using CsmPartners.Web.OpenData;
using CsmPartners.Web.Site.Display;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Errors;

/// <summary>Draws every failure as a page in the visitor's language with a way on. Works without the published site.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorsController(PublishedSiteKeeper keeper) : Controller
{
    [Route("error/{code:int:range(400,599)}")]
    public IActionResult Error()
    {
        // Not as an argument: where a form that cannot be read is what failed, nothing is bound.
        var code = int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture);
        var failed = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
            ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        // A preview is read from the database, which may not answer at this moment.
        if (DeskErrors.OfTheDatabase(HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error))
            code = StatusCodes.Status503ServiceUnavailable;
        // Nobody is sent here by the server: then there is no such page.
        if (failed is null)
            code = StatusCodes.Status404NotFound;
        if (OpenAccess.Covers(failed))
            return Problems.Of(HttpContext, code);
        var language = RequestLanguage.OfPath(failed) ?? RequestLanguage.Negotiate(Request);
        Response.StatusCode = code;
        Response.Headers.CacheControl = "no-cache";
        if (code == StatusCodes.Status503ServiceUnavailable)
            Response.Headers.RetryAfter = "30";
        var page = ErrorPage.Of(Ui.In(language), code, null, isPreview: failed?.EndsWith("/preview", StringComparison.OrdinalIgnoreCase) == true);
        page.Site = keeper.Current;
        page.Language = language;
        page.Display = DisplaySettings.Of(Request);
        page.Origin = HttpContext.RequestServices.GetRequiredService<PublicOrigin>().Of(Request);
        page.RequestId = HttpContext.TraceIdentifier;
        page.View = "Error";
        return View("Frame", page);
    }
}
