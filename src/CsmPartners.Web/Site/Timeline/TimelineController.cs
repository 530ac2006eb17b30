using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Timeline;

/// <summary>Everything by year.</summary>
[Route("{lang:language}/timeline")]
public sealed class TimelineController(PublishedSiteKeeper keeper) : ListController(keeper)
{
    [Route(""), ReadsQuery]
    public IActionResult Index() => ShowList("Timeline", Site.In(Language).Timeline, "timeline", "Timeline");
}
