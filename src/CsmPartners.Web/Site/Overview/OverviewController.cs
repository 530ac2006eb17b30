using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Overview;

[Route("{lang:language}")]
public sealed class OverviewController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    private const int LatestActivities = 6;

    [Route("")]
    public IActionResult Index()
    {
        if (Site.Find(EntryKind.Page, Page.Overview) is not Page { State: EntryState.Published } overview)
            return NotFound();
        return Show("Overview", new OverviewPage
        {
            Title = overview.Title.In(Language).Text,
            Description = overview.Summary.In(Language).Text,
            Path = "",
            Entry = overview,
            Latest = [.. Site.In(Language).Timeline.Entries.Where(a => a.When.SortDate is not null).Take(LatestActivities)],
            Countries = Site.In(Language).Countries,
        });
    }
}

public sealed class OverviewPage : SitePage
{
    public required IReadOnlyList<Activity> Latest { get; init; }

    public required IReadOnlyList<CountryRecord> Countries { get; init; }
}
