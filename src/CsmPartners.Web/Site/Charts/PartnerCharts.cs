using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Rendering.Charts;

namespace CsmPartners.Web.Site.Charts;

/// <summary>Partners by country and kind of institution.</summary>
public sealed record CountriesChart(SitePage Page, PartnersByCountry Table) : Part(Page)
{
    public string NameOf(Institution? kind) => kind is { } known ? Page.Ui.Of(known) : Page.Ui["Chart.OtherInstitutions"];
}

/// <summary>Partners by kind of institution, the most frequent first.</summary>
public sealed record InstitutionsChart(SitePage Page, IReadOnlyList<(Institution Kind, int Count)> Rows) : Part(Page)
{
    public static InstitutionsChart Of(SitePage page, PublishedSite site) =>
        new(page, [.. site.Partners.CountBy(p => p.Institution).OrderByDescending(k => k.Value).ThenBy(k => k.Key).Select(k => (k.Key, k.Value))]);
}
