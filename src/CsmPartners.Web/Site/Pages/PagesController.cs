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
            return Missing(EntryKind.Page, entry);
        return Show("Page", Of(page, Language));
    }

    public static SitePage Of(Page page, Language language) => new()
    {
        Title = page.Title.In(language).Text,
        Description = page.Summary.In(language).Text,
        Path = page.Slug,
        Section = page.Slug,
        Entry = page,
    };
}
