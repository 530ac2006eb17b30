using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Activities;

/// <summary>Projects, exhibitions, trainings, agreements, events and publications: a list and a page each.</summary>
[Route("{lang:language}/{list:regex(^(projects|exhibitions|trainings|agreements|events|publications)$)}")]
public sealed class ActivitiesController(PublishedSiteKeeper keeper) : ListController(keeper)
{
    [Route(""), ReadsQuery]
    public IActionResult Index(string list) => ShowList("Activities", Site.In(Language).Of(KindOf(list)), list, $"{KindOf(list)}s");

    [Route("{slug}")]
    public IActionResult Show(string list)
    {
        var kind = KindOf(list);
        var entry = Site.Find(kind, Slug);
        if (entry is not Activity { State: EntryState.Published } activity)
            return Missing(kind, entry);
        return Show("Activity", ActivityPage.Of(Site, activity, Language));
    }

    private static EntryKind KindOf(string list) => EntryKinds.Activities.First(k => k.List() == list);
}

public sealed class ActivityPage : SitePage
{
    public static ActivityPage Of(PublishedSite site, Activity activity, Language language) => new()
    {
        Title = activity.Title.In(language).Text,
        Description = activity.Summary.In(language).Text,
        Path = $"{activity.Kind.List()}/{activity.Slug}",
        Section = activity.Kind.List(),
        Crumbs = [new(Ui.In(language)[$"{activity.Kind}s.Title"], new Links(language).List(activity.Kind))],
        Entry = activity,
        Activity = activity,
        Parts = site.PartsOf(activity),
    };

    public required Activity Activity { get; init; }

    public required IReadOnlyList<Activity> Parts { get; init; }
}

/// <summary>One of the places where an activity took place.</summary>
public sealed record VenuePart(SitePage Page, Venue Venue) : Part(Page);
