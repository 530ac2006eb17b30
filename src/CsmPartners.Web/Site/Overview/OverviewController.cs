using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Overview;

[Route("{lang:language}")]
public sealed class OverviewController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    [Route("")]
    public IActionResult Index()
    {
        if (Site.Find(EntryKind.Page, Page.Overview) is not Page { State: EntryState.Published } overview)
            return NotFound();
        return Show("Overview", OverviewPage.Of(Site, overview, Language));
    }
}

public sealed class OverviewPage : SitePage
{
    private const int LatestActivities = 6;

    public static OverviewPage Of(PublishedSite site, Page overview, Language language) => new()
    {
        Title = overview.Title.In(language).Text,
        Description = overview.Summary.In(language).Text,
        Path = "",
        Entry = overview,
        Latest = [.. site.In(language).Timeline.Entries.Where(a => a.When.SortDate is not null).Take(LatestActivities)],
        Countries = site.In(language).Countries,
    };

    public required IReadOnlyList<Activity> Latest { get; init; }

    public required IReadOnlyList<CountryRecord> Countries { get; init; }
}
