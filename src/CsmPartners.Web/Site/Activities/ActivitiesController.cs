using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Activities;

/// <summary>Projects, exhibitions, trainings, agreements, events and publications: a list and a page each.</summary>
[Route("{lang:language}/{list:regex(^(projects|exhibitions|trainings|agreements|events|publications)$)}")]
public sealed class ActivitiesController(PublishedSiteKeeper keeper) : ListController(keeper)
{
    [Route("")]
    public IActionResult Index(string list) => ShowList("Activities", Site.In(Language).Of(KindOf(list)), list, $"{KindOf(list)}s");

    [Route("{slug}")]
    public IActionResult Show(string list)
    {
        var kind = KindOf(list);
        var entry = Site.Find(kind, Slug);
        if (entry is not Activity { State: EntryState.Published } activity)
            return Missing(entry);
        return Show("Activity", new ActivityPage
        {
            Title = activity.Title.In(Language).Text,
            Description = activity.Summary.In(Language).Text,
            Path = $"{list}/{Slug}",
            Section = list,
            Crumbs = [new(Ui[$"{kind}s.Title"], Links.List(kind))],
            Entry = activity,
            Activity = activity,
            Parts = Site.PartsOf(activity),
        });
    }

    private static EntryKind KindOf(string list) => EntryKinds.Activities.First(k => k.List() == list);
}

public sealed class ActivityPage : SitePage
{
    public required Activity Activity { get; init; }

    public required IReadOnlyList<Activity> Parts { get; init; }
}
