using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Site.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Partners;

[Route("{lang:language}/partners")]
public sealed class PartnersController(PublishedSiteKeeper keeper) : ListController(keeper)
{
    [Route("")]
    public IActionResult Index() => ShowList("Partners", Site.In(Language).Partners, EntryKind.Partner.List(), "Partners");

    [Route("{slug}")]
    public IActionResult Show()
    {
        var entry = Site.Find(EntryKind.Partner, Slug);
        if (entry is not Partner { State: EntryState.Published } partner)
            return Missing(entry);
        return Show("Partner", new PartnerPage
        {
            Title = partner.Title.In(Language).Text,
            Description = partner.Summary.In(Language).Text,
            Path = $"{EntryKind.Partner.List()}/{Slug}",
            Section = EntryKind.Partner.List(),
            Crumbs = [new(Ui["Partners.Title"], Links.List(EntryKind.Partner))],
            Entry = partner,
            Partner = partner,
            Activities = Site.ActivitiesOf(partner),
        });
    }
}

public sealed class PartnerPage : SitePage
{
    public required Partner Partner { get; init; }

    /// <summary>Newest first, undated last.</summary>
    public required IReadOnlyList<Activity> Activities { get; init; }
}
