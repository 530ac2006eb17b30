using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Map;

/// <summary>Where the partners stand, all on one page.</summary>
[Route("{lang:language}/map")]
public sealed class MapController(PublishedSiteKeeper keeper) : ListController(keeper)
{
    [Route(""), ReadsQuery]
    public IActionResult Index() => ShowList("Map", Site.In(Language).Map, "map", "Map", length: int.MaxValue);
}
