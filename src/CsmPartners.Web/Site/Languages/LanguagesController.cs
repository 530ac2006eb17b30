using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Languages;

/// <summary>Addresses that name no language lead to the visitor's own.</summary>
[SitePages]
public sealed class LanguagesController : Controller
{
    [Route("/")]
    public IActionResult Choose() => InOwnLanguage(links => links.Home);

    [Route("/data")]
    public IActionResult ChooseForData() => InOwnLanguage(links => links.Data);

    private LocalRedirectResult InOwnLanguage(Func<Links, string> page)
    {
        Response.Headers.Vary = "Accept-Language, Cookie";
        Response.Headers.CacheControl = "private, no-cache";
        return LocalRedirect(page(new Links(RequestLanguage.Negotiate(Request))));
    }
}
