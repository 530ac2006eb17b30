using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.OpenData.LinkedArt;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsmPartners.Web.Site.Identifiers;

/// <summary>The identifiers of things lead to what is said of them: a page in the visitor's language, or data.</summary>
[Route("id")]
public sealed class IdentifiersController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        Response.Headers.Vary = "Accept, Accept-Language, Cookie";
        Response.Headers.CacheControl = "private, no-cache";
        base.OnActionExecuting(context);
    }

    [Route("{number:int}")]
    public IActionResult Entry(int number) =>
        Site.Find(number) is not { } entry ? NotFound()
        : entry.State == EntryState.Withdrawn ? Gone(entry)
        : SeeOther(Answers.Has(entry) && Wish.IsForData(Request) ? Links.LinkedArt(entry) : Links.Entry(entry));

    [Route("museum")]
    public IActionResult Museum() => SeeOther(Wish.IsForData(Request) ? Links.LinkedArtMuseum : Links.Home);

    [Route("countries/{code}")]
    public IActionResult Country(string code) =>
        CsmPartners.Country.Find(code) is not { } country ? NotFound()
        : Site.FindCountry(code) is null || Wish.IsForData(Request) ? SeeOther(Links.LinkedArtPlace(code))
        : SeeOther(Links.Country(country));

    // The identifier is not the page's address: 303 says that the page is about it.
    private StatusCodeResult SeeOther(string address)
    {
        Response.Headers.Location = address;
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
