using CsmPartners.Published;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering.Charts;
using CsmPartners.Web.Rendering.Maps;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Countries;

[Route("{lang:language}/countries")]
public sealed class CountriesController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    [Route("")]
    public IActionResult Index() => Show("Countries", new CountriesPage
    {
        Title = Ui["Countries.Title"],
        Description = Ui["Countries.Lead"],
        Path = "countries",
        Section = "countries",
        Countries = Site.In(Language).Countries,
    });

    [Route("{code}")]
    public IActionResult Show(string code)
    {
        if (Site.FindCountry(code) is not { } record)
            return NotFound();
        var name = record.Country.Name.In(Language).Text;
        return Show("Country", new CountryPage
        {
            Title = name,
            Description = Ui.Format("Country.Description", name, Ui.Counts(record)),
            Path = $"countries/{code}",
            Section = "countries",
            Crumbs = [new(Ui["Countries.Title"], Links.Countries)],
            Record = record,
            Map = CountryMap.Of(Site, record, Language),
            Partners = [.. record.Partners.OrderBy(p => p.Title.In(Language).Text, Language.Comparer)],
        });
    }
}

public sealed class CountriesPage : SitePage
{
    public required IReadOnlyList<CountryRecord> Countries { get; init; }

    public override object? Subject => Site;

    public PartnersByCountry? Table => PartnersByCountry.Of(Countries, [.. Site!.Partners]);
}

public sealed class CountryPage : SitePage
{
    public required CountryRecord Record { get; init; }

    public override object? Subject => Record;

    public override string? Identifier => Rendering.Links.Id(Record.Country);

    /// <summary>Null where no place in the country is known.</summary>
    public required MapView? Map { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyList<CsmPartners.Entries.Partner> Partners { get; init; }
}
