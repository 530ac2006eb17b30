using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site.Machines;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Feeds;

/// <summary>What is new: on the whole site, and in each list. Before the lists' own addresses, which would take the name for an entry's.</summary>
public sealed class FeedsController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    private const string Atom = "application/atom+xml; charset=utf-8";

    [Route("{lang:language}/feed.xml", Order = -1)]
    public IResult Whole() => Answer(null);

    [Route("{lang:language}/{list:regex(^(partners|projects|exhibitions|trainings|agreements|events|publications)$)}/feed.xml", Order = -1)]
    public IResult OfList(string list) => Answer(Enum.GetValues<EntryKind>().First(k => k.List() == list));

    private IResult Answer(EntryKind? kind) => Generated.File(Response, Site, Atom, new Feed(Site, Language, Origin, kind).WriteAsync);
}
