using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Languages;

/// <summary>The bare address leads to the visitor's language.</summary>
[SitePages]
public sealed class LanguagesController : Controller
{
    [Route("/")]
    public IActionResult Choose()
    {
        Response.Headers.Vary = "Accept-Language, Cookie";
        Response.Headers.CacheControl = "private, no-cache";
        return LocalRedirect(new Links(RequestLanguage.Negotiate(Request)).Home);
    }
}
