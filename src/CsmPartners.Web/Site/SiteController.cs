using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using CsmPartners.Web.OpenData;
using CsmPartners.Web.OpenData.LinkedArt;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Citations;
using CsmPartners.Web.Site.Display;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Site;

/// <summary>Public pages: each a function of the published site and the request. None opens the database.</summary>
[SitePages, Citable]
public abstract class SiteController(PublishedSiteKeeper keeper) : Controller
{
    private static readonly StringValues Varied = new([HeaderNames.Cookie, HeaderNames.AcceptEncoding]);

    private PublishedSite? site;

    protected PublishedSite Site => site!;

    /// <summary>False while the database has not answered since the start.</summary>
    protected bool HasSite => site is not null;

    protected Language Language { get; private set; } = Language.Kk;

    protected Ui Ui => Ui.In(Language);

    protected Links Links => new(Language);

    /// <summary>Scheme and host before every absolute address.</summary>
    protected string Origin => HttpContext.RequestServices.GetRequiredService<PublicOrigin>().Of(Request);

    /// <summary>The entry's part of the address. Asked of the route: for a page drawn from memory, binding a parameter is a tenth of the work.</summary>
    protected string Slug => (string)RouteData.Values["slug"]!;

    /// <summary>"bib" or "ris" where the page's citation is asked for and not the page.</summary>
    private string? CitationFormat => RouteData.Values[CitableAttribute.Format] as string;

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        Language = RequestLanguage.OfPath(Request.Path.Value) ?? RequestLanguage.Negotiate(Request);
        site = keeper.Current;
        if (site is null)
            context.Result = StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The page, or what stands for it where a citation or data are asked for.</summary>
    protected IActionResult Show(string view, SitePage page)
    {
        var shown = Draw(view, page);
        if (CitationFormat is { } format)
            return CitationFile.Of(HttpContext, page, format);
        return Answers.Has(page.Entry) ? Answers.Instead(HttpContext, new Source(Site, page.Origin), page.Entry!) ?? shown : shown;
    }

    /// <summary>The page in its frame: site, language, the reader's settings.</summary>
    private ViewResult Draw(string view, SitePage page)
    {
        page.Site = site;
        page.Language = Language;
        page.Display = DisplaySettings.Of(Request);
        var origin = HttpContext.RequestServices.GetRequiredService<PublicOrigin>();
        page.Origin = origin.Of(Request);
        page.HasOwnOrigin = origin.IsConfigured;
        Response.Headers.CacheControl = page.IsShared && Response.StatusCode == StatusCodes.Status200OK ? PageCache.Shared : "no-cache";
        // The reader's settings are in the page; the other is said by the compressor too, but not to those who read nothing compressed.
        Response.Headers.Append(HeaderNames.Vary, Varied);
        page.View = view;
        return View("Frame", page);
    }

    /// <summary>
    /// What to answer where no entry can be shown: the way to the one that had the address once, 410 with the reason where it was
    /// withdrawn, else 404.
    /// </summary>
    /// <param name="entry">The one that has the address, if any.</param>
    protected IActionResult Missing(EntryKind kind, Entry? entry)
    {
        var found = entry ?? Site.FindRedirect(kind, Slug);
        if (found is { State: EntryState.Withdrawn })
            return Gone(found);
        if (found is null)
            return NotFound();
        // An address may come back to the entry that had it; a browser that kept the old way for ever would go in circles.
        Response.Headers.CacheControl = "no-cache";
        return LocalRedirectPermanent(Links.Entry(found) + (CitationFormat is { } format ? $"/cite.{format}" : ""));
    }

    protected ViewResult Gone(Entry withdrawn)
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return Draw("Error", Errors.ErrorPage.Of(Ui, StatusCodes.Status410Gone, withdrawn.WithdrawalReason));
    }
}
