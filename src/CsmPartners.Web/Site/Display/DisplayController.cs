using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Display;

/// <summary>The version for visually impaired readers: larger type, high contrast, light or dark.</summary>
[Route("{lang:language}/display")]
public sealed class DisplayController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    [HttpGet, HttpHead, ReadsQuery("from")]
    public IActionResult Index(string? from) => Show("Display", new DisplayPage
    {
        Title = Ui["Display.Title"],
        Description = Ui["Display.Lead"],
        Path = "display",
        Section = "display",
        KeepOutOfSearchEngines = true,
        From = Url.Local(from),
    });

    [HttpPost, ValidateAntiForgeryToken]
    public IActionResult Save(string? text, string? contrast, string? scheme, string? from)
    {
        var settings = DisplaySettings.From(text, contrast, scheme);
        var cookie = new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = Request.IsHttps,
        };
        if (settings == DisplaySettings.None)
            Response.Cookies.Delete(DisplaySettings.Cookie, cookie);
        else
            Response.Cookies.Append(DisplaySettings.Cookie, settings.ToString(), cookie);
        return LocalRedirect(Url.Local(from) ?? Links.Home);
    }
}

public sealed class DisplayPage : SitePage
{
    public override bool IsShared => false;

    /// <summary>Where the reader came from.</summary>
    public string? From { get; init; }
}
