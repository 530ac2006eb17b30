using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Published;
using CsmPartners.Web.Site.Activities;
using CsmPartners.Web.Site.Overview;
using CsmPartners.Web.Site.Pages;
using CsmPartners.Web.Site.Partners;

namespace CsmPartners.Web.Site.Previews;

/// <summary>The page that an entry would have if a form were published now: the same pages and views that visitors get.</summary>
internal static class PreviewPages
{
    /// <returns>The page, its view and the folder of that view.</returns>
    public static (SitePage Page, string View, string Folder) Of(PublishedSite site, EntryForm form, int entryId, Language language)
    {
        var entry = EntryOf(site, form, entryId);
        return entry switch
        {
            Partner partner => (PartnerPage.Of(site, partner, language), "Partner", "Partners"),
            Activity activity => (ActivityPage.Of(site, activity, language), "Activity", "Activities"),
            Page { Slug: Page.Overview } overview => (OverviewPage.Of(site, overview, language), "Overview", "Overview"),
            _ => (PagesController.Of((Page)entry, language), "Page", "Pages"),
        };
    }

    // Joined with what is published, as the reader of the published site would.
    private static Entry EntryOf(PublishedSite site, EntryForm form, int entryId)
    {
        var entry = Entry.New(form.Kind);
        entry.Id = entryId;
        form.Apply(entry);
        if (entry is not Activity activity)
            return entry;
        var partners = site.Partners.ToDictionary(p => p.Id);
        activity.Participations.RemoveAll(p => !partners.ContainsKey(p.PartnerId));
        activity.Participations.ForEach(p => (p.Activity, p.Partner) = (activity, partners[p.PartnerId]));
        activity.Venues.ForEach(v => v.Partner = v.PartnerId is { } partner ? partners.GetValueOrDefault(partner) : null);
        activity.PartOf = site.Activities.FirstOrDefault(a => a.Id == activity.PartOfId);
        return entry;
    }
}
