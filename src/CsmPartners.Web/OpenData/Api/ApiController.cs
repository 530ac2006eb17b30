using System.Text.Json;
using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Identifiers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.OpenData.Api;

/// <summary>The museum's record for programs, to be read only.</summary>
[Route($"api/{Table.Version}")]
public sealed class ApiController(PublishedSiteKeeper keeper, PublicOrigin origin) : OpenDataController(keeper, origin)
{
    private const string MediaType = "application/json";

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        base.OnActionExecuting(context);
        if (context.Result is null && Wish.For(Request, MediaType) <= 0)
            context.Result = Refuse(StatusCodes.Status406NotAcceptable, ui => ui["Problem.Accept"]);
    }

    [Route("{list}"), ReadsQuery]
    public IActionResult Index(string list)
    {
        if (ApiList.Find(list) is not { } found)
            return NotFound();
        if (ApiQuery.Read(Request.Query, found, Site, out var problem) is not { } query)
            return Refuse(StatusCodes.Status400BadRequest, problem);
        var total = found.Count(Site, query.Filter);
        if (query.Page > query.PagesOf(total))
            return Refuse(StatusCodes.Status404NotFound, ui => ui.Format("Problem.LastPage", query.PagesOf(total)));
        return Send(MediaType, (stream, cancellation) => found.WriteAsync(stream, Source, query, cancellation), query.LinksOf(Source.Origin + Links.Api(list), total));
    }

    [Route("{list}/{slug}")]
    public IActionResult Show(string list, string slug)
    {
        if (ApiList.Find(list) is not { } found)
            return NotFound();
        if (found.Kind is not { } kind)
            return list == "countries" && Site.FindCountry(slug) is { } country ? One(found, country) : NotFound();
        return (Site.Find(kind, slug) ?? Site.FindRedirect(kind, slug)) switch
        {
            null => NotFound(),
            { State: EntryState.Withdrawn } gone => Refuse(StatusCodes.Status410Gone, ui => gone.WithdrawalReason.In(ui.Language).Text),
            var entry when entry.Slug == slug => One(found, entry),
            var moved => Moved(list, moved),
        };
    }

    [Route("openapi.json")]
    public IActionResult OpenApi() => Send(MediaType, (stream, cancellation) => JsonSerializer.SerializeAsync(stream, OpenApiDocument.Of(Source), JsonFile.Indented, cancellation));

    private IActionResult One(ApiList list, object row) => Send(MediaType, (stream, cancellation) => list.WriteOneAsync(stream, Source, row, cancellation));

    private LocalRedirectResult Moved(string list, Entry entry)
    {
        // An address may come back to the entry that had it.
        Response.Headers.CacheControl = "no-cache";
        return LocalRedirectPermanent(Links.Api($"{list}/{entry.Slug}"));
    }
}
