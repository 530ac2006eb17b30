using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.Site.Citations;

/// <summary>How to cite the page, at its foot.</summary>
public sealed record CitePart(SitePage Page, Citation Citation) : Part(Page)
{
    /// <summary>Null where the title is in the page's language.</summary>
    public string? TitleLanguage => Citation.Title.Language == Page.Language ? null : Citation.Title.Language.Code;

    /// <summary>The citation's files, and what they are called.</summary>
    public IEnumerable<(string Address, string Name)> Files => [(AddressOf("bib"), Page.Ui["Cite.BibTex"]), (AddressOf("ris"), Page.Ui["Cite.Ris"])];

    private string AddressOf(string format) => Page.Links.Citation(Page.Path!, format) + Page.Query;
}
