using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site.Machines;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Calendars;

[Route("{lang:language}/calendar.ics")]
public sealed class CalendarController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    [Route("")]
    public IResult Index() => Generated.File(Response, Site, "text/calendar; charset=utf-8", new Calendar(Site, Language, Origin).WriteAsync);
}
