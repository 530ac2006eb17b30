using CsmPartners.Published;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Lists;

/// <summary>Public pages that show a list narrowed by its address.</summary>
public abstract class ListController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    /// <param name="name">Of the list in addresses: "partners".</param>
    /// <param name="words">Of the list in the resource files: "Partners" for Partners.Title, Partners.Lead and Count.Partners.</param>
    /// <param name="length">Of one page of the list.</param>
    protected IActionResult ShowList<T>(string view, Listing<T> listing, string name, string words, int length = ListPage.UsualLength) where T : notnull
    {
        var address = Links.Of(name);
        var request = new ListRequest<T>(listing, new FacetLabels(Site, Language), Request.Query) { Length = length };
        if (request.Number is not { } number)
            return NotFound();
        // Others than our own spellings would each be drawn and kept.
        if (request.IsKnown && !request.IsSpeltAs(Request.QueryString))
            return LocalRedirectPermanent(Request.Path.ToUriComponent() + request.Query);
        if (!request.IsKnown)
            Response.StatusCode = StatusCodes.Status404NotFound;
        var heading = Ui[$"{words}.Title"];
        return Show(view, new ListPage<T>
        {
            Heading = heading,
            Title = TitleOf(heading, request.ChosenLabels, number),
            Description = Ui[$"{words}.Lead"],
            Path = name,
            Query = request.Query,
            QueryElsewhere = request.QueryElsewhere,
            Section = name,
            KeepOutOfSearchEngines = !request.IsKnown || request.Found.Count == 0,
            ListAddress = address,
            Filter = request.Filter,
            Found = request.Found,
            ReadFacets = () => request.Views,
            ReadLetters = () => request.Letters,
            IsKnown = request.IsKnown,
            Number = number,
            Length = length,
            Count = request.Found.Count,
            Counted = $"Count.{words}",
            Looser = request.Looser(address),
        });
    }

    // "Partners: France, museum, page 2": tabs and search results tell lists apart by it.
    private string TitleOf(string heading, IEnumerable<string> labels, int number)
    {
        var chosen = string.Join(", ", labels);
        var title = chosen.Length == 0 ? heading : $"{heading}: {chosen}";
        return number == 1 ? title : $"{title}, {Ui.Format("Pager.PageNumber", number)}";
    }
}
