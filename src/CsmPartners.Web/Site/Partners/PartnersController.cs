using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Charts;
using CsmPartners.Web.Site.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Partners;

[Route("{lang:language}/partners")]
public sealed class PartnersController(PublishedSiteKeeper keeper) : ListController(keeper)
{
    [Route(""), ReadsQuery]
    public IActionResult Index() => ShowList("Partners", Site.In(Language).Partners, EntryKind.Partner.List(), "Partners");

    [Route("{slug}")]
    public IActionResult Show()
    {
        var entry = Site.Find(EntryKind.Partner, Slug);
        if (entry is not Partner { State: EntryState.Published } partner)
            return Missing(EntryKind.Partner, entry);
        return Show("Partner", PartnerPage.Of(Site, partner, Language));
    }
}

public sealed class PartnerPage : SitePage
{
    public static PartnerPage Of(PublishedSite site, Partner partner, Language language) => new()
    {
        Title = partner.Title.In(language).Text,
        Description = partner.Summary.In(language).Text,
        Path = $"{EntryKind.Partner.List()}/{partner.Slug}",
        Section = EntryKind.Partner.List(),
        Crumbs = [new(Ui.In(language)["Partners.Title"], new Links(language).List(EntryKind.Partner))],
        Entry = partner,
        Partner = partner,
        Activities = site.ActivitiesOf(partner),
    };

    public required Partner Partner { get; init; }

    /// <summary>What was done together, by year; null where there would be nothing to see.</summary>
    public SpansChart? Years => SpansChart.Of(this, Activities);

    /// <summary>Newest first, undated last.</summary>
    public required IReadOnlyList<Activity> Activities { get; init; }
}
