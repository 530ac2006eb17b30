using CsmPartners.Published;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Site;
using CsmPartners.Web.Site.Machines;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.RateLimiting;

namespace CsmPartners.Web.OpenData;

/// <summary>Answers for programs: each a function of the published site and the address. None opens the database.</summary>
[SitePages, EnableRateLimiting(Throttling.Data)]
public abstract class OpenDataController(PublishedSiteKeeper keeper, PublicOrigin origin) : Controller
{
    private Source? source;

    protected Source Source => source!;

    protected PublishedSite Site => Source.Site;

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (keeper.Current is not { } site)
        {
            context.Result = Problems.Of(HttpContext, StatusCodes.Status503ServiceUnavailable);
            Response.Headers.RetryAfter = "30";
            return;
        }

        source = new Source(site, origin.Of(Request));
    }

    /// <summary>Written piece by piece as the connection takes it; whoever has it already is told so.</summary>
    /// <param name="links">Further ways on, as RFC 8288 has them.</param>
    protected IActionResult Send(string type, Func<Stream, CancellationToken, Task> write, string links = "")
    {
        Response.Headers.Link = $"<{Source.Origin}/data#terms>; rel=\"license\"{(links.Length == 0 ? "" : ", ")}{links}";
        return new GeneratedAction(Generated.File(Response, Site, type, stream => write(stream, HttpContext.RequestAborted)));
    }

    protected IActionResult Refuse(int code, Func<Ui, string>? detail = null) => Problems.Of(HttpContext, code, detail);
}
