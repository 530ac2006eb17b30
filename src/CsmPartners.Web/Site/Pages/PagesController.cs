using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Pages;

/// <summary>Free pages stand directly under the language; the lists' own names come first.</summary>
[Route("{lang:language}/{slug}", Order = 10)]
public sealed class PagesController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    [Route("")]
    public IActionResult Show()
    {
        if (Slug == Page.Overview)
            return LocalRedirectPermanent(Links.Home);
        var entry = Site.Find(EntryKind.Page, Slug);
        if (entry is not Page { State: EntryState.Published } page)
            return Missing(entry);
        return Show("Page", new SitePage
        {
            Title = page.Title.In(Language).Text,
            Description = page.Summary.In(Language).Text,
            Path = Slug,
            Section = Slug,
            Entry = page,
        });
    }
}
