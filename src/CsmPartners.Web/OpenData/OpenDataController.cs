using CsmPartners.Published;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Site;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsmPartners.Web.OpenData;

/// <summary>Answers for programs: each a function of the published site and the address. None opens the database.</summary>
[SitePages]
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

    /// <summary>The answer, but for a caller who has it already.</summary>
    /// <param name="links">Further ways on, as RFC 8288 has them.</param>
    protected IActionResult Fresh(Func<IActionResult> answer, string links = "")
    {
        Response.Headers.Link = $"<{Source.Origin}/data#terms>; rel=\"license\"{(links.Length == 0 ? "" : ", ")}{links}";
        return HttpContext.IsFresh(Site) ? StatusCode(StatusCodes.Status304NotModified) : answer();
    }

    protected IActionResult Refuse(int code, Func<Ui, string>? detail = null) => Problems.Of(HttpContext, code, detail);
}

/// <summary>An answer written piece by piece as the connection takes it.</summary>
internal sealed class StreamedResult(string mediaType, Func<Stream, CancellationToken, Task> write) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        response.ContentType = mediaType;
        if (!HttpMethods.IsHead(request.Method))
            await write(response.Body, context.HttpContext.RequestAborted);
    }
}
