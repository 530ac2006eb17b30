using System.Diagnostics;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Search;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site.Lists;
using CsmPartners.Web.Watching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CsmPartners.Web.Site.Search;

/// <summary>Everything published, by the words that a visitor types in any of the three languages.</summary>
[Route("{lang:language}/search"), EnableRateLimiting(Throttling.Search)]
public sealed class SearchController(PublishedSiteKeeper keeper, SearchIndex index) : SiteController(keeper)
{
    [Route(""), ReadsQuery("q", "page", Facets.Kind, Facets.Country, Facets.Year)]
    public async Task<IActionResult> Index(string? q)
    {
        await index.FollowAsync(Site, HttpContext.RequestAborted);
        var asked = SearchPage.Tidy(q);
        var started = Stopwatch.GetTimestamp();
        var finding = Finding.In(index, Site, asked);
        if (asked.Length > 0)
            Instruments.Searched(Stopwatch.GetElapsedTime(started), finding.Places.Count);
        var request = new ListRequest<Entry>(Site.Everything, new FacetLabels(Site, Language), Request.Query, filter => Site.Everything.Find(filter, finding.Places), asked.Length > 0 ? asked : null);
        if (request.Number is null)
            return NotFound();
        if (request.HasNeedlessPage)
            return LocalRedirect(Links.Search + request.Query);
        if (!request.IsKnown)
            Response.StatusCode = StatusCodes.Status404NotFound;
        return Show("Search", SearchPage.Of(Site, Language, finding, request));
    }

    /// <summary>What the typing may come to, for the list under the search field: as JSON, since nobody reads it.</summary>
    [Route("suggestions"), ReadsQuery("q")]
    public async Task<IActionResult> Suggest(string? q)
    {
        await index.FollowAsync(Site, HttpContext.RequestAborted);
        var found = Suggestions.In(index, Site, SearchPage.Tidy(q), Language);
        return Json(new
        {
            Status = Ui.Count("Count.Suggestions", found.Count),
            Suggestions = found.Select(entry => new Suggestion(entry.Title.In(Language).Text, entry.Title.In(Language).Language.Code, Ui.Of(entry.Kind), Links.Entry(entry))),
        });
    }

    private sealed record Suggestion(string Title, string Language, string Kind, string Address);
}
